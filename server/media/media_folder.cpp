#include "media/media_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "media/mp4_check.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporaryEnding = ".part";

// A rename is on the disk only when its folder is.
bool sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

std::size_t read_fully(int descriptor, std::uint64_t offset, std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto count = ::pread(descriptor, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

}  // namespace

bool is_media_id(std::string_view text) {
  static constexpr std::string_view kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.size() == 22 && text.find_first_not_of(kSymbols) == std::string_view::npos;
}

OpenFile::~OpenFile() { ::close(descriptor_); }

std::size_t OpenFile::read_at(std::uint64_t offset, std::span<char> into) const {
  return read_fully(descriptor_, offset, into);
}

Upload::Upload(int descriptor, fs::path temporary, fs::path final_path)
    : descriptor_(descriptor), temporary_(std::move(temporary)), final_path_(std::move(final_path)) {}

Upload::~Upload() {
  ::close(descriptor_);
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
}

bool Upload::write(std::string_view piece) {
  while (!piece.empty() && !failed_) {
    const auto count = ::write(descriptor_, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      failed_ = true;
      break;
    }
    size_ += static_cast<std::uint64_t>(count);
    piece.remove_prefix(static_cast<std::size_t>(count));
  }
  return !failed_;
}

StoreResult Upload::store() {
  if (failed_) return StoreResult::failed;
  const auto length = mp4_length_ms(size_, [this](std::uint64_t offset, std::span<std::uint8_t> into) {
    const std::span<char> chars(reinterpret_cast<char*>(into.data()), into.size());
    return read_fully(descriptor_, offset, chars) == into.size();
  });
  if (!length) return StoreResult::not_an_mp4;
  if (::fsync(descriptor_) != 0) return StoreResult::failed;
  std::error_code failure;
  fs::rename(temporary_, final_path_, failure);
  if (failure) return StoreResult::failed;
  temporary_.clear();
  if (!sync_folder(final_path_.parent_path())) {
    fs::remove(final_path_, failure);
    return StoreResult::failed;
  }
  length_ms_ = *length;
  return StoreResult::stored;
}

MediaFolder::MediaFolder(fs::path folder) : folder_(std::move(folder)) {
  fs::create_directories(folder_);
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == kTemporaryEnding) fs::remove(entry.path());
  }
}

std::shared_ptr<const OpenFile> MediaFolder::open(std::string_view media_id) const {
  if (!is_media_id(media_id)) return nullptr;
  const auto path = folder_ / std::string(media_id).append(".mp4");
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return nullptr;
  struct stat about {};
  if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
    ::close(descriptor);
    return nullptr;
  }
  return std::make_shared<OpenFile>(descriptor, static_cast<std::uint64_t>(about.st_size));
}

std::unique_ptr<Upload> MediaFolder::begin_upload(std::string_view media_id) const {
  if (!is_media_id(media_id)) return nullptr;
  const auto final_path = folder_ / std::string(media_id).append(".mp4");
  const auto temporary = folder_ / std::string(media_id).append(kTemporaryEnding);
  const int descriptor = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (descriptor < 0) return nullptr;
  return std::make_unique<Upload>(descriptor, temporary, final_path);
}

void MediaFolder::remove(std::string_view media_id) const {
  if (!is_media_id(media_id)) return;
  std::error_code ignored;
  fs::remove(folder_ / std::string(media_id).append(".mp4"), ignored);
}

}  // namespace samtale::media
