#pragma once
// The log in memory, for tests and simulations: the same promises as the others, except that it is gone afterwards.
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "store/event_store.h"

namespace samtale::store {

class MemoryEventStore final : public EventStore {
 public:
  MemoryEventStore();
  ~MemoryEventStore() override;  // answers everything first

  void append(SeminarId seminar, Position expected, std::vector<EventRecord> events,
              std::function<void(AppendOutcome)> done) override;
  void read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                  std::function<void(boost::system::result<Log>)> done) override;

 private:
  void post(std::function<void()> job);
  void run();
  AppendOutcome append_now(SeminarId seminar, Position expected, std::vector<EventRecord> events);
  Log read_now(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most) const;

  // Used by the thread only.
  std::unordered_map<SeminarId, std::vector<EventRecord>> logs_;

  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace samtale::store
