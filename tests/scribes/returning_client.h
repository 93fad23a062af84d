#pragma once
// A client that comes back by itself, by the same rules as the web client's page that somebody looks at
// (clients/web/src/connection): jittered backoff, a limit to every attempt, clock pings whose silence means that the
// network is gone (P-51), and the table "Endings" of docs/protocol.md. What is unanswered is sent again with its id, and so is what was refused only for the moment.
// Threads: the loop's. Must not be destroyed inside its own events.
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/session_client.h"

namespace samtale::scribes {

class ReturningClient {
 public:
  // Milliseconds; as it stands, the web client's.
  struct Pace {
    std::int64_t longest_retry_ms = 15'000;
    std::int64_t longest_retry_unreached_ms = 3'000;  // nobody was reached, and somebody is waiting
    std::int64_t settled_ms = 10'000;  // connected for so long, the next loss is a new one
    std::int64_t welcome_within_ms = 10'000;
    std::int64_t probe_every_ms = 30'000;
    std::int64_t probe_live_every_ms = 2'000;  // in the lobby and while the seminar runs
    std::int64_t pong_within_ms = 8'000;
    std::int64_t awake_within_ms = 3'000;
    // After a loss the next is likely, and a command that is not answered is a sign: then dead links are looked for more
    // often. They and those of a live seminar are given up soon, a few times in a row.
    std::int64_t troubled_ms = 60'000;
    std::int64_t look_every_ms = 1'000;
    std::int64_t pong_soon_ms = 2'000;
    std::int64_t pong_after_round_trip_ms = 1'000;
    std::int64_t welcome_soon_ms = 2'500;
    int impatient_attempts = 3;
  };
  struct Options {
    std::string token;
    Pace pace = {};
    std::uint64_t seed = 0;  // of the jitter
  };
  struct Events {
    // The command took effect, or was refused for good. Once for each.
    std::function<void(const Command&, const support::Answer&)> settled = [](const Command&, const support::Answer&) {};
  };

  ReturningClient(support::LwsLoop& loop, const support::ServerAddress& address, Options options, Events events);

  void start();
  // The device has noticed that there is a network again: a quick question on the connection it has, or a new one at
  // once.
  void wake();
  // From now on kept until it is settled, whether there is a connection or not.
  void ask(const Command& command);

  const support::Mirror& mirror() const { return session_.mirror(); }
  bool synced() const { return mirror().synced(); }
  std::size_t unsettled() const { return unsettled_.size(); }
  // How often a connection was lost, or could not be made.
  std::uint64_t losses() const { return losses_; }
  // Commands that were on their way when a connection was lost.
  std::uint64_t resent() const { return resent_; }
  // How often the server closed with 4429.
  std::uint64_t turned_away() const { return turned_away_; }
  // The code after which it does not come back; a model client that gets one has met a defect.
  std::optional<int> sent_away() const { return sent_away_; }

 private:
  void open();
  void take_changes();
  void settle_answers();
  void on_pong();
  void on_ended(const support::Ended& ended);
  void ping(std::int64_t answer_within_ms);
  void expect_within(std::int64_t limit_ms);
  void look();
  bool is_troubled() const;
  bool is_unanswered() const;
  bool is_settled() const;
  bool is_live() const;
  bool is_impatient() const;
  std::int64_t probe_every_ms() const;
  std::int64_t pong_within_ms() const;
  void come_back_after(std::int64_t delay_ms);
  std::int64_t backoff_ms(std::int64_t longest_ms);

  support::LwsLoop& loop_;
  const Pace pace_;
  const Events events_;
  std::mt19937_64 random_;
  std::vector<Command> unsettled_;  // in the order asked
  std::vector<Command> once_more_;  // those of them that wait for a better moment
  int attempt_ = 0;  // losses in a row
  int gave_up_ = 0;  // connections that its own impatience has ended since one of them lasted
  std::int64_t round_trip_ms_ = 0;
  std::int64_t pinged_at_ms_ = 0;
  int pings_left_ = 0;
  bool welcomed_ = false;
  std::int64_t welcomed_at_ms_ = 0;
  std::int64_t away_until_ms_ = 0;
  std::int64_t troubled_until_ms_ = 0;
  std::int64_t probed_at_ms_ = 0;
  std::int64_t asked_at_ms_ = 0;  // when a command was sent that nothing has come after
  std::int64_t heard_at_ms_ = 0;
  std::uint64_t losses_ = 0;
  std::uint64_t resent_ = 0;
  std::uint64_t turned_away_ = 0;
  std::optional<int> sent_away_;
  support::LwsLoop::Timer deadline_;
  support::LwsLoop::Timer retry_;
  support::LwsLoop::Timer look_;
  support::LwsLoop::Timer once_more_timer_;
  support::SessionClient session_;
};

}  // namespace samtale::scribes
