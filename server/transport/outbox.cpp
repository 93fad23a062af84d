#include "transport/outbox.h"

#include <utility>

#include "domain/limits.h"

namespace samtale::transport {

bool Outbox::push(wire::PreparedFrame frame) {
  if (!first_) {
    first_ = std::move(frame);
    return true;
  }
  if ((rest_ ? rest_->bytes : 0) + frame->size() > limits::kOutboxBytes) return false;
  put_behind_first(std::move(frame));
  return true;
}

void Outbox::push_last(wire::PreparedFrame frame) {
  if (!first_) {
    first_ = std::move(frame);
  } else {
    put_behind_first(std::move(frame));
  }
}

void Outbox::put_behind_first(wire::PreparedFrame frame) {
  if (!rest_) {
    rest_ = std::make_unique<Rest>();
    constexpr std::size_t kAFew = 8;  // what one turn brings when it brings several
    rest_->frames.reserve(kAFew);
  }
  rest_->bytes += frame->size();
  rest_->frames.push_back(std::move(frame));
}

std::span<const std::string_view> Outbox::gather(std::array<std::string_view, kGathered>& pieces) const {
  if (!first_) return {};
  pieces[0] = std::string_view(*first_).substr(first_sent_);
  std::size_t count = 1;
  if (rest_) {
    for (auto at = rest_->next; at < rest_->frames.size() && count < kGathered; ++at) {
      pieces[count++] = *rest_->frames[at];
    }
  }
  return std::span(pieces).first(count);
}

void Outbox::sent(std::size_t bytes) {
  while (first_) {
    const auto left = first_->size() - first_sent_;
    if (bytes < left) {
      first_sent_ += bytes;
      return;
    }
    bytes -= left;
    drop_first();
  }
}

// The next becomes the first, and no longer counts.
void Outbox::drop_first() {
  first_.reset();
  first_sent_ = 0;
  if (!rest_) return;
  first_ = std::move(rest_->frames[rest_->next++]);
  rest_->bytes -= first_->size();
  if (rest_->next == rest_->frames.size()) {
    rest_.reset();
  } else if (rest_->next > kGathered && rest_->next > rest_->frames.size() / 2) {
    rest_->frames.erase(rest_->frames.begin(), rest_->frames.begin() + static_cast<std::ptrdiff_t>(rest_->next));
    rest_->next = 0;
  }
}

void Outbox::drop_what_has_not_begun() {
  rest_.reset();
  if (first_sent_ == 0) first_.reset();
}

}  // namespace samtale::transport
