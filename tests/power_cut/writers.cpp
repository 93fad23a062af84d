#include "tests/power_cut/writers.h"

#include <future>
#include <memory>

#include "store/sqlite_event_store.h"
#include "store/sqlite_schema.h"
#include "store/store.h"
#include "store/store_thread.h"
#include "store/stored_data.h"

namespace samtale::power_cut {
namespace {

using store::AppendOutcome;

// The log as the server opens it, or with commits that are not synced.
class OpenLog {
 public:
  OpenLog(const std::filesystem::path& folder, Commits commits) {
    if (commits == Commits::durable) {
      whole_ = store::open_store(folder);
      return;
    }
    database_ = store::open_samtale_database(folder / "samtale.db");
    database_->execute("PRAGMA synchronous = NORMAL");
    thread_ = std::make_unique<store::StoreThread>(*database_);
    events_ = std::make_unique<store::SqliteEventStore>(*database_, *thread_);
  }
  ~OpenLog() {
    if (thread_) thread_->close();
  }
  store::EventStore& events() { return whole_ ? whole_->events() : *events_; }

 private:
  std::unique_ptr<store::Store> whole_;
  std::unique_ptr<store::SqliteDatabase> database_;
  std::unique_ptr<store::StoreThread> thread_;
  std::unique_ptr<store::SqliteEventStore> events_;
};

// Used on the store's thread only, once begun.
struct Writing {
  store::EventStore& events;
  const RecordingVfs& vfs;
  std::size_t left;
  std::vector<Acknowledgement> acknowledged;

  void go_on(std::size_t index, std::uint64_t sequence) {
    if (left == 0) return;
    --left;
    events.append(seminar_number(index), {1, sequence - 1}, {event_for(index, sequence)},
                  [this, index, sequence](AppendOutcome outcome) {
                    if (outcome != AppendOutcome::committed) throw std::logic_error("a healthy disk refused");
                    acknowledged.push_back({index, sequence, vfs.operations()});
                    go_on(index, sequence + 1);
                  });
  }
};

}  // namespace

SeminarId seminar_number(std::size_t index) {
  SeminarId id;
  id.bytes[0] = static_cast<std::uint8_t>(index + 1);
  return id;
}

store::EventRecord event_for(std::size_t index, std::uint64_t sequence) {
  CommandId command;
  command.bytes[0] = static_cast<std::uint8_t>(index + 1);
  for (std::size_t i = 0; i < 8; ++i) command.bytes.at(8 + i) = static_cast<std::uint8_t>(sequence >> (8 * i));
  // Spread over the index of commands as random ids would be.
  std::minstd_rand spread(static_cast<unsigned>(sequence * kSeminars + index + 1));
  for (std::size_t i = 1; i < 8; ++i) command.bytes.at(i) = static_cast<std::uint8_t>(spread() >> 8);
  const std::size_t size = sequence % 50 == 0 ? 20'000 : spread() % 1'500;
  return {command, std::to_string(index) + "/" + std::to_string(sequence) + std::string(size, '.')};
}

std::vector<Acknowledgement> write_events(const std::filesystem::path& folder, Commits commits, const Counts& before,
                                          std::size_t events, const RecordingVfs& vfs) {
  std::vector<Acknowledgement> acknowledged;
  {
    auto log = std::make_unique<OpenLog>(folder, commits);
    Writing writing{log->events(), vfs, events, {}};
    // Begun on the store's thread, so that all seminars share its first commit.
    log->events().read_after(seminar_number(0), 0, 1, [&](const auto&) {
      for (std::size_t index = 0; index < kSeminars; ++index) writing.go_on(index, before.at(index) + 1);
    });
    log.reset();  // answers everything, also what the answers ask for
    acknowledged = std::move(writing.acknowledged);
  }
  return acknowledged;
}

std::string what_is_wrong(const std::filesystem::path& folder, const Counts& acknowledged, Counts& found) {
  store::open_store(folder);  // as after a restart: recovers, and closes
  store::StoredData data(folder / "samtale.db");
  if (const auto faults = data.faults(); !faults.empty()) return faults.front();
  for (std::size_t index = 0; index < kSeminars; ++index) {
    std::uint64_t count = 0;
    bool right = true;
    data.each_event(seminar_number(index), 0, [&](Position position, const store::EventRecord& record) {
      const auto expected = event_for(index, ++count);
      right = position.sequence == count && record.command == expected.command && record.bytes == expected.bytes;
      return right;
    });
    const auto where = "seminar " + std::to_string(index) + ": ";
    if (!right) return where + "event " + std::to_string(count) + " is another";
    if (count < acknowledged.at(index))
      return where + std::to_string(acknowledged.at(index)) + " acknowledged, " + std::to_string(count) + " there";
    // One may have been under way.
    if (count > acknowledged.at(index) + 1) return where + "more is there than was ever written";
    found.at(index) = count;
  }
  return {};
}

}  // namespace samtale::power_cut
