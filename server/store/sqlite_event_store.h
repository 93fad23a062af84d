#pragma once
// The log in SQLite. See event_store.h for what is promised, sqlite_schema.cpp for the table.
#include "store/event_store.h"
#include "store/store_thread.h"

namespace samtale::store {

class SqliteEventStore final : public EventStore {
 public:
  // Borrows both; the thread must be closed before this goes.
  SqliteEventStore(SqliteDatabase& database, StoreThread& thread);

  void append(SeminarId seminar, Position expected, std::vector<EventRecord> events,
              std::function<void(AppendOutcome)> done) override;
  void read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override;

  // For a job on the store's thread that appends together with something else.
  AppendOutcome append_now(SeminarId seminar, Position expected, const std::vector<EventRecord>& events);

 private:
  Position last_position(SeminarId seminar);
  Log read_now(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most);

  StoreThread& thread_;
  SqliteStatement last_;
  SqliteStatement insert_;
  SqliteStatement read_;
};

}  // namespace samtale::store
