#include "media/media_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = "unfinished";
constexpr std::string_view kUploads = "uploads";
constexpr std::string_view kInDoubt = "in-doubt";
constexpr std::string_view kOldEnding = ".mp4";
constexpr std::string_view kOldTemporaryEnding = ".part";

// Syncs a file, or the names in a folder.
bool sync(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

// A file is replaced, never written to under its name. The file that takes its place has another number, since both are
// there at that moment; the rest tells files apart that had the same number one after the other.
std::string version_of(const struct stat& about) {
  return std::to_string(about.st_ino) + '-' + std::to_string(about.st_size) + '-' +
         std::to_string(about.st_mtim.tv_sec) + '-' + std::to_string(about.st_mtim.tv_nsec);
}

}  // namespace

bool is_media_id(std::string_view text) {
  static constexpr std::string_view kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.size() == 22 && text.find_first_not_of(kSymbols) == std::string_view::npos;
}

MediaFolder::MediaFolder(fs::path folder) : folder_(std::move(folder)), doubts_(folder_ / kInDoubt) {
  fs::create_directories(folder_);
  folder_ = fs::canonical(folder_);  // it may be a link to a larger disk; below it links are not followed
  fs::remove_all(folder_ / kUnfinished);
  fs::create_directory(folder_ / kUnfinished);
  fs::create_directory(uploads());
  // Listed first: what is moved must not be met again.
  const std::vector<fs::directory_entry> entries(fs::directory_iterator(folder_), fs::directory_iterator{});
  for (const auto& entry : entries) {
    if (!fs::is_regular_file(entry.symlink_status())) continue;
    const auto& path = entry.path();
    if (path.extension() == kOldTemporaryEnding) fs::remove(path);
    if (path.extension() == kOldEnding && is_media_id(path.stem().native())) move_in(path);
  }
}

void MediaFolder::move_in(const fs::path& old_file) const {
  if (!put(old_file.stem().native(), MediaFile::original, old_file)) {
    throw fs::filesystem_error("a recording cannot be moved to its own folder", old_file,
                               std::error_code(errno, std::generic_category()));
  }
}

std::shared_ptr<const OpenFile> MediaFolder::open(std::string_view media_id, MediaFile file) const {
  if (!is_media_id(media_id)) return nullptr;
  // In two steps, since O_NOFOLLOW looks only at the last name of a path.
  const int folder = ::open((folder_ / media_id).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (folder < 0) return nullptr;
  const int descriptor = ::openat(folder, about(file).name.data(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  ::close(folder);
  if (descriptor < 0) return nullptr;
  struct stat about_it {};
  if (::fstat(descriptor, &about_it) != 0 || !S_ISREG(about_it.st_mode)) {
    ::close(descriptor);
    return nullptr;
  }
  return std::make_shared<OpenFile>(descriptor, static_cast<std::uint64_t>(about_it.st_size), version_of(about_it));
}

std::unique_ptr<Upload> MediaFolder::begin_upload(std::string_view media_id) const {
  const auto temporary = unfinished(media_id, MediaFile::original);
  if (temporary.empty()) return nullptr;
  const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (descriptor < 0) return nullptr;
  return std::make_unique<Upload>(*this, std::string(media_id), descriptor, temporary);
}

fs::path MediaFolder::path(std::string_view media_id, MediaFile file) const {
  if (!is_media_id(media_id)) return {};
  return folder_ / media_id / about(file).name;
}

fs::path MediaFolder::unfinished(std::string_view media_id, MediaFile file) const {
  if (!is_media_id(media_id)) return {};
  return folder_ / kUnfinished / std::string(media_id).append("-").append(about(file).name);
}

fs::path MediaFolder::uploads() const { return folder_ / kUploads; }

bool MediaFolder::put(std::string_view media_id, MediaFile file, const fs::path& finished) const {
  if (!is_media_id(media_id) || !sync(finished)) return false;
  const auto folder = folder_ / media_id;
  if (::mkdir(folder.c_str(), 0750) != 0 && errno != EEXIST) return false;
  const auto in_place = folder / about(file).name;
  if (::rename(finished.c_str(), in_place.c_str()) != 0) return false;
  // A name is on the disk only when its folder is, and the folder's own name likewise.
  if (sync(folder) && sync(folder_)) return true;
  ::unlink(in_place.c_str());
  return false;
}

bool MediaFolder::store(std::string_view media_id, MediaFile file, std::string_view bytes) const {
  const auto name = unfinished(media_id, file);
  if (name.empty()) return false;
  std::ofstream stream(name, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (stream && put(media_id, file, name)) return true;
  std::error_code ignored;
  fs::remove(name, ignored);
  return false;
}

void MediaFolder::remove(std::string_view media_id, MediaFile file) const {
  if (!is_media_id(media_id)) return;
  std::error_code ignored;
  fs::remove(path(media_id, file), ignored);
}

void MediaFolder::remove(std::string_view media_id) const {
  if (!is_media_id(media_id)) return;
  std::error_code ignored;
  fs::remove_all(folder_ / media_id, ignored);
  if (!sync(folder_)) return;  // without the note nobody would look for what may come back
  doubts_.strike_out(media_id);
}

}  // namespace samtale::media
