#pragma once
// Is this file an MP4 that a browser can be asked to play, and how long is it? Walks the boxes of ISO/IEC 14496-12;
// reads their headers and the movie header, never the media. Safe with hostile input: every size is checked against
// what contains it, and the number of boxes looked at is limited. Threads: any; blocks on the reader.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace samtale::media {

// Fills `into` from `offset`; false when the file ends before that or cannot be read.
using ReadAt = std::function<bool(std::uint64_t offset, std::span<std::uint8_t> into)>;

inline constexpr int kBoxesLookedAt = 4'096;
inline constexpr std::int64_t kLongestTalkMs = 24ll * 3'600'000;

// The length in milliseconds. Nullopt: not an MP4 (`ftyp` is not first, no `moov` with a movie header that tells a
// length of 1 ms to 24 hours, or no track in it).
std::optional<std::int64_t> mp4_length_ms(std::uint64_t file_size, const ReadAt& read_at);

struct Mp4About {
  std::int64_t length_ms = 0;
  bool is_quicktime = false;  // the brand of MOV files, which not every browser plays
  bool index_first = false;   // `moov` stands before `mdat`: it plays before all of it is there
  // The first track of its kind is one that every browser plays: H.264 with eight bits and 4:2:0 (ISO/IEC 14496-15,
  // profiles up to High), and AAC (an `mp4a` of ISO/IEC 14496-14).
  bool has_web_picture = false;
  bool has_web_sound = false;

  // But for where its index stands.
  bool is_web_coded() const { return !is_quicktime && has_web_picture && has_web_sound; }
  bool is_web_ready() const { return index_first && is_web_coded(); }
};

// Nullopt: as above.
std::optional<Mp4About> look_at_mp4(std::uint64_t file_size, const ReadAt& read_at);

}  // namespace samtale::media
