#pragma once
// Calls of a store that wait for their answer.
#include <chrono>
#include <cstddef>
#include <future>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ops/random.h"
#include "store/store.h"

namespace samtale::contract {

// Waits for a `done` callback; throws std::future_error when it is destroyed without having been called.
template <class Answer>
class Waiter {
 public:
  std::function<void(Answer)> done() {
    return [promise = promise_](Answer answer) { promise->set_value(std::move(answer)); };
  }
  Answer wait() { return promise_->get_future().get(); }

 private:
  std::shared_ptr<std::promise<Answer>> promise_ = std::make_shared<std::promise<Answer>>();
};

inline store::EventRecord record(std::string bytes, CommandId command = ops::random_id<CommandId>()) {
  return {command, std::move(bytes)};
}

inline store::AppendOutcome append(store::EventStore& store, SeminarId seminar, Position expected,
                                   std::vector<store::EventRecord> events) {
  Waiter<store::AppendOutcome> waiter;
  store.append(seminar, expected, std::move(events), waiter.done());
  return waiter.wait();
}

inline constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

inline store::EventStore::Log read_after(store::EventStore& store, SeminarId seminar, std::uint64_t after = 0,
                                         std::size_t at_most = kAll) {
  Waiter<boost::system::result<store::EventStore::Log>> waiter;
  store.read_after(seminar, after, at_most, waiter.done());
  return waiter.wait().value();
}

// The bytes of each event, in order.
inline std::vector<std::string> texts_of(const store::EventStore::Log& log) {
  std::vector<std::string> texts;
  for (const auto& event : log.events) texts.push_back(event.bytes);
  return texts;
}

}  // namespace samtale::contract
