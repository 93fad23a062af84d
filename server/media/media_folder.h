#pragma once
// The recordings of talks on disk: `<media id>.mp4` in one folder. A file appears under its name only when it is
// complete, checked and on the disk.
//
// Threads: any; every call blocks on the disk, so transport makes them on threads of its own for that. One Upload is
// used by one thread at a time. Errors are values.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace samtale::media {

// An open file that can be read from any thread.
class OpenFile {
 public:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  std::uint64_t size() const { return size_; }
  // How many bytes were read; fewer than asked only at the end of the file or on an error.
  std::size_t read_at(std::uint64_t offset, std::span<char> into) const;

 private:
  int descriptor_;
  std::uint64_t size_;
};

enum class StoreResult {
  stored,
  not_an_mp4,
  failed,  // the disk is full or broken
};

// A recording on its way in. Leaves nothing behind unless store() said `stored`.
class Upload {
 public:
  Upload(int descriptor, std::filesystem::path temporary, std::filesystem::path final_path);
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  bool write(std::string_view piece);  // false: the disk is full or broken
  StoreResult store();
  std::uint64_t size() const { return size_; }
  std::int64_t length_ms() const { return length_ms_; }  // after `stored`

 private:
  int descriptor_;
  std::filesystem::path temporary_;
  std::filesystem::path final_path_;
  std::uint64_t size_ = 0;
  std::int64_t length_ms_ = 0;
  bool failed_ = false;
};

// 22 characters of base64url: nothing that could lead out of the folder.
bool is_media_id(std::string_view text);

class MediaFolder {
 public:
  // Makes the folder, and removes what uploads left that a stopped server cut off. Throws std::filesystem_error at
  // start-up.
  explicit MediaFolder(std::filesystem::path folder);

  // Null: no such recording.
  std::shared_ptr<const OpenFile> open(std::string_view media_id) const;
  // Null: the disk refuses, or the id is not one.
  std::unique_ptr<Upload> begin_upload(std::string_view media_id) const;
  void remove(std::string_view media_id) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace samtale::media
