#pragma once
// Keeps a data folder to one process: two servers writing the same log would each believe to be its only writer.
//
// The kernel releases the lock when the process ends, however it ends; the file itself stays.
#include <filesystem>

namespace samtale::store {

class FolderLock {
 public:
  // Throws CannotOpenStore: in_use or folder_not_usable.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int fd_;
};

// Makes the folder when it is not there, for its owner only. Throws CannotOpenStore.
void make_data_folder(const std::filesystem::path& folder);

}  // namespace samtale::store
