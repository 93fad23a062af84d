#pragma once
// The people of the soak: a facilitator, hosts and phones of one seminar, who come back when they lose their
// connection, and write again and again on the same things, so that the seminar does not grow.
//
// Threads: the loop's.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/role.h"
#include "resilience/device.h"
#include "support/lws_loop.h"
#include "support/server_process.h"

namespace samtale::soak {

struct Figures {
  resilience::Latencies broadcasts;  // from the facilitator to everybody
  resilience::Latencies answers;     // to the hosts' edits
  std::size_t missed = 0;            // broadcasts that somebody did not get
};

class Attendance {
 public:
  Attendance(support::LwsLoop& loop, const support::ServerProcess& server) : loop_(loop), server_(server) {}

  // False: somebody did not get in.
  bool come(std::size_t groups, std::size_t devices);
  // Every host edits its note as fast as it may, and the facilitator announces, until there were so many edits.
  bool write_much(std::size_t edits);
  // From now on: so many commands a second, by the hosts in turn; a broadcast again and again; whoever is cut off comes
  // back after two seconds.
  void begin(double commands_per_second, std::int64_t broadcast_every_ms = 10'000);

  std::size_t size() const { return tokens_.size(); }
  std::size_t here() const;
  std::size_t acknowledged() const { return acknowledged_; }
  // A device of a group of its own, for somebody who misbehaves; empty when it did not get in.
  std::string token_for_a_stranger();
  // So many lose their connection without a word.
  void drop(std::size_t count);
  // What was measured since the last time; the tool itself forgets it.
  Figures take_figures();

 private:
  std::string join(Role role, GroupId group, const std::string& new_group, GroupId* joined);
  void connect(std::size_t index);
  void look_after();
  void write_all();
  void write();
  void announce();

  support::LwsLoop& loop_;
  const support::ServerProcess& server_;
  resilience::Announcements announced_;
  std::vector<std::string> tokens_;  // the facilitator's first, then the hosts'
  std::vector<std::unique_ptr<resilience::Device>> devices_;
  std::vector<NoteId> notes_;  // of the hosts
  std::size_t acknowledged_ = 0;
  std::size_t edits_ = 0;
  std::size_t strangers_ = 0;
  std::size_t next_dropped_ = 0;
  std::size_t missed_ = 0;
  std::int64_t write_every_ms_ = 0;
  std::int64_t broadcast_every_ms_ = 0;
  support::LwsLoop::Timer next_look_;
  support::LwsLoop::Timer next_edit_;
  support::LwsLoop::Timer next_broadcast_;
};

}  // namespace samtale::soak
