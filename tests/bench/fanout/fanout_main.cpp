// samtale-bench-fanout: what it costs, and how long it takes, until everybody has a change. Ours, the floor and the
// peers by turns, in one run and against the same clients. Judges no figure; exit code 1 when somebody was not told.
//
// In each round, of each server: all clients come, 64 handshakes at a time; they are told phase changes and timer
// changes, one at a time and each when the last client has the one before, then bursts of 16 timer changes; all go with
// a RST, and the server is left alone until it has noticed. The order of the servers turns round with each round.
// - Ours is told by commands of four facilitators, and decides and stores each before it tells anybody; the peers are
//   told by a line on their standard input, the brokers by one more client that publishes. All have as many clients,
//   and their messages are as long as ours are on average.
// - Times begin when the order is written and end when a client has read the message. Of a burst it is the last message
//   that counts. What stands for a round is the median of its changes.
// - CPU is that of all threads of the server (schedstat), with the kernel's work in its system calls; on one machine a
//   part of receiving belongs to that.
// - A handshake of ours ends with the Welcome: the clients say Hello with it (P-16), have been there before and take up
//   where they were (P-13).
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/figures/report.h"
#include "clock_sync.h"
#include "own_seminar.h"
#include "peers.h"
#include "round.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;
using namespace samtale::bench;

constexpr std::size_t kOfGoals = 5'000;
constexpr std::size_t kOfLargestGoal = 15'000;
constexpr std::size_t kFarMore = 3'000;  // of devices, where clock sync is measured

struct Wishes {
  std::string server = SAMTALE_PROGRAM;
  std::string commit = "an unnamed commit";
  std::string json;
  std::vector<std::size_t> clients = {1'000, 5'000, 15'000};
  std::size_t rounds = 5;
  std::size_t changes = 20;
  std::size_t bursts = 3;
  double clock_seconds = 10;
  bool floor_only = false;
};

std::string circumstance_of(std::size_t clients) { return text_of_count(clients) + " clients"; }

class FanoutBench {
 public:
  explicit FanoutBench(const Wishes& wishes)
      : wishes_(wishes), report_("fanout", wishes.commit, SAMTALE_BUILD), peers_(start_peers(folder_.path())) {
    report_.base = kBare;
    if (wishes_.floor_only) peers_.running.resize(2);
    for (const auto& sentence : peers_.missing) report_.remark(sentence);
    report_.set("rounds", static_cast<std::int64_t>(wishes_.rounds));
    report_.set("single changes of a kind in a round", static_cast<std::int64_t>(wishes_.changes));
    report_.set("bursts in a round", static_cast<std::int64_t>(wishes_.bursts));
    report_.set("changes in a burst", static_cast<std::int64_t>(kBurst));
    report_.set("audience", std::string("a host, a screen and six phones of each group, and four facilitators"));
  }

  void run() {
    for (const auto clients : wishes_.clients) measure(clients);
    conclude();
  }

  bool write() {
    report_.print();
    return wishes_.json.empty() || report_.write_json(wishes_.json);
  }

 private:
  void measure(std::size_t clients) {
    std::printf("%s\n", circumstance_of(clients).c_str());
    std::fflush(stdout);
    OwnSeminar ours(wishes_.server, folder_.path() / std::to_string(clients), clients);
    RoundPlan plan;
    plan.circumstance = circumstance_of(clients);
    plan.audience = clients + kFacilitators;
    plan.changes = wishes_.changes;
    plan.bursts = wishes_.bursts;
    measure_sizes(ours, plan);
    report_.set("bytes of a phase change, " + plan.circumstance, static_cast<std::int64_t>(plan.phase.bytes));
    report_.set("bytes of a timer change, " + plan.circumstance, static_cast<std::int64_t>(plan.timer.bytes));
    ours.resume_from_now_on();
    picture(clients);

    std::vector<Contender*> all = {&ours};
    std::vector<int> processes = {ours.process_id()};
    for (const auto& peer : peers_.running) {
      if (left_out_.count(peer.get()) == 0) all.push_back(peer.get());
      processes.push_back(peer->process_id());
    }
    for (std::size_t i = 0; i < wishes_.rounds; ++i) {
      const OthersWatch others(processes);
      for (auto* contender : all) try_round(*contender, plan);
      all.erase(std::remove_if(all.begin(), all.end(), [this](auto* each) { return left_out_.count(each) != 0; }),
                all.end());
      report_.others(others.cores());
      // Whoever was first is last the next time.
      std::reverse(all.begin(), all.end());
    }
    if (wishes_.clock_seconds > 0 && (clients == kOfGoals || clients < kFarMore)) ask_for_the_time(ours, clients);
  }

