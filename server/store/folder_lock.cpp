#include "store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "ops/durable_file.h"
#include "store/store.h"

namespace samtale::store {

FolderLock::FolderLock(const std::filesystem::path& folder) {
  const auto file = folder / "samtale.lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0) {
    throw CannotOpenStore(
        CannotOpenStore::Reason::folder_not_usable,
        "cannot write in the data folder " + folder.string() + ": " + std::generic_category().message(errno));
  }
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  const int why = errno;
  ::close(fd_);
  if (why == EWOULDBLOCK) {
    throw CannotOpenStore(CannotOpenStore::Reason::in_use,
                          "the data folder " + folder.string() + " is in use by another samtale process");
  }
  throw CannotOpenStore(CannotOpenStore::Reason::folder_not_usable,
                        "cannot lock " + file.string() + ": " + std::generic_category().message(why));
}

FolderLock::~FolderLock() { ::close(fd_); }

void make_data_folder(const std::filesystem::path& folder) {
  try {
    if (!std::filesystem::create_directories(folder)) return;
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    ops::sync_folder(std::filesystem::absolute(folder).parent_path());
  } catch (const std::system_error& error) {
    throw CannotOpenStore(CannotOpenStore::Reason::folder_not_usable,
                          "cannot make the data folder " + folder.string() + ": " + error.code().message());
  }
}

}  // namespace samtale::store
