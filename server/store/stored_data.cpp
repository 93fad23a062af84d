#include "store/stored_data.h"

#include "store/sqlite_schema.h"
#include "store/store.h"
#include "store/stored_id.h"

namespace samtale::store {
namespace {

// The number in the first column of each row is said as `<number> <what>`.
void add_count(SqliteDatabase& database, const char* sql, const std::string& what, std::vector<std::string>& faults) {
  const auto count = database.integer(sql);
  if (count != 0) faults.push_back(std::to_string(count) + " " + what);
}

}  // namespace

StoredData::StoredData(const std::filesystem::path& file) : database_(open_samtale_database_to_read(file)) {
  database_.execute("BEGIN");
}

std::vector<std::string> StoredData::faults() {
  std::vector<std::string> faults;
  auto integrity = database_.prepare("PRAGMA integrity_check");
  while (integrity.next_row()) {
    if (integrity.text(0) != "ok") faults.emplace_back("the file is damaged: " + std::string{integrity.text(0)});
  }
  // A file with torn pages may fail the questions below rather than answer them.
  if (!faults.empty()) return faults;

  auto logs = database_.prepare(
      "SELECT seminar, epoch, min(sequence), max(sequence), count(*) FROM events GROUP BY seminar, epoch "
      "HAVING min(sequence) <> 1 OR max(sequence) <> count(*)");
  while (logs.next_row()) {
    faults.push_back("the log of seminar " + stored_id<SeminarId>(logs.blob(0)).text() + " in epoch " +
                     std::to_string(logs.integer(1)) + " has gaps: " + std::to_string(logs.integer(4)) +
                     " events from " + std::to_string(logs.integer(2)) + " to " + std::to_string(logs.integer(3)));
  }
  add_count(database_,
            "SELECT count(*) FROM (SELECT 1 FROM events WHERE command IS NOT NULL GROUP BY seminar, command "
            "HAVING count(*) <> max(part) + 1 OR count(DISTINCT part) <> count(*))",
            "commands took effect more than once, or in part", faults);
  add_count(database_, "SELECT count(*) FROM seminars WHERE seminar NOT IN (SELECT seminar FROM events)",
            "seminars have no log", faults);
  return faults;
}

std::vector<SeminarId> StoredData::seminars() {
  std::vector<SeminarId> found;
  auto rows = database_.prepare("SELECT DISTINCT seminar FROM events ORDER BY seminar");
  while (rows.next_row()) found.push_back(stored_id<SeminarId>(rows.blob(0)));
  return found;
}

Position StoredData::last_position(SeminarId seminar) {
  auto last = database_.prepare(
      "SELECT epoch, sequence FROM events WHERE seminar = ? ORDER BY epoch DESC, sequence DESC LIMIT 1");
  if (!last.bind_blob(1, seminar.bytes).next_row()) return {};
  return {static_cast<std::uint32_t>(last.integer(0)), static_cast<std::uint64_t>(last.integer(1))};
}

void StoredData::each_event(SeminarId seminar, std::uint64_t after_sequence,
                            const std::function<bool(Position, const EventRecord&)>& look) {
  const auto epoch = last_position(seminar).epoch;
  auto rows = database_.prepare(
      "SELECT sequence, command, bytes FROM events WHERE seminar = ? AND epoch = ? AND sequence > ? ORDER BY sequence");
  rows.bind_blob(1, seminar.bytes).bind(2, epoch).bind(3, static_cast<std::int64_t>(after_sequence));
  while (rows.next_row()) {
    const EventRecord record{stored_id<CommandId>(rows.blob(1)), std::string{rows.blob(2)}};
    if (!look({epoch, static_cast<std::uint64_t>(rows.integer(0))}, record)) return;
  }
}

}  // namespace samtale::store
