#include "store/memory_event_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace samtale::store {

MemoryEventStore::MemoryEventStore() : thread_([this] { run(); }) {}

MemoryEventStore::~MemoryEventStore() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_waits_.notify_one();
  thread_.join();
}

void MemoryEventStore::append(SeminarId seminar, Position expected, std::vector<EventRecord> events,
                              std::function<void(AppendOutcome)> done) {
  post([this, seminar, expected, records = std::move(events), tell = std::move(done)] {
    tell(append_now(seminar, expected, records));
  });
}

void MemoryEventStore::read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                                  std::function<void(boost::system::result<Log>)> done) {
  post([this, seminar, after_sequence, at_most, tell = std::move(done)] {
    tell(read_now(seminar, after_sequence, at_most));
  });
}

void MemoryEventStore::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  work_waits_.notify_one();
}

void MemoryEventStore::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const auto job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    job();
  }
}

AppendOutcome MemoryEventStore::append_now(SeminarId seminar, Position expected, std::vector<EventRecord> events) {
  auto& log = logs_[seminar];
  if (expected != Position{1, log.size()}) return AppendOutcome::conflict;
  log.insert(log.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
  return AppendOutcome::committed;
}

EventStore::Log MemoryEventStore::read_now(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most) const {
  Log answer;
  answer.first_sequence = after_sequence + 1;
  const auto found = logs_.find(seminar);
  if (found == logs_.end() || after_sequence >= found->second.size()) return answer;
  std::copy_n(found->second.begin() + static_cast<std::ptrdiff_t>(after_sequence),
              std::min<std::size_t>(at_most, found->second.size() - after_sequence), std::back_inserter(answer.events));
  return answer;
}

}  // namespace samtale::store
