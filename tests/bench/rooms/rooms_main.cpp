// samtale-bench-rooms: many small seminars beside a large one on the same server: what a message costs in each.
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/figures/report.h"
#include "bench/listeners/listeners.h"
#include "bench/program/program.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;

constexpr std::size_t kCompared = 100;  // S11: so many small rooms are as large as the large one
constexpr std::int64_t kBetweenMs = 200;

struct Wishes : bench::CommonWishes {
  std::size_t rooms = 200;
  std::size_t groups = 10;  // of each small room
  std::size_t devices = 5;
};

class RoomsBench {
 public:
  explicit RoomsBench(const Wishes& wishes)
      : wishes_(wishes), server_(wishes.server, folder_.path()), report_("rooms", wishes.commit, SAMTALE_BUILD) {
    report_.base = "one room";
    report_.set("small rooms", static_cast<std::int64_t>(wishes.rooms));
    report_.set("devices in each", static_cast<std::int64_t>(wishes.groups * wishes.devices));
    report_.set("devices in the large one", static_cast<std::int64_t>(compared() * wishes.groups * wishes.devices));
    report_.set("rounds", static_cast<std::int64_t>(wishes.rounds));
  }

  void run() {
    if (!server_.start("demo", {})) throw std::runtime_error("the server did not start");
    const auto link = server_.demo("organiser");
    const auto organiser = link.substr(link.find('#') + 1);
    support::LwsLoop loop;
    std::vector<bench::SeatedSeminar> seminars;
    const auto seat = [&](std::size_t groups) {
      seminars.push_back(
          bench::seat(loop, server_.address(), organiser, {.groups = groups, .devices = wishes_.devices}));
    };
    seat(compared() * wishes_.groups);
    for (std::size_t i = 0; i < wishes_.rooms; ++i) seat(wishes_.groups);

    bench::Listeners people(server_.address(), seminars);
    people.come();
    for (std::size_t round = 0; round < wishes_.rounds; ++round) {
      const bench::OthersWatch others({server_.process_id()});
      measure(people, "one room", 0, 1);
      measure(people, some(), 1, compared());
      if (wishes_.rooms > compared()) measure(people, all(), 1, wishes_.rooms);
      report_.others(others.cores());
    }
    conclude();
  }

 private:
  std::size_t compared() const { return std::min(kCompared, wishes_.rooms); }
  std::string some() const { return std::to_string(compared()) + " rooms"; }
  std::string all() const { return std::to_string(wishes_.rooms) + " rooms"; }

  void measure(bench::Listeners& people, const std::string& subject, std::size_t first, std::size_t rooms) {
    const auto before = bench::cpu_ns(server_.process_id());
    const auto begun = bench::now_ns();
    const auto messages = static_cast<double>(people.broadcast(first, rooms));
    const auto last_ms = static_cast<double>(bench::now_ns() - begun) / 1e6;
    const auto cpu_us = static_cast<double>(bench::cpu_ns(server_.process_id()) - before) / 1e3;
    report_.figures.add("a broadcast in each room", subject, "CPU per message", "µs", cpu_us / messages);
    report_.figures.add("a broadcast in each room", subject, "last", "ms", last_ms);
    people.be_idle(kBetweenMs, 30'000);
  }

  void conclude() {
    const auto median = [this](const std::string& subject) {
      return report_.figures.median("a broadcast in each room", subject, "CPU per message");
    };
    report_.outcome("S11", median(some()), median("one room"), "a commit for each room is in it");
    bench::publish(report_, wishes_);
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_;
  bench::Report report_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  wishes.rounds = 15;
  CLI::App app{"Many small rooms beside a large one."};
  app.add_option("--rooms", wishes.rooms, "small ones")->check(CLI::Range(1, 300))->capture_default_str();
  app.add_option("--groups", wishes.groups, "in each")->check(CLI::Range(1, 100))->capture_default_str();
  app.add_option("--devices", wishes.devices, "of each group")->check(CLI::Range(1, 20))->capture_default_str();
  return bench::run_program("rooms", app, wishes, argc, argv, [&] {
    RoomsBench(wishes).run();
    return 0;
  });
}
