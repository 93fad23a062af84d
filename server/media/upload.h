#pragma once
// A web-ready recording on its way in, in one go. Leaves nothing behind unless store() said `stored`.
//
// Threads: one at a time; every call blocks on the disk. Errors are values.
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace samtale::media {

class MediaFolder;

enum class StoreResult {
  stored,
  not_an_mp4,
  failed,  // the disk is full or broken
};

class Upload {
 public:
  // Takes the descriptor of `temporary` over. The folder must outlive the upload.
  Upload(const MediaFolder& folder, std::string media_id, int descriptor, std::filesystem::path temporary);
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  bool write(std::string_view piece);  // false: the disk is full or broken
  // Checks that it is an MP4 and puts it in place as the recording's original.
  StoreResult store();
  std::uint64_t size() const { return size_; }
  std::int64_t length_ms() const { return length_ms_; }  // after `stored`

 private:
  const MediaFolder& folder_;
  std::string media_id_;
  int descriptor_;
  std::filesystem::path temporary_;  // empty: it has been put in place
  std::uint64_t size_ = 0;
  std::int64_t length_ms_ = 0;
  bool failed_ = false;
};

}  // namespace samtale::media
