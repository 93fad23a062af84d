#pragma once
// One seminar in bad weather: a facilitator and groups with host, screen and phone, each on a line of its own, write
// until the weather heals; then they and the server must come to agree. Threads: the loop's; the lines work on the
// io_context's.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "scribes/scribe.h"
#include "scribes/seminar_office.h"
#include "store/stored_data.h"
#include "support/test_client.h"
#include "tests/network/line.h"
#include "tests/network/schedule.h"

namespace samtale::network_test {

class Storm {
 public:
  Storm(support::LwsLoop& loop, boost::asio::io_context& context, const support::ServerAddress& server,
        const scribes::OpenedSeminar& seminar, Schedule schedule);
  ~Storm();
  Storm(const Storm&) = delete;
  Storm& operator=(const Storm&) = delete;

  bool everybody_is_in() const;
  // The schedule begins, and everybody writes until its end.
  void rage();
  // Everybody is at rest and shows what a fresh client of the same audience, with a connection of its own, is told.
  bool agreed() const { return agreed_after_ms_.has_value(); }
  // From the healing on, with the time that the fresh clients took to connect.
  std::int64_t agreed_after_ms() const { return agreed_after_ms_.value_or(-1); }

  // What is wrong now, in words: who does not agree, what was lost or done twice, rules of the protocol broken.
  std::vector<std::string> faults(store::StoredData& data) const;
  const Schedule& schedule() const { return schedule_; }
  const std::vector<std::unique_ptr<scribes::Scribe>>& people() const { return people_; }

 private:
  void happen(const Turn& turn);
  void heal();
  void look_whether_agreed();
  void ask_fresh_clients();
  bool is_agreed() const;

  support::LwsLoop& loop_;
  support::ServerAddress server_;
  SeminarId seminar_;
  Schedule schedule_;
  std::vector<std::shared_ptr<Line>> lines_;
  std::vector<std::unique_ptr<scribes::Scribe>> people_;     // one on each line
  std::vector<std::unique_ptr<support::TestClient>> fresh_;  // one for each of them, when all are at rest
  std::vector<support::LwsLoop::Timer> turns_;
  support::LwsLoop::Timer healing_;
  support::LwsLoop::Timer next_look_;
  std::int64_t healed_at_ms_ = 0;
  std::int64_t knocked_at_ms_ = 0;
  std::optional<std::int64_t> agreed_after_ms_;
};

}  // namespace samtale::network_test
