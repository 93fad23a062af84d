#include "transport/outbox.h"

#include <utility>

#include "domain/limits.h"

namespace samtale::transport {

bool Outbox::push(wire::PreparedFrame frame, std::size_t already_sent) {
  if (empty()) {
    first_sent_ = already_sent;
  } else {
    if (behind_first_ + frame->size() > limits::kOutboxBytes) return false;
    behind_first_ += frame->size();
  }
  frames_.push_back(std::move(frame));
  return true;
}

void Outbox::push_last(wire::PreparedFrame frame) {
  if (!empty()) behind_first_ += frame->size();
  frames_.push_back(std::move(frame));
}

std::span<const std::string_view> Outbox::gather(std::array<std::string_view, kGathered>& pieces) const {
  std::size_t count = 0;
  for (auto at = next_; at < frames_.size() && count < kGathered; ++at) pieces[count++] = *frames_[at];
  if (count != 0) pieces[0].remove_prefix(first_sent_);
  return std::span(pieces).first(count);
}

void Outbox::sent(std::size_t bytes) {
  while (!empty()) {
    const auto left = frames_[next_]->size() - first_sent_;
    if (bytes < left) {
      first_sent_ += bytes;
      break;
    }
    bytes -= left;
    first_sent_ = 0;
    frames_[next_++].reset();
    if (!empty()) behind_first_ -= frames_[next_]->size();
  }
  if (empty()) {
    frames_ = {};  // gives the memory back: most connections never queue again
    next_ = 0;
  } else if (next_ > kGathered && next_ > frames_.size() / 2) {
    frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
}

void Outbox::drop_what_has_not_begun() {
  const auto kept = next_ + (first_sent_ != 0 ? 1 : 0);
  if (kept < frames_.size()) frames_.resize(kept);
  behind_first_ = 0;
}

}  // namespace samtale::transport
