#pragma once
// The log: events of each seminar in order, for ever. The store does not know what an event means; it keeps bytes.
//
// Threads: any thread may call. `done` is called exactly once, on the store's own thread; callers post to theirs.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

#include "domain/ids.h"
#include "domain/position.h"

namespace samtale::store {

struct EventRecord {
  CommandId command;  // empty: the room itself
  std::string bytes;
};

enum class AppendOutcome {
  committed,  // durable: survives a power cut
  refused,    // the environment failed, and certainly nothing was stored: a full disk
  conflict,   // another writer was first, or the name is taken; nothing was stored
  unknown,    // the environment failed; it may or may not be stored: reload from the log
};

class EventStore {
 public:
  virtual ~EventStore() = default;

  // Appends `events` behind `expected`, the position of the last event, all or none; a log that ends elsewhere is a
  // conflict. This is also what makes each command take effect once: whoever names the end of the log has read all
  // commands that are in it, and appends none of them again; if somebody else has done so meanwhile, the log ends
  // elsewhere. The store itself does not look for commands. Several events of one append may share one.
  virtual void append(SeminarId seminar, Position expected, std::vector<EventRecord> events,
                      std::function<void(AppendOutcome)> done) = 0;

  struct Log {
    std::uint32_t epoch = 1;
    std::vector<EventRecord> events;  // events[i] has sequence `first_sequence + i`
    std::uint64_t first_sequence = 1;
  };
  // The events behind `after_sequence`, `at_most` so many: a long log is read in pieces, so that others' commits come in
  // between. Fewer than that: the log ends there. A seminar that does not exist has an empty log.
  virtual void read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                          std::function<void(boost::system::result<Log>)> done) = 0;
};

}  // namespace samtale::store
