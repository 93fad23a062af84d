// samtale-crowd: simulated groups that join a seminar by its room code and behave like people.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "crowd/crowd.h"
#include "ops/random.h"
#include "support/lws_loop.h"

namespace {

using samtale::crowd::Crowd;
using samtale::support::LwsLoop;

constexpr int kStopped = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr std::int64_t kOnceWithinMs = 60'000;

volatile sig_atomic_t stop_asked = 0;
LwsLoop* loop_to_wake = nullptr;

void ask_to_stop(int) {
  stop_asked = 1;
  if (loop_to_wake) loop_to_wake->wake();
}

void say(const std::string& line) {
  std::printf("crowd: %s\n", line.c_str());
  std::fflush(stdout);
}

int come_once(LwsLoop& loop, Crowd& crowd) {
  crowd.come();
  loop.run_until([&] { return stop_asked || crowd.all_here() || crowd.any_failed(); }, kOnceWithinMs);
  const bool here = crowd.all_here() && crowd.tally().violations == 0;
  say(crowd.summary() + (here ? "; everybody is here" : "; not everybody came"));
  crowd.leave();
  return here ? kStopped : kFailed;
}

int stay(LwsLoop& loop, Crowd& crowd) {
  crowd.come();
  loop.run_until([] { return stop_asked != 0; });
  say(crowd.summary());
  crowd.leave();
  return kStopped;
}

}  // namespace

int main(int argc, char** argv) {
  std::string url = "http://127.0.0.1:8080";
  std::string seats;
  Crowd::Options options;
  options.say = say;
  CLI::App app{"Simulated groups that join a seminar and behave like people."};
  app.add_option("--url", url, "where the server listens")->capture_default_str();
  app.add_option("--code", options.code, "the seminar's room code")->required();
  app.add_option("--groups", options.groups, "how many")->check(CLI::Range(1, 2'000))->capture_default_str();
  app.add_option("--speed", options.speed, "everything people do goes so many times faster")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "of people's choices")->capture_default_str();
  app.add_option("--seats", seats, "file that remembers the devices, so that a crowd started again is the same one");
  app.add_flag("--once", options.once, "wait until every device has its first snapshot, then leave");
  CLI11_PARSE(app, argc, argv);

  const auto address = samtale::support::ServerAddress::parse(url);
  if (!address) {
    say("--url takes http://HOST:PORT");
    return kUsage;
  }
  if (!samtale::ops::start_random()) {
    say("this system gives no random numbers");
    return kFailed;
  }
  options.address = *address;
  options.seats = seats;

  LwsLoop loop;
  loop_to_wake = &loop;
  struct sigaction action {};
  action.sa_handler = ask_to_stop;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
  const int status = [&] {
    Crowd crowd(loop, options);
    return options.once ? come_once(loop, crowd) : stay(loop, crowd);
  }();
  loop_to_wake = nullptr;
  return status;
}
