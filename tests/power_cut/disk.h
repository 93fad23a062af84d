#pragma once
// A disk as a power cut leaves it. What was synced is there. Of what was written since, each sector of 512 bytes is
// there, or as before, or torn: begun and then full of rubbish. A file's name may be missing until the file was synced,
// and may still be there after it was removed.
//
// SQLite syncs a folder in one place only (its os_unix.c): the first sync of a rollback journal or a write-ahead log
// behind each opening (UNIXFILE_DIRSYNC, set in unixOpen() for these two kinds when they may be created, obeyed once in
// unixSync()), and a removal when it is asked to (dirSync of unixDelete(), which the rollback journal asks for with
// synchronous=EXTRA alone). A sync of the database itself names nobody: that file is made and its folder synced by
// server/store before SQLite opens it. A folder that cannot be synced is no error to SQLite; that is beyond this model.
// A build with SQLITE_DISABLE_DIRSYNC would not do it at all: power_cut_test asks.
//
// As SQLite assumes (its "powersafe overwrite"), bytes of a sector that were not written are not harmed.
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/power_cut/recording_vfs.h"

namespace samtale::power_cut {

using Image = std::map<std::string, std::string>;  // file name → content

Image read_image(const std::filesystem::path& folder);
// Where folders for images can be made: memory when there is some, for what a sync means is decided here, not by the
// disk.
std::filesystem::path quick_disk();
// Replaces what is in the folder.
void write_image(const Image& image, const std::filesystem::path& folder);

class Disk {
 public:
  // Everything in it has been synced.
  explicit Disk(const Image& synced);
  void carry_out(const Operation& operation);
  Image after_power_cut(std::mt19937& random) const;

 private:
  struct File {
    std::string synced;
    std::vector<Operation> pending;
    bool name_is_synced = false;
    bool removed = false;
    std::optional<std::string> replaced;  // what the name may still stand for
  };
  void sync_names();

  std::map<std::string, File> files_;
};

}  // namespace samtale::power_cut
