// samtale-bench-idle: what a connection takes that is there and does nothing: memory, also after load, and processor
// with the signs of life of P-51 going on.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "bench/figures/report.h"
#include "bench/listeners/listeners.h"
#include "ops/random.h"
#include "support/process_figures.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;

constexpr int kFailed = 1;
constexpr std::int64_t kAskEveryMs = 30'000;  // P-51: nobody looks
constexpr std::int64_t kSettleMs = 12'000;    // the server gives back what handshakes took
constexpr std::size_t kBroadcasts = 40;       // more than one of the server's signs of life lasts

struct Wishes {
  std::string server = SAMTALE_PROGRAM;
  std::string json;
  std::string commit = "an unnamed commit";
  std::size_t groups = 1'250;
  std::size_t devices = 4;
  std::size_t rounds = 3;
  int idle_s = 60;
};

class IdleBench {
 public:
  explicit IdleBench(const Wishes& wishes)
      : wishes_(wishes), server_(wishes.server, folder_.path()), report_("idle", wishes.commit, SAMTALE_BUILD) {
    report_.base = "ours";
    report_.set("connections", static_cast<std::int64_t>(wishes.groups * wishes.devices + 1));
    report_.set("seconds idle", static_cast<std::int64_t>(wishes.idle_s));
    report_.set("rounds", static_cast<std::int64_t>(wishes.rounds));
  }

  void run() {
    if (!server_.start("demo", {})) throw std::runtime_error("the server did not start");
    const auto link = server_.demo("organiser");
    const auto organiser = link.substr(link.find('#') + 1);
    support::LwsLoop loop;
    const auto seminar =
        bench::seat(loop, server_.address(), organiser, {.groups = wishes_.groups, .devices = wishes_.devices});
    for (std::size_t round = 0; round < wishes_.rounds; ++round) {
      server_.stop();
      if (!server_.start_again()) throw std::runtime_error("the server did not start again");
      measure(seminar);
    }
    conclude();
  }

 private:
  double resident() const { return static_cast<double>(support::resident_bytes(server_.process_id())); }
  void add(const std::string& measure, const std::string& unit, double value) {
    report_.figures.add("each connection", "ours", measure, unit, value);
  }

  void measure(const bench::SeatedSeminar& seminar) {
    bench::Listeners people(server_.address(), {seminar});
    const auto connections = static_cast<double>(people.size());
    const auto empty = resident();
    people.come();
    people.be_idle(kSettleMs, kAskEveryMs);
    const auto quiet = resident();

    const bench::OthersWatch others({server_.process_id()});
    const auto cpu_before = bench::cpu_ns(server_.process_id());
    people.be_idle(wishes_.idle_s * std::int64_t{1'000}, kAskEveryMs);
    const auto cpu = static_cast<double>(bench::cpu_ns(server_.process_id()) - cpu_before);
    report_.others(others.cores());

    const auto before_load = resident();
    for (std::size_t i = 0; i < kBroadcasts; ++i) {
      people.broadcast(0, 1);
      people.be_idle(100, kAskEveryMs);  // within the facilitator's command rate (P-37)
    }
    people.be_idle(kSettleMs, kAskEveryMs);
    add("resident", "bytes", (quiet - empty) / connections);
    add("after load", "bytes", (resident() - before_load) / connections);
    add("CPU a second", "µs", cpu / 1'000 / wishes_.idle_s / connections);
  }

  void conclude() {
    const auto median = [this](const char* measure) {
      return report_.figures.median("each connection", "ours", measure);
    };
    report_.outcome("S4-bytes", median("resident"), std::nullopt, "growth of resident memory, all included");
    report_.outcome("S4-growth", median("after load"), std::nullopt,
                    "with what the room remembers of " + std::to_string(kBroadcasts) + " broadcasts");
    report_.outcome("S4-cpu", median("CPU a second"), std::nullopt, "each asks for the time every 30 s");
    report_.print();
    if (!wishes_.json.empty() && !report_.write_json(wishes_.json))
      throw std::runtime_error("the figures cannot be written");
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_;
  bench::Report report_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"Connections that do nothing: memory and processor of each."};
  app.add_option("--server", wishes.server, "the program to measure");
  app.add_option("--json", wishes.json, "file for the figures");
  app.add_option("--commit", wishes.commit, "what is measured, for the figures");
  app.add_option("--groups", wishes.groups, "how many")->check(CLI::Range(1, 2'000))->capture_default_str();
  app.add_option("--devices", wishes.devices, "of each group")->check(CLI::Range(1, 20))->capture_default_str();
  app.add_option("--rounds", wishes.rounds, "each with a server of its own")
      ->check(CLI::Range(1, 20))
      ->capture_default_str();
  app.add_option("--idle-s", wishes.idle_s, "how long nothing happens")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  signal(SIGPIPE, SIG_IGN);
  try {
    if (!ops::start_random()) throw std::runtime_error("there is no randomness");
    IdleBench(wishes).run();
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bench idle: %s\n", failure.what());
    return kFailed;
  }
}
