#include "transport/departures.h"

#include <algorithm>
#include <utility>

namespace samtale::transport {
namespace {

constexpr std::size_t kAhead = 2;

}  // namespace

Departures::Departures(Later later, std::size_t in_a_row) : later_(std::move(later)), in_a_row_(in_a_row) {}

void Departures::put(std::shared_ptr<Departing> departing) {
  waiting_.push_back(std::move(departing));
  if (waiting_.size() == 1) go_later();
}

void Departures::give_back_memory() {
  if (waiting_.empty()) waiting_.shrink_to_fit();
}

void Departures::go_later() {
  later_([this, alive = std::weak_ptr(alive_)] {
    if (alive.lock()) go();
  });
}

void Departures::go() {
  // Who is put in now waits for a later slice, also when there is room in this one.
  const auto end = std::min(next_ + in_a_row_, waiting_.size());
  while (next_ < end) {
    // Sending goes through so much of the kernel that the next ones have left the processor's caches.
    if (next_ + kAhead < waiting_.size()) __builtin_prefetch(waiting_[next_ + kAhead].get());
    const auto departing = std::move(waiting_[next_++]);
    departing->depart();
  }
  // Nobody is in twice: when half of them have gone, moving the others costs no more than those did.
  if (2 * next_ >= waiting_.size()) {
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
  if (!waiting_.empty()) go_later();
}

}  // namespace samtale::transport
