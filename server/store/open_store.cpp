// A data folder with its SQLite file: the lock, the connection, its thread, and the three stores on it.
#include <filesystem>
#include <memory>

#include "store/folder_lock.h"
#include "store/sqlite_accounts.h"
#include "store/sqlite_catalogue.h"
#include "store/sqlite_event_store.h"
#include "store/sqlite_schema.h"
#include "store/store.h"
#include "store/store_thread.h"

namespace samtale::store {
namespace {

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::filesystem::path& folder)
      : lock_(folder),
        database_(open_samtale_database(folder / "samtale.db")),
        // As much as the largest message needs: room for a single byte would be a promise that is not kept.
        trial_(database_->prepare("REPLACE INTO trial (place, bytes) VALUES (1, zeroblob(65536))")),
        thread_(*database_, [this] { trial_.run(); }),
        events_(*database_, thread_),
        catalogue_(*database_, thread_, events_),
        accounts_(*database_, thread_) {}

  ~SqliteStore() override { thread_.close(); }

  EventStore& events() override { return events_; }
  Catalogue& catalogue() override { return catalogue_; }
  Accounts& accounts() override { return accounts_; }
  bool is_saving() const override { return thread_.is_saving(); }

 private:
  FolderLock lock_;
  std::unique_ptr<SqliteDatabase> database_;
  SqliteStatement trial_;  // on the store's thread
  StoreThread thread_;
  SqliteEventStore events_;
  SqliteCatalogue catalogue_;
  SqliteAccounts accounts_;
};

}  // namespace

std::unique_ptr<Store> open_store(const std::filesystem::path& folder) {
  make_data_folder(folder);
  try {
    return std::make_unique<SqliteStore>(folder);
  } catch (const SqliteError& error) {
    throw CannotOpenStore(CannotOpenStore::Reason::failed,
                          "cannot read the database in " + folder.string() + ": " + error.what());
  }
}

}  // namespace samtale::store
