#pragma once
// The tables, and the settings that make a commit mean "on the disk".
//
// user_version counts the migrations a file has had; each is one transaction, never changed once released.
#include <filesystem>
#include <memory>

#include "store/sqlite_database.h"

namespace samtale::store {

// Opens the file, or creates it readable for its owner only, and brings it to the newest version. Throws
// CannotOpenStore.
std::unique_ptr<SqliteDatabase> open_samtale_database(const std::filesystem::path& file);

// For looking only, also beside the server that writes. The file must be there, of this version or an older one whose
// log is the same. Throws CannotOpenStore.
SqliteDatabase open_samtale_database_to_read(const std::filesystem::path& file);

}  // namespace samtale::store
