#pragma once
// ffmpeg and ffprobe, the programs: where they are, and what they are told. Files that come from outside are opened as
// files only, in formats that cannot name other files, with bounds on time, memory and what is written.
//
// Threads: any; what runs a program blocks until it ends, and ends early when `stop` is set.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace samtale::media {

struct Ffmpeg {
  std::filesystem::path ffmpeg;
  std::filesystem::path ffprobe;
};

// Looks for both in the folders of `path` (as in the environment's PATH, absolute ones only). Nullopt: one is missing.
std::optional<Ffmpeg> find_ffmpeg(std::string_view path);

// What ffprobe says of a recording: its first picture that moves, and its first sound.
struct Probed {
  std::int64_t length_ms = 0;
  int lines = 0;               // of the picture as it is shown, when it is to be turned as well
  bool plain_colours = false;  // eight bits, 4:2:0: every browser decodes that
};

enum class ProgramEnd {
  succeeded,
  refused,  // the file is at fault, or took too long
  stopped,
};

// Nullopt with `refused`: it is no recording with picture, sound and a length.
ProgramEnd probe(const Ffmpeg& programs, const std::filesystem::path& file, const std::atomic<bool>& stop,
                 std::optional<Probed>& found);
// From ffprobe's JSON. Pure.
std::optional<Probed> read_probe(std::string_view json);

// Writes `to` with the same picture and sound, and the index in front.
ProgramEnd move_index_to_front(const Ffmpeg& programs, const std::filesystem::path& from,
                               const std::filesystem::path& to, std::uint64_t largest_bytes,
                               const std::atomic<bool>& stop);

// Where to put what is made; an empty path is not made.
struct Versions {
  std::filesystem::path high;  // up to 1080 lines
  std::filesystem::path low;   // 480 lines
  std::filesystem::path sound;
  std::filesystem::path poster;
};

// `on_percent` is called with 0 to 99, on this thread.
ProgramEnd make_versions(const Ffmpeg& programs, const std::filesystem::path& from, const Probed& about,
                         const Versions& to, std::uint64_t largest_bytes, const std::function<void(int)>& on_percent,
                         const std::atomic<bool>& stop);

// Takes what `-progress` writes, in whatever pieces it comes, and says how much of `length_ms` is done.
class ProgressReader {
 public:
  explicit ProgressReader(std::int64_t length_ms) : length_ms_(length_ms) {}
  // Percent, 0 to 99; nullopt: nothing new.
  std::optional<int> read(std::string_view piece);

 private:
  std::int64_t length_ms_;
  std::string line_;
  int percent_ = -1;
};

}  // namespace samtale::media
