#include "media/ffmpeg.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <boost/json.hpp>

#include "media/child_process.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using Words = std::vector<std::string>;

constexpr std::chrono::seconds kProbeWithin{60};
constexpr std::chrono::minutes kCopyWithin{20};
constexpr std::chrono::minutes kPosterWithin{5};
// A slow machine that is busy with something else needs many times the length.
constexpr int kTimesTheLength = 24;
constexpr std::chrono::minutes kAndBesides{10};
constexpr std::size_t kProbeBytes = 256 * 1024;
constexpr std::size_t kLineBytes = 256;
constexpr std::int64_t kLongestMs = 24ll * 3'600'000;

// Playlists and the like, which make ffmpeg open what they name, are not among these; nor does anything but a file
// open.
constexpr const char* kFormats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,mxf";
constexpr const char* kLargestPicture = "33177600";  // pixels: 7680 x 4320

Words opening(const fs::path& file) {
  return {"-protocol_whitelist", "file", "-format_whitelist", kFormats, "-i", "file:" + file.string()};
}

Words& operator+=(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words ffmpeg_words(const Ffmpeg& programs) {
  return {programs.ffmpeg.string(), "-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "1"};
}

ProgramEnd end_of(ChildEnd end) {
  if (end == ChildEnd::succeeded) return ProgramEnd::succeeded;
  return end == ChildEnd::stopped ? ProgramEnd::stopped : ProgramEnd::refused;
}

bool ignore(std::string_view) { return true; }

// ---- reading what ffprobe says

const json::value* member(const json::value* of, std::string_view key) {
  const auto* object = of ? of->if_object() : nullptr;
  return object ? object->if_contains(key) : nullptr;
}

std::string_view text(const json::value* of, std::string_view key) {
  const auto* value = member(of, key);
  const auto* found = value ? value->if_string() : nullptr;
  return found ? std::string_view(found->data(), found->size()) : std::string_view{};
}

int number(const json::value* of, std::string_view key) {
  const auto* value = member(of, key);
  const auto* found = value ? value->if_int64() : nullptr;
  return found ? static_cast<int>(std::clamp<std::int64_t>(*found, -100'000, 100'000)) : 0;
}

// A picture that is turned by a quarter has its lines where the file has its columns.
bool is_turned(const json::value& stream) {
  const auto* list = member(&stream, "side_data_list");
  const auto* entries = list ? list->if_array() : nullptr;
  if (!entries) return false;
  return std::any_of(entries->begin(), entries->end(),
                     [](const json::value& entry) { return std::abs(number(&entry, "rotation")) % 180 == 90; });
}

std::int64_t milliseconds(std::string_view seconds) {
  double value = 0;
  const auto read = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  if (read.ec != std::errc{} || !std::isfinite(value) || value <= 0) return 0;
  return value * 1000 > static_cast<double>(kLongestMs) ? 0 : static_cast<std::int64_t>(value * 1000);
}

// ---- writing versions

Words picture(int columns, int lines, const char* most_per_second, const char* buffer) {
  const auto scale = "scale=w='min(" + std::to_string(columns) + ",iw)':h='min(" + std::to_string(lines) +
                     ",ih)':force_original_aspect_ratio=decrease:force_divisible_by=2";
  return {"-map",
          "0:v:0",
          "-map",
          "0:a:0",
          "-vf",
          scale,
          "-c:v",
          "libx264",
          "-preset",
          "veryfast",
          "-profile:v",
          "high",
          "-pix_fmt",
          "yuv420p",
          "-crf",
          "23",
          "-maxrate",
          most_per_second,
          "-bufsize",
          buffer,
          "-fpsmax",
          "60",
          "-threads",
          "1",
          "-force_key_frames",
          "expr:gte(t,n_forced*2)"};
}

Words ending(const fs::path& file) {
  return {
      "-c:a",          "aac", "-b:a", "128k", "-ac",       "2",          "-ar", "48000", "-map_metadata",        "-1",
      "-map_chapters", "-1",  "-sn",  "-dn",  "-movflags", "+faststart", "-f",  "mp4",   "file:" + file.string()};
}

}  // namespace

std::optional<Ffmpeg> find_ffmpeg(std::string_view path) {
  const auto find = [path](const char* name) {
    for (auto rest = path; !rest.empty();) {
      const auto end = std::min(rest.find(':'), rest.size());
      const auto candidate = fs::path(rest.substr(0, end)) / name;
      std::error_code failure;
      if (candidate.is_absolute() && fs::is_regular_file(candidate, failure) && access(candidate.c_str(), X_OK) == 0) {
        return candidate;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return fs::path{};
  };
  Ffmpeg found{find("ffmpeg"), find("ffprobe")};
  if (found.ffmpeg.empty() || found.ffprobe.empty()) return std::nullopt;
  return found;
}

std::optional<Probed> read_probe(std::string_view bytes) {
  json::error_code error;
  const auto whole = json::parse(json::string_view(bytes.data(), bytes.size()), error);
  const auto* list = error ? nullptr : member(&whole, "streams");
  const auto* streams = list ? list->if_array() : nullptr;
  if (!streams) return std::nullopt;
  Probed found;
  found.length_ms = milliseconds(text(member(&whole, "format"), "duration"));
  bool has_picture = false;
  bool has_sound = false;
  for (const auto& stream : *streams) {
    const auto kind = text(&stream, "codec_type");
    if (kind == "audio" && !text(&stream, "codec_name").empty()) has_sound = true;
    if (kind != "video" || has_picture) continue;
    // `-map 0:v:0` would take it: a cover in front of the film makes it something else than a recording.
    if (number(member(&stream, "disposition"), "attached_pic") != 0) return std::nullopt;
    found.lines = number(&stream, is_turned(stream) ? "width" : "height");
    const auto colours = text(&stream, "pix_fmt");
    found.plain_colours = colours == "yuv420p" || colours == "yuvj420p";
    has_picture = found.lines > 0;
  }
  if (!has_picture || !has_sound || found.length_ms == 0) return std::nullopt;
  return found;
}

ProgramEnd probe(const Ffmpeg& programs, const fs::path& file, const std::atomic<bool>& stop,
                 std::optional<Probed>& found) {
  Words words{programs.ffprobe.string(), "-v", "error"};
  words += {"-show_entries",
            "format=duration:stream=codec_type,codec_name,pix_fmt,width,height:stream_disposition=attached_pic:"
            "stream_side_data=rotation",
            "-of", "json"};
  words += opening(file);
  std::string said;
  const auto keep = [&said](std::string_view piece) {
    said += piece;
    return said.size() <= kProbeBytes;
  };
  const auto end = end_of(run_child({std::move(words), kProbeWithin, 0}, keep, stop));
  if (end != ProgramEnd::succeeded) return end;
  found = read_probe(said);
  return found ? end : ProgramEnd::refused;
}

ProgramEnd move_index_to_front(const Ffmpeg& programs, const fs::path& from, const fs::path& to,
                               std::uint64_t largest_bytes, const std::atomic<bool>& stop) {
  auto words = ffmpeg_words(programs);
  words += opening(from);
  words += {"-map", "0:v:0", "-map",      "0:a:0",      "-c", "copy", "-map_metadata",      "-1",
            "-sn",  "-dn",   "-movflags", "+faststart", "-f", "mp4",  "file:" + to.string()};
  return end_of(run_child({std::move(words), kCopyWithin, largest_bytes}, ignore, stop));
}

ProgramEnd make_versions(const Ffmpeg& programs, const fs::path& from, const Probed& about, const Versions& to,
                         std::uint64_t largest_bytes, const std::function<void(int)>& on_percent,
                         const std::atomic<bool>& stop) {
  // The place is looked for before the file is opened, so this stands in front of it.
  auto words = ffmpeg_words(programs);
  words += {"-ss", std::to_string(about.length_ms / 10) + "ms"};
  words += {"-max_pixels", kLargestPicture};
  words += opening(from);
  words += {"-map",
            "0:v:0",
            "-frames:v",
            "1",
            "-an",
            "-vf",
            "scale=w='min(1280,iw)':h='min(720,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2",
            "-pix_fmt",
            "yuvj420p",
            "-q:v",
            "4",
            "-map_metadata",
            "-1",
            "-f",
            "image2",
            "-update",
            "1",
            "file:" + to.poster.string()};
  auto end = end_of(run_child({std::move(words), kPosterWithin, largest_bytes}, ignore, stop));
  if (end != ProgramEnd::succeeded) return end;

  // All in one go, so that the recording is decoded once.
  words = ffmpeg_words(programs);
  words += {"-nostats", "-progress", "pipe:1", "-max_pixels", kLargestPicture};
  words += opening(from);
  words += picture(1920, 1080, "5000k", "10000k");
  words += ending(to.high);
  if (!to.low.empty()) {
    words += picture(854, 480, "1200k", "2400k");
    words += ending(to.low);
  }
  words += {"-map", "0:a:0"};
  words += ending(to.sound);
  ProgressReader progress(about.length_ms);
  const auto on_output = [&](std::string_view piece) {
    if (const auto percent = progress.read(piece)) on_percent(*percent);
    return true;
  };
  const auto within = std::chrono::milliseconds(about.length_ms) * kTimesTheLength + kAndBesides;
  return end_of(run_child({std::move(words), within, largest_bytes}, on_output, stop));
}

std::optional<int> ProgressReader::read(std::string_view piece) {
  static constexpr std::string_view kKey = "out_time_us=";
  const auto before = percent_;
  for (const char c : piece) {
    if (c != '\n') {
      if (line_.size() < kLineBytes) line_ += c;
      continue;
    }
    std::int64_t done_us = 0;
    if (line_.starts_with(kKey) && length_ms_ > 0 &&
        std::from_chars(line_.data() + kKey.size(), line_.data() + line_.size(), done_us).ec == std::errc{}) {
      percent_ = static_cast<int>(std::clamp<std::int64_t>(done_us / 1000 * 100 / length_ms_, 0, 99));
    }
    line_.clear();
  }
  return percent_ == before ? std::nullopt : std::optional(percent_);
}

}  // namespace samtale::media
