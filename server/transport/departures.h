#pragma once
// Who has something to send. What one turn of the loop gives a connection goes out as one write, when the turn is over;
// and when there are many, they go in slices, so that what comes in meanwhile is looked at in between.
//
// Only the connections wait here: their frames wait in their own outboxes, in order. So somebody who comes or goes
// between two slices misses nothing and gets nothing twice. Knows no socket and no loop: the simulation runs it too.
// Threads: the shard's.
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace samtale::transport {

class Departing {
 public:
  virtual ~Departing() = default;
  // Send what there is. May be put in again, for later.
  virtual void depart() = 0;
};

// One write is 5 to 10 µs of processor, so this is about a millisecond. Who asks for the time is read after at most two
// slices (Asio runs what is posted before it looks at the sockets again), and answered at once (P-41).
inline constexpr std::size_t kDeparturesInARow = 128;

class Departures {
 public:
  // Runs the task on this thread, behind what is due already.
  using Later = std::function<void(std::function<void()> task)>;
  explicit Departures(Later later, std::size_t in_a_row = kDeparturesInARow);

  // Calls depart() once, later, in the order of these calls.
  void put(std::shared_ptr<Departing> departing);
  // When nobody waits: the place where thousands have waited. Now and then, not after each turn.
  void give_back_memory();

 private:
  void go_later();
  void go();

  Later later_;
  std::size_t in_a_row_;
  std::vector<std::shared_ptr<Departing>> waiting_;  // those before next_ have gone
  std::size_t next_ = 0;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);  // for what has been asked for later
};

}  // namespace samtale::transport
