#pragma once
// Somebody who writes all the time and keeps account of how each thing was answered. Threads: the loop's.
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "scribes/returning_client.h"

namespace samtale::scribes {

class Scribe {
 public:
  struct Options {
    std::string token;
    ReturningClient::Pace pace = {};
    std::uint64_t seed = 0;
    // How long they think, and how much they leave unanswered before they wait.
    std::int64_t least_ms = 100;
    std::int64_t most_ms = 300;
    std::size_t most_unsettled = 8;
  };
  // What was asked for, in that order.
  struct Entry {
    Command command;
    bool settled = false;
    support::Answer answer;
  };

  Scribe(support::LwsLoop& loop, const support::ServerAddress& address, Options options);
  Scribe(const Scribe&) = delete;
  Scribe& operator=(const Scribe&) = delete;

  // From the first Welcome on. One who may only look (a screen, a speaker) never writes.
  void begin();
  void stop() { next_ = {}; }
  // The next thing at once, unless too much is unanswered.
  void write();

  ReturningClient& client() { return client_; }
  const ReturningClient& client() const { return client_; }
  const std::string& token() const { return options_.token; }
  const std::vector<Entry>& account() const { return account_; }
  std::size_t acknowledged() const { return acknowledged_; }
  // Connected, up to date as far as it knows, and with nothing unanswered.
  bool at_rest() const { return client_.synced() && client_.unsettled() == 0; }

 private:
  void note(const Command& command, const support::Answer& answer);

  support::LwsLoop& loop_;
  const Options options_;
  std::mt19937_64 dice_;
  std::vector<Entry> account_;
  std::size_t first_unsettled_ = 0;  // everything before it is settled
  std::size_t acknowledged_ = 0;
  support::LwsLoop::Timer next_;
  ReturningClient client_;
};

}  // namespace samtale::scribes
