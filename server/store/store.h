#pragma once
// Everything that is kept, of one server: the log, the catalogue of seminars, and who may come in.
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "store/accounts.h"
#include "store/catalogue.h"
#include "store/event_store.h"

namespace samtale::store {

// Destroying it stores and answers everything that was asked of it, then lets go of the folder. So whoever gave it
// callbacks must outlive it or make them harmless. Threads: destroyed by one thread, when no other calls it any more.
class Store {
 public:
  virtual ~Store() = default;
  virtual EventStore& events() = 0;
  virtual Catalogue& catalogue() = 0;
  virtual Accounts& accounts() = 0;
  // False: the last thing that was to be written could not be; reading goes on. Becomes true again by itself within
  // seconds once the disk takes writes, also when nobody asks for any. Any thread.
  virtual bool is_saving() const = 0;
};

// Why a data folder cannot be used, in words for the person who starts the server.
class CannotOpenStore : public std::runtime_error {
 public:
  enum class Reason {
    folder_not_usable,  // missing and cannot be made, or not writable
    in_use,             // by another process
    not_a_database,     // the file is something else
    newer_version,      // made by a newer Samtale
    failed,             // anything else the disk or SQLite says
  };
  CannotOpenStore(Reason why, const std::string& words) : std::runtime_error(words), reason(why) {}
  const Reason reason;
};

// Opens `folder`/samtale.db, making the folder and the file when they are not there. One at a time per folder: a lock
// file guards it. Throws CannotOpenStore.
std::unique_ptr<Store> open_store(const std::filesystem::path& folder);

}  // namespace samtale::store
