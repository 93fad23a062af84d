#pragma once
// What a connection still has to send: whole frames in order, the first perhaps begun. Bounded by kOutboxBytes. Pure:
// the connection writes. Most hold one frame or none: that costs no allocation. Threads: one.
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "wire/prepared_frame.h"

namespace samtale::transport {

class Outbox {
 public:
  static constexpr std::size_t kGathered = 64;  // pieces in one write

  bool empty() const { return !first_; }
  // False: it did not fit, nothing changed. The first frame is always taken, and does not count against the limit,
  // since a snapshot may be longer than that: what counts is what waits behind it.
  [[nodiscard]] bool push(wire::PreparedFrame frame);
  // For the close frame, which is small and the last: it always fits.
  void push_last(wire::PreparedFrame frame);
  // The beginning of what is to be sent, in at most kGathered pieces. Valid until the next call that changes something.
  std::span<const std::string_view> gather(std::array<std::string_view, kGathered>& pieces) const;
  void sent(std::size_t bytes);
  // Drops all frames of which nothing has been sent: a frame that is begun must be finished, or the next cannot be
  // read.
  void drop_what_has_not_begun();

 private:
  struct Rest {
    std::vector<wire::PreparedFrame> frames;  // those before `next` have become the first, one after the other
    std::size_t next = 0;
    std::size_t bytes = 0;
  };
  void put_behind_first(wire::PreparedFrame frame);
  void drop_first();

  wire::PreparedFrame first_;
  std::size_t first_sent_ = 0;  // bytes of it
  std::unique_ptr<Rest> rest_;  // null: nothing
};

}  // namespace samtale::transport
