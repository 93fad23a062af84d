#include "media/upload.h"

#include <unistd.h>

#include <cerrno>
#include <span>
#include <system_error>
#include <utility>

#include "media/media_folder.h"
#include "media/mp4_check.h"
#include "media/read_fully.h"

namespace samtale::media {

Upload::Upload(const MediaFolder& folder, std::string media_id, int descriptor, std::filesystem::path temporary)
    : folder_(folder), media_id_(std::move(media_id)), descriptor_(descriptor), temporary_(std::move(temporary)) {}

Upload::~Upload() {
  ::close(descriptor_);
  if (temporary_.empty()) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
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
  if (!folder_.put(media_id_, MediaFile::original, temporary_)) return StoreResult::failed;
  temporary_.clear();
  length_ms_ = *length;
  return StoreResult::stored;
}

}  // namespace samtale::media