  // A peer that breaks down is no reason not to measure ours.
  void try_round(Contender& contender, const RoundPlan& plan) {
    try {
      run_round(contender, plan, report_.figures);
    } catch (const std::exception& failed) {
      if (contender.name() == kOurs || contender.name() == kBare) throw;
      left_out_.insert(&contender);
      report_.remark("Left out from then on, at " + plan.circumstance + ": " + failed.what());
    }
  }

  void picture(std::size_t clients) {
    const auto size = circumstance_of(clients);
    report_.picture(size + circumstance::kPhase, measure::kCpu);
    report_.picture(size + circumstance::kPhase, measure::kLast);
    if (clients != kOfGoals && wishes_.clients.size() > 1) return;
    report_.picture(size + circumstance::kHandshake, measure::kHandshakeCpu);
    report_.picture(size + circumstance::kBurst, measure::kCpu);
  }

  void ask_for_the_time(OwnSeminar& ours, std::size_t clients) {
    const auto found = measure_clock_sync(ours, clients + kFacilitators, wishes_.clock_seconds);
    const auto circumstance = circumstance_of(clients);
    const auto add = [&](const char* measure, double value) {
      report_.figures.add(circumstance + circumstance::kClock, kOurs, measure, "ms", value);
    };
    add("idle, p99", at_part(found.idle_ms, 0.99));
    add("during fan-out, median", at_part(found.busy_ms, 0.5));
    add("during fan-out, p99", at_part(found.busy_ms, 0.99));
    report_.remark("Clock sync, " + circumstance + ": " + std::to_string(found.busy_ms.size()) + " round trips while " +
                   std::to_string(found.changes) + " changes were told" +
                   (found.undisturbed ? "." : "; without real-time priority, so the bench's own work is in it."));
    if (clients == kOfGoals) clock_sync_p99_ms_ = at_part(found.busy_ms, 0.99);
  }

  std::optional<double> figure(std::size_t clients, const char* circumstance, const std::string& subject,
                               const char* measure) const {
    return report_.figures.median(circumstance_of(clients) + circumstance, subject, measure);
  }

  void outcome(const char* goal, std::size_t clients, const char* circumstance, const char* measure) {
    report_.outcome(goal, figure(clients, circumstance, kOurs, measure), figure(clients, circumstance, kBare, measure));
  }

  void conclude() {
    outcome("S1", kOfGoals, circumstance::kPhase, measure::kCpu);
    std::optional<double> cheapest;
    std::string whose = "no peer was measured";
    for (const auto& peer : peers_.running) {
      const auto cpu = figure(kOfGoals, circumstance::kPhase, peer->name(), measure::kCpu);
      if (peer->name() == kBare || !cpu || (cheapest && *cheapest <= *cpu)) continue;
      cheapest = cpu;
      whose = peer->name();
    }
    report_.outcome("S1-peers", figure(kOfGoals, circumstance::kPhase, kOurs, measure::kCpu), cheapest, whose);
    outcome("S2-5000", kOfGoals, circumstance::kPhase, measure::kLast);
    outcome("S2-15000", kOfLargestGoal, circumstance::kPhase, measure::kLast);
    outcome("S3", kOfGoals, circumstance::kBurst, measure::kCpu);
    outcome("S5", kOfGoals, circumstance::kHandshake, measure::kHandshakeCpu);
    report_.outcome("S10", clock_sync_p99_ms_);
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  Report report_;
  Peers peers_;
  std::set<const Contender*> left_out_;
  std::optional<double> clock_sync_p99_ms_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"What it costs until everybody has a change, beside the floor and the peers."};
  app.add_option("--server", wishes.server, "the program to measure");
  app.add_option("--commit", wishes.commit, "what is measured, for the figures");
  app.add_option("--json", wishes.json, "file for the figures");
  app.add_option("--clients", wishes.clients, "devices, a multiple of eight; several are measured one after the other")
      ->delimiter(',')
      ->check(CLI::Range(8, 16'000));
  app.add_option("--rounds", wishes.rounds, "of each contender")->check(CLI::Range(1, 100))->capture_default_str();
  app.add_option("--changes", wishes.changes, "of each kind in a round, one at a time")
      ->check(CLI::Range(1, 40))
      ->capture_default_str();
  app.add_option("--bursts", wishes.bursts, "of 16 changes in a round")->check(CLI::Range(1, 4))->capture_default_str();
  app.add_option("--clock-seconds", wishes.clock_seconds, "that clock sync is measured for; 0: not at all")
      ->check(CLI::Range(0.0, 600.0))
      ->capture_default_str();
  app.add_flag("--floor-only", wishes.floor_only, "leave the peers out");
  CLI11_PARSE(app, argc, argv);
  signal(SIGPIPE, SIG_IGN);
  try {
    FanoutBench bench(wishes);
    bench.run();
    if (bench.write()) return 0;
    std::printf("bench fanout: the file of figures cannot be written\n");
  } catch (const std::exception& failed) {
    std::printf("bench fanout: %s\n", failed.what());
  }
  return 1;
}
