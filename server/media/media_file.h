#pragma once
// The files that make up one recording, or one set of captions, as they are called on disk and in addresses. Pure.
#include <array>
#include <optional>
#include <string_view>

namespace samtale::media {

enum class MediaFile { original, high, low, sound, poster, captions };

struct MediaFileAbout {
  MediaFile file;
  std::string_view name;
  std::string_view content_type;
};

inline constexpr std::array kMediaFiles{
    MediaFileAbout{MediaFile::original, "original.mp4", "video/mp4"},
    MediaFileAbout{MediaFile::high, "high.mp4", "video/mp4"},
    MediaFileAbout{MediaFile::low, "low.mp4", "video/mp4"},
    MediaFileAbout{MediaFile::sound, "sound.m4a", "audio/mp4"},
    MediaFileAbout{MediaFile::poster, "poster.jpg", "image/jpeg"},
    MediaFileAbout{MediaFile::captions, "captions.vtt", "text/vtt; charset=utf-8"},
};

constexpr const MediaFileAbout& about(MediaFile file) { return kMediaFiles[static_cast<std::size_t>(file)]; }

// Only the exact names.
constexpr std::optional<MediaFile> media_file(std::string_view name) {
  for (const auto& known : kMediaFiles) {
    if (known.name == name) return known.file;
  }
  return std::nullopt;
}

}  // namespace samtale::media
