#pragma once
// What a connection still has to send: whole frames in order, the first perhaps begun. Bounded by kOutboxBytes. Pure:
// the connection writes. Costs no allocation while empty. Threads: one.
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "wire/prepared_frame.h"

namespace samtale::transport {

class Outbox {
 public:
  static constexpr std::size_t kGathered = 64;  // pieces in one write

  bool empty() const { return next_ == frames_.size(); }
  // False: it did not fit, nothing changed. The first frame is always taken, and does not count against the limit,
  // since a snapshot may be longer than that: what counts is what waits behind it.
  [[nodiscard]] bool push(wire::PreparedFrame frame, std::size_t already_sent = 0);
  // For the close frame, which is small and the last: it always fits.
  void push_last(wire::PreparedFrame frame);
  // The beginning of what is to be sent, in at most kGathered pieces. Valid until the next call that changes something.
  std::span<const std::string_view> gather(std::array<std::string_view, kGathered>& pieces) const;
  void sent(std::size_t bytes);
  // Drops all frames of which nothing has been sent: a frame that is begun must be finished, or the next cannot be
  // read.
  void drop_what_has_not_begun();

 private:
  std::vector<wire::PreparedFrame> frames_;  // those before next_ are sent
  std::size_t next_ = 0;
  std::size_t first_sent_ = 0;  // bytes of the first frame
  std::size_t behind_first_ = 0;
};

}  // namespace samtale::transport
