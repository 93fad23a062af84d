#pragma once
// Looks at a database without changing it, also while a server is using it: for verification, backup and snapshots.
//
// Everything is as it was at the first look, whatever is written meanwhile. Threads: one at a time.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "store/event_store.h"
#include "store/sqlite_database.h"

namespace samtale::store {

class StoredData {
 public:
  // Throws CannotOpenStore: it is not there, or not a database of samtale's.
  explicit StoredData(const std::filesystem::path& file);

  // What is wrong with the file and the log, in words for a person, without content; empty: nothing. Reads everything.
  std::vector<std::string> faults();

  std::vector<SeminarId> seminars();  // that have a log
  // The position of the last event; {1, 0} when there is none.
  Position last_position(SeminarId seminar);
  // The events of the newest epoch behind `after_sequence`, in order, until `look` answers false.
  void each_event(SeminarId seminar, std::uint64_t after_sequence,
                  const std::function<bool(Position, const EventRecord&)>& look);

 private:
  SqliteDatabase database_;
};

}  // namespace samtale::store
