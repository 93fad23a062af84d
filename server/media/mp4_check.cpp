#include "media/mp4_check.h"

#include <array>

namespace samtale::media {
namespace {

constexpr std::uint32_t tag(const char (&name)[5]) {
  return static_cast<std::uint32_t>(static_cast<std::uint8_t>(name[0])) << 24 |
         static_cast<std::uint32_t>(static_cast<std::uint8_t>(name[1])) << 16 |
         static_cast<std::uint32_t>(static_cast<std::uint8_t>(name[2])) << 8 |
         static_cast<std::uint32_t>(static_cast<std::uint8_t>(name[3]));
}

std::uint64_t big_endian(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | byte;
  return value;
}

struct Box {
  std::uint32_t type = 0;
  std::uint64_t content = 0;  // where it begins
  std::uint64_t end = 0;
};

class Walk {
 public:
  Walk(std::uint64_t file_size, const ReadAt& read_at) : file_size_(file_size), read_at_(read_at) {}

  std::optional<std::int64_t> length_ms() {
    const auto first = box_at(0, file_size_);
    if (!first || first->type != tag("ftyp")) return std::nullopt;
    for (auto at = first->end; at < file_size_;) {
      const auto box = box_at(at, file_size_);
      if (!box) return std::nullopt;
      if (box->type == tag("moov")) return length_of_movie(*box);
      at = box->end;
    }
    return std::nullopt;
  }

 private:
  // Nullopt: there is no well-formed box that ends within `limit`.
  std::optional<Box> box_at(std::uint64_t at, std::uint64_t limit) {
    if (++looked_at_ > kBoxesLookedAt || limit - at < 8) return std::nullopt;
    std::array<std::uint8_t, 16> header{};
    if (!read_at_(at, std::span(header).first(8))) return std::nullopt;
    auto size = big_endian(std::span(header).first(4));
    std::uint64_t header_size = 8;
    if (size == 1) {  // the size follows, in 64 bits
      if (limit - at < 16 || !read_at_(at, header)) return std::nullopt;
      size = big_endian(std::span(header).subspan(8, 8));
      header_size = 16;
    } else if (size == 0) {  // up to the end
      size = limit - at;
    }
    if (size < header_size || size > limit - at) return std::nullopt;
    return Box{static_cast<std::uint32_t>(big_endian(std::span(header).subspan(4, 4))), at + header_size, at + size};
  }

  std::optional<std::int64_t> length_of_movie(const Box& movie) {
    std::optional<std::int64_t> length;
    bool has_track = false;
    for (auto at = movie.content; at < movie.end;) {
      const auto box = box_at(at, movie.end);
      if (!box) return std::nullopt;
      if (box->type == tag("mvhd")) length = length_in_header(*box);
      if (box->type == tag("trak")) has_track = true;
      if (length && has_track) return length;
      at = box->end;
    }
    return std::nullopt;
  }

  // A movie header has version and flags, two moments, the time scale and the length; in version 1 the moments and the
  // length have 64 bits.
  std::optional<std::int64_t> length_in_header(const Box& box) {
    std::array<std::uint8_t, 32> bytes{};
    if (box.end - box.content < bytes.size() || !read_at_(box.content, bytes)) return std::nullopt;
    if (bytes[0] > 1) return std::nullopt;
    const auto all = std::span<const std::uint8_t>(bytes);
    const auto scale = big_endian(bytes[0] == 1 ? all.subspan(20, 4) : all.subspan(12, 4));
    const auto length = big_endian(bytes[0] == 1 ? all.subspan(24, 8) : all.subspan(16, 4));
    // Compared before it is multiplied, so that nothing overflows.
    if (scale == 0 || length / scale >= static_cast<std::uint64_t>(kLongestTalkMs) / 1000) return std::nullopt;
    const auto ms = length * 1000 / scale;
    if (ms == 0) return std::nullopt;
    return static_cast<std::int64_t>(ms);
  }

  std::uint64_t file_size_;
  const ReadAt& read_at_;
  int looked_at_ = 0;
};

}  // namespace

std::optional<std::int64_t> mp4_length_ms(std::uint64_t file_size, const ReadAt& read_at) {
  return Walk(file_size, read_at).length_ms();
}

}  // namespace samtale::media
