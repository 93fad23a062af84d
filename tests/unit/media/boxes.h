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

inline std::string coded_track(const std::string& handler, const std::string& sample_entry) {
  const auto says_what = box("hdlr", number(0, 8) + handler + std::string(13, '\0'));
  const auto how = box("stbl", box("stsd", number(0, 4) + number(1, 4) + sample_entry));
  return box("trak", box("tkhd", std::string(84, '\0')) + box("mdia", says_what + box("minf", how)));
}

// `profile`: of H.264; 100 is High.
inline std::string picture_track(std::uint8_t profile = 100, const std::string& coding = "avc1") {
  const auto configuration = box("avcC", number(1, 1) + number(profile, 1) + std::string(4, '\0'));
  return coded_track("vide", box(coding, std::string(78, '\0') + configuration));
}

inline std::string sound_track(const std::string& coding = "mp4a") {
  return coded_track("soun", box(coding, std::string(28, '\0')));
}

inline std::string movie(std::uint32_t scale, std::uint64_t length, int version = 0) {
  return box("moov", movie_header(scale, length, version) + track());
}

// The smallest thing that counts as a recording of `length_ms` that browsers play.
inline std::string recording(std::uint64_t length_ms) {
  return file_type() + box("moov", movie_header(1000, length_ms) + picture_track() + sound_track()) +
         box("mdat", "not looked at");
}

}  // namespace samtale::media
