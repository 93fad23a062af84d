#include "media/preparation.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "media/mp4_check.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr int kLowLines = 480;
constexpr std::uintmax_t kDiskIsFullBelow = 64ull * 1024 * 1024;

std::optional<Mp4About> look_at(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (failure || !in) return std::nullopt;
  return look_at_mp4(size, [&in](std::uint64_t offset, std::span<std::uint8_t> into) {
    in.clear();
    in.seekg(static_cast<std::streamoff>(offset));
    in.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
    return static_cast<std::size_t>(in.gcount()) == into.size();
  });
}

// The marks with which the formats begin that people have recordings in; for the reason that is told, no more.
bool looks_like_a_recording(const fs::path& file) {
  using namespace std::string_view_literals;
  std::array<char, 12> bytes{};
  std::ifstream(file, std::ios::binary).read(bytes.data(), bytes.size());
  const std::string_view head(bytes.data(), bytes.size());
  return head.starts_with("\x1A\x45\xDF\xA3"sv) ||                             // Matroska, WebM
         head.substr(4, 4) == "ftyp" || head.substr(4, 4) == "moov" ||         // MP4, QuickTime
         (head.starts_with("RIFF") && head.substr(8, 4) == "AVI ") ||          //
         head.starts_with("\x30\x26\xB2\x75"sv) || head.starts_with("FLV") ||  // Windows Media, Flash
         head.starts_with("\x00\x00\x01\xBA"sv) || head.front() == 'G';        // MPEG
}

bool empty_folder(const fs::path& folder) {
  std::error_code failure;
  fs::remove_all(folder, failure);
  if (failure) return false;
  fs::create_directories(folder, failure);
  return !failure;
}

// ffmpeg does not say why it could not write.
bool disk_is_full(const fs::path& folder) {
  std::error_code failure;
  const auto space = fs::space(folder, failure);
  return failure || space.available < kDiskIsFullBelow;
}

Verdict reason_of(ProgramEnd end, const fs::path& workplace) {
  if (end == ProgramEnd::stopped) return Verdict::stopped;
  return disk_is_full(workplace) ? Verdict::not_saved : Verdict::not_a_recording;
}

bool add_digest(MadeFile& made, const std::atomic<bool>& stop) {
  auto digest = digest_of(made.path, stop);
  if (!digest || digest->bytes == 0) return false;
  made.digest = std::move(*digest);
  return true;
}

// Puts the file as it came, or a copy with its index in front, into the workplace.
Verdict make_original(const fs::path& upload, bool index_first, const std::optional<Ffmpeg>& programs,
                      std::uint64_t largest_bytes, const std::atomic<bool>& stop, MadeFile& original) {
  if (index_first) {
    std::error_code failure;
    fs::create_hard_link(upload, original.path, failure);
    if (failure) return Verdict::not_saved;
  } else {
    const auto end = move_index_to_front(*programs, upload, original.path, largest_bytes, stop);
    if (end != ProgramEnd::succeeded) return reason_of(end, original.path.parent_path());
  }
  if (add_digest(original, stop)) return Verdict::web_ready;
  return stop ? Verdict::stopped : Verdict::not_saved;
}

}  // namespace

Checked check_recording(const fs::path& upload, const fs::path& workplace, const std::optional<Ffmpeg>& programs,
                        std::uint64_t largest_bytes, const std::atomic<bool>& stop) {
  Checked checked;
  if (!empty_folder(workplace)) {
    checked.verdict = Verdict::not_saved;
    return checked;
  }
  const auto about = look_at(upload);
  checked.is_mp4 = about.has_value();
  if (about) checked.length_ms = about->length_ms;
  if (!programs) {
    if (about && about->is_web_ready()) {
      checked.verdict = Verdict::web_ready;
    } else {
      checked.verdict = looks_like_a_recording(upload) ? Verdict::not_web_ready : Verdict::not_a_recording;
      return checked;
    }
  } else {
    const auto end = probe(*programs, upload, stop, checked.probed);
    if (end != ProgramEnd::succeeded) {
      checked.verdict = end == ProgramEnd::stopped ? Verdict::stopped : Verdict::not_a_recording;
      return checked;
    }
    checked.length_ms = checked.probed->length_ms;
    const bool plays_everywhere = about && about->is_web_coded() && checked.probed->plain_colours;
    checked.verdict = plays_everywhere ? Verdict::web_ready : Verdict::to_convert;
  }
  if (checked.verdict != Verdict::web_ready) return checked;
  checked.original = {MediaFile::original, workplace / media::about(MediaFile::original).name, {}};
  checked.verdict = make_original(upload, about->index_first, programs, largest_bytes, stop, checked.original);
  return checked;
}

Converted convert_recording(const fs::path& upload, const fs::path& workplace, const Ffmpeg& programs,
                            const Probed& about_it, std::uint64_t largest_bytes,
                            const std::function<void(int)>& on_percent, const std::atomic<bool>& stop) {
  if (!empty_folder(workplace)) return {Verdict::not_saved, {}};
  const auto place = [&workplace](MediaFile file) { return workplace / about(file).name; };
  Versions to{place(MediaFile::high), {}, place(MediaFile::sound), place(MediaFile::poster)};
  if (about_it.lines > kLowLines) to.low = place(MediaFile::low);
  const auto end = make_versions(programs, upload, about_it, to, largest_bytes, on_percent, stop);
  if (end != ProgramEnd::succeeded) return {reason_of(end, workplace), {}};

  Converted converted{Verdict::web_ready, {}};
  for (const auto& [file, path] : {std::pair{MediaFile::high, to.high}, std::pair{MediaFile::low, to.low},
                                   std::pair{MediaFile::sound, to.sound}, std::pair{MediaFile::poster, to.poster}}) {
    if (path.empty()) continue;
    if (file == MediaFile::high || file == MediaFile::low) {
      const auto made = look_at(path);
      if (!made || !made->is_web_ready()) return {reason_of(ProgramEnd::refused, workplace), {}};
    }
    MadeFile made{file, path, {}};
    if (!add_digest(made, stop)) return {stop ? Verdict::stopped : Verdict::not_saved, {}};
    converted.files.push_back(std::move(made));
  }
  return converted;
}

}  // namespace samtale::media
