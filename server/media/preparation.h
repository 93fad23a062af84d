#pragma once
// What is done with a recording that has come: it is looked at, and versions of it are made. Each function is one step;
// transport decides what follows what, and tells people.
//
// Threads: any; every call blocks, on the disk or on ffmpeg, and ends early when `stop` is set. Errors are values.
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "media/ffmpeg.h"
#include "media/file_digest.h"
#include "media/media_file.h"

namespace samtale::media {

enum class Verdict {
  web_ready,        // every browser plays it as it is
  to_convert,       // a recording, but not for browsers
  not_a_recording,  // no picture with sound and a length that can be read
  not_web_ready,    // a recording, and nothing here converts it
  not_saved,        // the disk is full or broken
  stopped,
};

struct MadeFile {
  MediaFile file{};
  std::filesystem::path path;
  FileDigest digest;
};

struct Checked {
  Verdict verdict{};
  bool is_mp4 = false;
  std::int64_t length_ms = 0;
  MadeFile original;             // when web_ready: its second name, or a copy with the index in front
  std::optional<Probed> probed;  // when there is ffmpeg
};

// Looks at `upload`. `workplace` is a folder for what is made of it, on the same file system; it is emptied first.
Checked check_recording(const std::filesystem::path& upload, const std::filesystem::path& workplace,
                        const std::optional<Ffmpeg>& programs, std::uint64_t largest_bytes,
                        const std::atomic<bool>& stop);

struct Converted {
  Verdict verdict{};            // web_ready: here they are
  std::vector<MadeFile> files;  // high, low where that is smaller, sound, and the poster
};

// Makes the versions in `workplace`, which is emptied first.
Converted convert_recording(const std::filesystem::path& upload, const std::filesystem::path& workplace,
                            const Ffmpeg& programs, const Probed& about, std::uint64_t largest_bytes,
                            const std::function<void(int)>& on_percent, const std::atomic<bool>& stop);

}  // namespace samtale::media
