#include "store/sqlite_event_store.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <unordered_map>
#include <utility>

#include <boost/system/errc.hpp>

#include "store/stored_id.h"

namespace samtale::store {
SqliteEventStore::SqliteEventStore(SqliteDatabase& database, StoreThread& thread)
    : thread_(thread),
      last_(database.prepare("SELECT epoch, sequence FROM events WHERE seminar = ? "
                             "ORDER BY epoch DESC, sequence DESC LIMIT 1")),
      insert_(database.prepare("INSERT INTO events (seminar, epoch, sequence, command, part, bytes) "
                               "VALUES (?, ?, ?, ?, ?, ?)")),
      read_(database.prepare("SELECT command, bytes FROM events WHERE seminar = ? AND epoch = ? AND sequence > ? "
                             "ORDER BY sequence LIMIT ?")) {}

void SqliteEventStore::append(SeminarId seminar, Position expected, std::vector<EventRecord> events,
                              std::function<void(AppendOutcome)> done) {
  thread_.post(
      {[this, seminar, expected, records = std::move(events)] { return append_now(seminar, expected, records); },
       std::move(done)});
}

void SqliteEventStore::read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                                  std::function<void(boost::system::result<Log>)> done) {
  // Answered after the commit: what is read here may have been written by a job of the same transaction.
  auto log = std::make_shared<Log>();
  thread_.post({[this, seminar, after_sequence, at_most, log] {
                  *log = read_now(seminar, after_sequence, at_most);
                  return AppendOutcome::committed;
                },
                [log, tell = std::move(done)](AppendOutcome outcome) {
                  if (outcome == AppendOutcome::committed) return tell(std::move(*log));
                  tell(boost::system::errc::make_error_code(boost::system::errc::io_error));
                },
                StoreThread::Kind::reads});
}

AppendOutcome SqliteEventStore::append_now(SeminarId seminar, Position expected,
                                           const std::vector<EventRecord>& events) {
  if (last_position(seminar) != expected) return AppendOutcome::conflict;
  std::unordered_map<CommandId, std::int64_t> parts;  // how many events of each command were there before
  for (std::size_t i = 0; i < events.size(); ++i) {
    insert_.bind_blob(1, seminar.bytes)
        .bind(2, expected.epoch)
        .bind(3, static_cast<std::int64_t>(expected.sequence + 1 + i))
        .bind(5, parts[events[i].command]++)
        .bind_blob(6, events[i].bytes);
    if (events[i].command.empty()) {
      insert_.bind_null(4);
    } else {
      insert_.bind_blob(4, events[i].command.bytes);
    }
    if (!insert_.insert()) return AppendOutcome::conflict;
  }
  return AppendOutcome::committed;
}

Position SqliteEventStore::last_position(SeminarId seminar) {
  Position position;
  if (!last_.bind_blob(1, seminar.bytes).next_row()) return position;
  position.epoch = static_cast<std::uint32_t>(last_.integer(0));
  position.sequence = static_cast<std::uint64_t>(last_.integer(1));
  last_.reset();
  return position;
}

EventStore::Log SqliteEventStore::read_now(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most) {
  Log log;
  log.epoch = last_position(seminar).epoch;
  log.first_sequence = after_sequence + 1;
  read_.bind_blob(1, seminar.bytes).bind(2, log.epoch).bind(3, static_cast<std::int64_t>(after_sequence));
  read_.bind(4, static_cast<std::int64_t>(std::min<std::size_t>(at_most, std::numeric_limits<std::int64_t>::max())));
  while (read_.next_row()) log.events.push_back({stored_id<CommandId>(read_.blob(0)), std::string{read_.blob(1)}});
  return log;
}

}  // namespace samtale::store
