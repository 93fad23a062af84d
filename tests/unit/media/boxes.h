#pragma once
// Builds the boxes of an MP4 by hand, right ones and wrong ones.
#include <cstdint>
#include <string>

namespace samtale::media {

inline std::string number(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i)));
  return out;
}

inline std::string box(const std::string& type, const std::string& content) {
  return number(8 + content.size(), 4) + type + content;
}

inline std::string box_with_long_size(const std::string& type, const std::string& content) {
  return number(1, 4) + type + number(16 + content.size(), 8) + content;
}

inline std::string file_type() { return box("ftyp", "isom" + number(512, 4) + "isomiso2mp41"); }

inline std::string movie_header(std::uint32_t scale, std::uint64_t length, int version = 0) {
  const int moment_bytes = version == 1 ? 8 : 4;
  return box("mvhd", number(static_cast<std::uint64_t>(version) << 24, 4) + number(0, moment_bytes) +
                         number(0, moment_bytes) + number(scale, 4) + number(length, moment_bytes) +
                         std::string(80, '\0'));
}

inline std::string track() { return box("trak", std::string(92, '\0')); }

inline std::string movie(std::uint32_t scale, std::uint64_t length, int version = 0) {
  return box("moov", movie_header(scale, length, version) + track());
}

// The smallest thing that counts as a recording of `length_ms`.
inline std::string recording(std::uint64_t length_ms) {
  return file_type() + movie(1000, length_ms) + box("mdat", "not looked at");
}

}  // namespace samtale::media
