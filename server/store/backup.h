#pragma once
// A copy of the database in one plain file, and back. What is beside the database in the data folder is not in it.
#include <cstdint>
#include <filesystem>

namespace samtale::store {

// Copies `database` as it is at one moment, also while a server writes on: it is neither stopped nor slowed down. The
// copy is checked, and on the disk, before it gets its name. Throws CannotOpenStore; `to` must not be there.
void back_up(const std::filesystem::path& database, const std::filesystem::path& to);

// Puts a backup into `folder`, where no server may be running. Every log goes on in a new epoch, `epoch` or a higher
// one, so that clients who saw what came after the backup take a snapshot instead of going on from there: give a number
// that was never given before, for instance seconds since 1970. A database that is there is kept beside it under the
// name that is answered, when `replace` says so. Throws CannotOpenStore: the backup is damaged or not ours, a server
// runs, or a database is there.
std::filesystem::path restore(const std::filesystem::path& backup, const std::filesystem::path& folder, bool replace,
                              std::uint32_t epoch);

}  // namespace samtale::store
