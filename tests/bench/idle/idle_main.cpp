// samtale-bench-idle: what a connection takes that is there and does nothing: memory, also after load, and processor
// with the signs of life of P-51 going on.
//
// A round is a new server. The facilitator comes alone: what the server takes from then on is not the seminar's, which
// is told by itself, nor the program's own. Then all devices come, and are idle. Load is a change to everybody, again
// and again, and everybody's coming back; once, and once more. Resident memory is what the server has in RAM; heap is
// what it holds of it, counted inside by a library that is preloaded, at the cost of one addition for each piece.
#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include "bench/figures/report.h"
#include "bench/listeners/listeners.h"
#include "bench/preload/heap_count.h"
#include "bench/preload/preloaded.h"
#include "bench/program/program.h"
#include "support/process_figures.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;

constexpr char kEach[] = "each connection";
constexpr std::int64_t kAskEveryMs = 30'000;  // P-51: nobody looks
constexpr std::int64_t kSettleMs = 11'000;    // the server gives back what handshakes took
constexpr std::size_t kBroadcasts = 20;

struct Wishes : bench::CommonWishes {
  std::size_t groups = 1'250;
  std::size_t devices = 4;
  int idle_s = 30;
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
    if (std::string(SAMTALE_HEAP_COUNTER).empty())
      report_.remark("the heap is not counted in a build with sanitizers");
    else
      heap_.emplace(SAMTALE_HEAP_COUNTER, folder_.path());
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
  struct Memory {
    double resident = 0;
    double heap = 0;
  };
  Memory memory() const {
    return {static_cast<double>(support::resident_bytes(server_.process_id())),
            heap_ ? static_cast<double>(heap_->page().bytes) : 0};
  }

  void add(const char* what, const char* when, const Memory& before, const Memory& after, double among) {
    const auto name = [when](const char* kind) { return std::string(kind) + when; };
    report_.figures.add(what, "ours", name("resident"), "bytes", (after.resident - before.resident) / among);
    if (heap_) report_.figures.add(what, "ours", name("heap"), "bytes", (after.heap - before.heap) / among);
  }

  Memory after_load(bench::Listeners& people) {
    for (std::size_t i = 0; i < kBroadcasts; ++i) {
      people.broadcast(0, 1);
      people.be_idle(100, kAskEveryMs);  // within the facilitator's command rate (P-37)
    }
    people.come_again();
    people.be_idle(kSettleMs, kAskEveryMs);
    return memory();
  }

  void measure(const bench::SeatedSeminar& seminar) {
    bench::Listeners people(server_.address(), {seminar});
    const auto connections = static_cast<double>(people.size());
    const auto begun = memory();
    people.lead();
    const auto alone = memory();
    people.come();
    people.be_idle(kSettleMs, kAskEveryMs);
    const auto all_here = memory();
    add("the seminar", "", begun, alone, 1);
    add(kEach, "", alone, all_here, connections - 1);

    const bench::OthersWatch others({server_.process_id()});
    const auto cpu_before = bench::cpu_ns(server_.process_id());
    people.be_idle(wishes_.idle_s * std::int64_t{1'000}, kAskEveryMs);
    const auto cpu = static_cast<double>(bench::cpu_ns(server_.process_id()) - cpu_before);
    report_.others(others.cores());
    report_.figures.add(kEach, "ours", "CPU a second", "µs", cpu / 1'000 / wishes_.idle_s / connections);

    const auto before_load = memory();
    const auto after_first = after_load(people);
    add(kEach, ", grown by load", before_load, after_first, connections);
    add(kEach, ", by more load", after_first, after_load(people), connections);
  }

  void conclude() {
    const auto median = [this](const char* measure) { return report_.figures.median(kEach, "ours", measure); };
    report_.outcome("S4-bytes", std::max(median("resident"), median("heap")), std::nullopt,
                    "the larger of heap and growth of resident memory; without the seminar's own");
    report_.outcome("S4-growth", std::max(median("resident, grown by load"), median("resident, by more load")),
                    std::nullopt, "of resident memory, by load and by more load; the larger");
    report_.outcome("S4-cpu", median("CPU a second"), std::nullopt, "each asks for the time every 30 s");
    bench::publish(report_, wishes_);
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  std::optional<bench::Preloaded<bench::HeapPage>> heap_;
  support::ServerProcess server_;
  bench::Report report_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  wishes.rounds = 3;
  CLI::App app{"Connections that do nothing: memory and processor of each."};
  app.add_option("--groups", wishes.groups, "how many")->check(CLI::Range(1, 2'000))->capture_default_str();
  app.add_option("--devices", wishes.devices, "of each group")->check(CLI::Range(1, 20))->capture_default_str();
  app.add_option("--idle-s", wishes.idle_s, "how long nothing happens")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  return bench::run_program("idle", app, wishes, argc, argv, [&] {
    IdleBench(wishes).run();
    return 0;
  });
}
