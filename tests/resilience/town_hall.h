#pragma once
// A full seminar for tests of what a few clients do to all others: groups with their hosts, phones that listen, a
// facilitator who announces something again and again. Everything on the test's thread but the server.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "device.h"
#include "end_to_end/protocol/venue.h"

namespace samtale::resilience {

// Traffic that everybody sees and hears, and what it was like for those who read.
struct Round {
  Latencies broadcasts;
  Latencies answers;
  std::size_t announced = 0;
  std::size_t missed = 0;
  std::size_t refused = 0;
  std::size_t peak_resident_bytes = 0;
};

class TownHall : public protocol_test::Venue {
 protected:
  // Opens the seminar with so many groups, each with a host, the first `busy` of which have a long note to edit; the
  // phones are spread over the other groups. Fails the test when somebody does not get in.
  void fill(std::size_t groups, std::size_t busy, std::size_t phones);

  // Every `every_ms`: a broadcast, and each busy host edits its note if its last edit is answered. Until `over` says
  // so, which is asked each time; then until all have seen and been answered everything. False: somebody waited in
  // vain.
  bool run_round(std::int64_t every_ms, const std::function<bool()>& over, Round& round);

  std::size_t resident_bytes() const;
  // A device that joined, as the server's staff see it: screens in this group.
  std::uint32_t screens_in(GroupId group) const;

  std::vector<protocol_test::Joined> hosts_joined_;
  std::vector<std::unique_ptr<Device>> hosts_;
  std::vector<std::unique_ptr<Device>> phones_;
  protocol_test::Client staff_;  // watches

 private:
  void tick(std::int64_t every_ms);
  template <class Action>
  void each_device(Action action);

  Announcements announced_;
  std::unique_ptr<Device> announcer_;
  std::vector<NoteId> notes_;
  std::size_t edits_ = 0;
  std::size_t peak_resident_bytes_ = 0;
  support::LwsLoop::Timer next_tick_;
};

// A sanitizer keeps what was freed, and its server's memory says nothing.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kMemoryTells = false;
#else
inline constexpr bool kMemoryTells = true;
#endif

// "123.4 MiB"
std::string mebibytes(std::size_t bytes);

}  // namespace samtale::resilience
