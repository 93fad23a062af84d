#include "media/mp4_check.h"

#include <algorithm>
#include <array>
#include <initializer_list>

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

  std::optional<Mp4About> look() {
    const auto first = box_at(0, file_size_);
    if (!first || first->type != tag("ftyp")) return std::nullopt;
    bool media_came = false;
    for (auto at = first->end; at < file_size_;) {
      const auto box = box_at(at, file_size_);
      if (!box) return std::nullopt;
      if (box->type == tag("mdat")) media_came = true;
      if (box->type == tag("moov")) {
        auto about = look_at_movie(*box);
        if (about) {
          about->index_first = !media_came;
          about->is_quicktime = brand_of(*first) == tag("qt  ");
        }
        return about;
      }
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

  std::optional<Mp4About> look_at_movie(const Box& movie) {
    std::optional<std::int64_t> length;
    Mp4About about;
    bool has_track = false;
    for (auto at = movie.content; at < movie.end;) {
      const auto box = box_at(at, movie.end);
      if (!box) return std::nullopt;
      if (box->type == tag("mvhd")) length = length_in_header(*box);
      if (box->type == tag("trak")) {
        has_track = true;
        look_at_track(*box, about);
      }
      at = box->end;
    }
    if (!length || !has_track) return std::nullopt;
    about.length_ms = *length;
    return about;
  }

  std::uint64_t brand_of(const Box& file_type) {
    std::array<std::uint8_t, 4> bytes{};
    if (file_type.end - file_type.content < bytes.size() || !read_at_(file_type.content, bytes)) return 0;
    return big_endian(bytes);
  }

  // The first box of this type in `inside`, whose boxes begin at `from`.
  std::optional<Box> find_box(const Box& inside, std::uint64_t from, std::uint32_t type) {
    for (auto at = from; at < inside.end;) {
      const auto box = box_at(at, inside.end);
      if (!box || box->type == type) return box;
      at = box->end;
    }
    return std::nullopt;
  }

  std::optional<Box> find_way(Box inside, std::initializer_list<std::uint32_t> types) {
    for (const auto type : types) {
      const auto box = find_box(inside, inside.content, type);
      if (!box) return std::nullopt;
      inside = *box;
    }
    return inside;
  }

  // `hdlr` says what kind of track it is, behind version, flags and a field that is zero; `stsd` how it is coded,
  // behind version, flags and the number of entries.
  void look_at_track(const Box& track, Mp4About& about) {
    const auto handler = find_way(track, {tag("mdia"), tag("hdlr")});
    const auto coding = find_way(track, {tag("mdia"), tag("minf"), tag("stbl"), tag("stsd")});
    std::array<std::uint8_t, 12> bytes{};
    if (!handler || !coding || handler->end - handler->content < bytes.size() || coding->end - coding->content < 8 ||
        !read_at_(handler->content, bytes)) {
      return;
    }
    const auto entry = box_at(coding->content + 8, coding->end);
    const auto kind = big_endian(std::span(bytes).subspan(8, 4));
    if (!entry) return;
    if (kind == tag("vide") && ++pictures_ == 1) about.has_web_picture = is_plain_h264(*entry);
    if (kind == tag("soun") && ++sounds_ == 1) about.has_web_sound = entry->type == tag("mp4a");
  }

  // A visual sample entry has 78 bytes before its boxes; `avcC` begins with a version and the profile.
  bool is_plain_h264(const Box& entry) {
    static constexpr std::uint64_t kFixedPart = 78;
    if (entry.type != tag("avc1") && entry.type != tag("avc3")) return false;
    if (entry.end - entry.content < kFixedPart) return false;
    const auto configuration = find_box(entry, entry.content + kFixedPart, tag("avcC"));
    std::array<std::uint8_t, 2> bytes{};
    if (!configuration || configuration->end - configuration->content < bytes.size() ||
        !read_at_(configuration->content, bytes)) {
      return false;
    }
    static constexpr std::array<std::uint8_t, 4> kPlainProfiles = {66, 77, 88, 100};
    return std::find(kPlainProfiles.begin(), kPlainProfiles.end(), bytes[1]) != kPlainProfiles.end();
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
  int pictures_ = 0;  // tracks of each kind so far
  int sounds_ = 0;
};

}  // namespace

std::optional<Mp4About> look_at_mp4(std::uint64_t file_size, const ReadAt& read_at) {
  return Walk(file_size, read_at).look();
}

std::optional<std::int64_t> mp4_length_ms(std::uint64_t file_size, const ReadAt& read_at) {
  const auto about = look_at_mp4(file_size, read_at);
  return about ? std::optional(about->length_ms) : std::nullopt;
}

}  // namespace samtale::media
