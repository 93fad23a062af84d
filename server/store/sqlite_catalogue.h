#pragma once
// The catalogue of seminars in SQLite, with all of it in memory: thousands of short rows, looked up at every door.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "store/catalogue.h"
#include "store/sqlite_event_store.h"

namespace samtale::store {

class SqliteCatalogue final : public Catalogue {
 public:
  // Reads the table at once. Borrows all three; the thread must be closed before this goes.
  SqliteCatalogue(SqliteDatabase& database, StoreThread& thread, SqliteEventStore& events);

  void create(CatalogueEntry entry, EventRecord first_event, std::function<void(AppendOutcome)> done) override;
  void note(SeminarId seminar, std::string title, std::string date, SessionState state) override;
  std::optional<CatalogueEntry> find(SeminarId seminar) const override;
  std::optional<CatalogueEntry> find_by_room_code(std::string_view room_code) const override;
  std::vector<CatalogueEntry> of_organiser(OrganiserId organiser) const override;
  std::vector<CatalogueEntry> all() const override;

 private:
  AppendOutcome insert_now(const CatalogueEntry& entry);
  void remember(CatalogueEntry entry);

  StoreThread& thread_;
  SqliteEventStore& events_;
  SqliteStatement insert_;
  SqliteStatement update_;

  mutable std::shared_mutex mutex_;      // guards what follows
  std::vector<CatalogueEntry> entries_;  // oldest first
  std::unordered_map<SeminarId, std::size_t> by_seminar_;
  std::map<std::string, std::size_t, std::less<>> by_room_code_;
};

}  // namespace samtale::store
