// samtale-bench-commands: how many commands a second the server acknowledges, after they are on the disk, and how long
// that takes; beside what the disk and SQLite could do alone. Judges no time; exit code 1 when a command was not
// acknowledged, or was and is not in the log.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/figures/report.h"
#include "bench/preload/preloaded.h"
#include "bench/preload/sync_count.h"
#include "bench/program/program.h"
#include "bench/seats/seats.h"
#include "bench/session/people.h"
#include "floors.h"
#include "rounds.h"
#include "store/stored_data.h"
#include "support/process_figures.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;
using namespace samtale::bench;

constexpr int kFailed = 1;
constexpr int kRestUs = 2'000;
constexpr std::int64_t kEverybodyIsHereMs = 120'000;
// Until a connection may write again what it has just written (P-37), and a little more.
constexpr std::int64_t kBreathOfCommandMs = 50;
constexpr std::int64_t kMoreBreathMs = 300;
// A room's inbox has room for them (limits::kRoomInbox); more would rightly be refused.
constexpr std::size_t kMostAtOnce = 40'000;
constexpr char kOurs[] = "samtale";
constexpr char kFloor[] = "floor";
constexpr char kIdle[] = "one command at a time (floor: fdatasync of 4 KiB)";

struct Wishes : CommonWishes {
  std::string folder;
  std::vector<std::size_t> clients = {200, 2'000};
  std::size_t each = 40;
  std::size_t under_way = 400;
  std::size_t idle = 100;
};

// A seminar of so many groups of one device each, and a file into which its log is written once more.
struct Population {
  std::size_t clients;
  SeatedSeminar seminar;
  std::unique_ptr<People> people;
  std::unique_ptr<PlainWriter> floor;
  std::uint64_t looked_to = 0;  // sequence
};

class CommandsBench {
 public:
  explicit CommandsBench(Wishes wishes)
      : wishes_(std::move(wishes)),
        server_(wishes_.server, folder_.path()),
        report_("commands", wishes_.commit, SAMTALE_BUILD) {}

  int run() {
    if (std::string(SAMTALE_SYNC_COUNTER).empty())
      report_.remark("syncs are not counted in a build with sanitizers");
    else
      syncs_.emplace(SAMTALE_SYNC_COUNTER, folder_.path());
    if (!server_.start("demo", {"--log-level", "warning"})) return fail("the server did not start");
    if (syncs_) syncs_->stop_preloading();
    describe();
    for (const auto clients : wishes_.clients) {
      if (!seat_everybody(clients)) return fail("not everybody got in");
    }
    for (std::size_t round = 0; round <= wishes_.rounds; ++round) {
      measured_ = round > 0;  // the first warms up
      const OthersWatch others({server_.process_id()});
      if (!idle_round()) return fail("a command of the idle server's was not acknowledged");
      for (auto& population : populations_) {
        if (!turns_round(population) || !at_once_round(population)) return kFailed;
      }
      if (measured_) report_.others(others.cores());
    }
    return conclude();
  }

 private:
  static int fail(const std::string& why) {
    std::printf("commands: %s\n", why.c_str());
    return kFailed;
  }

  // So far.
  Syncs syncs() const { return syncs_ ? Syncs{syncs_->page().count, syncs_->page().nanos} : Syncs{}; }

  void describe() {
    report_.base = kFloor;
    report_.set("rounds", static_cast<std::int64_t>(wishes_.rounds));
    report_.set("commands of each client in a round", static_cast<std::int64_t>(wishes_.each));
    report_.set("commands under way", static_cast<std::int64_t>(wishes_.under_way));
    report_.set("commands", "seven notes to one action point");
  }

  bool seat_everybody(std::size_t clients) {
    auto& population = populations_.emplace_back();
    population.clients = clients;
    const auto link = server_.demo("organiser");
    population.seminar = seat(loop_, server_.address(), link.substr(link.find('#') + 1),
                              {.groups = clients, .devices = 1, .phase = PhaseKind::productive_conversation});
    population.people = std::make_unique<People>(server_.address());
    auto& people = *population.people;
    for (const auto& seat : population.seminar.seats) people.add(seat.token);
    population.floor = std::make_unique<PlainWriter>(folder_.path() / ("floor-" + std::to_string(clients) + ".db"));
    events_behind(population);
    return people.swarm().run_until([&] { return people.in_step() == clients; }, kEverybodyIsHereMs);
  }

  // All that is new in its log.
  std::vector<store::EventRecord> events_behind(Population& population) {
    std::vector<store::EventRecord> events;
    store::StoredData data(server_.data() / "samtale.db");
    data.each_event(population.seminar.id, population.looked_to,
                    [&](Position position, const store::EventRecord& event) {
                      population.looked_to = position.sequence;
                      events.push_back(event);
                      return true;
                    });
    return events;
  }

  void add(const std::string& circumstance, const std::string& subject, const std::string& measure,
           const std::string& unit, double value) {
    if (measured_) report_.figures.add(circumstance, subject, measure, unit, value);
  }

  bool idle_round() {
    auto& people = *populations_.front().people;
    const auto before = syncs();
    const auto written = write_alone(people, wishes_.idle, kRestUs);
    const auto after = syncs();
    const auto raw_us = sync_one_page(folder_.path(), wishes_.idle, kRestUs);
    std::vector<double> us;
    us.reserve(written.latencies_ms.size());
    for (const auto ms : written.latencies_ms) us.push_back(ms * 1'000);
    add(kIdle, kFloor, "p50", "µs", at_part(raw_us, 0.5));
    add(kIdle, kFloor, "p99", "µs", at_part(raw_us, 0.99));
    add(kIdle, kOurs, "p50", "µs", at_part(us, 0.5));
    add(kIdle, kOurs, "p99", "µs", at_part(us, 0.99));
    if (after.count > before.count) {
      const auto syncs = static_cast<double>(after.count - before.count);
      add(kIdle, kOurs, "syncs per command", "", syncs / static_cast<double>(written.commands));
      add(kIdle, kOurs, "mean of a sync in the server", "µs",
          static_cast<double>(after.nanos - before.nanos) / syncs / 1'000);
    }
    return written.all_took_effect && everything_is_taken_back(populations_.front());
  }

  std::string in_turns(const Population& population) const {
    return text_of_count(population.clients) + " clients, " + text_of_count(wishes_.under_way) + " under way";
  }
  bool turns_round(Population& population) {
    return round(population, in_turns(population),
                 [&](People& people) { return write_in_turns(people, wishes_.each, wishes_.under_way); });
  }
  bool at_once_round(Population& population) {
    const auto each = std::min(wishes_.each, kMostAtOnce / population.clients);
    const auto name =
        text_of_count(population.clients) + " clients, " + text_of_count(each) + " commands of each at once";
    return round(population, name, [&](People& people) { return write_at_once(people, each); });
  }

  template <class Write>
  bool round(Population& population, const std::string& name, Write write) {
    breathe();
    const auto syncs_before = syncs();
    const auto cpu_before = cpu_ns(server_.process_id());
    const auto written = write(*population.people);
    const auto cpu = static_cast<double>(cpu_ns(server_.process_id()) - cpu_before);
    const auto syncs_after = syncs();
    const auto commands = static_cast<double>(written.commands);
    add(name, kOurs, "acknowledged", "/s", written.per_second());
    add(name, kOurs, "p50", "ms", at_part(written.latencies_ms, 0.5));
    add(name, kOurs, "p99", "ms", at_part(written.latencies_ms, 0.99));
    add(name, kOurs, "server CPU per command", "µs", cpu / commands / 1'000);
    std::size_t batch = 512;
    if (const auto syncs = static_cast<double>(syncs_after.count - syncs_before.count); syncs > 0) {
      batch = static_cast<std::size_t>(commands / syncs + 1);
      add(name, kOurs, "commands per sync", "", commands / syncs);
      add(name, kOurs, "of the time in syncs", "",
          static_cast<double>(syncs_after.nanos - syncs_before.nanos) / 1e9 / written.seconds);
    }
    const auto events = events_behind(population);
    const auto seconds = population.floor->write(population.seminar.id, events, batch);
    add(name, kFloor, "acknowledged", "/s", static_cast<double>(events.size()) / seconds);
    if (!written.all_took_effect) return fail(name + ": a command was not acknowledged"), false;
    if (events.size() != written.commands) return fail(name + ": the log does not hold what was acknowledged"), false;
    return everything_is_taken_back(population);
  }

  bool everything_is_taken_back(Population& population) {
    breathe();
    if (!take_back(*population.people, wishes_.under_way)) return fail("something could not be removed again"), false;
    events_behind(population);
    return true;
  }

  // The floor writes meanwhile, too; but allowances fill up only while nobody writes.
  void breathe() {
    const auto breath_ms = kMoreBreathMs + static_cast<std::int64_t>(wishes_.each) * kBreathOfCommandMs;
    for (auto& population : populations_)
      population.people->swarm().run_for(breath_ms / static_cast<std::int64_t>(populations_.size()));
  }

  int conclude() {
    const auto& figures = report_.figures;
    const auto main = in_turns(populations_.back());
    report_.outcome("S8", figures.median(kIdle, kOurs, "p50"), figures.median(kIdle, kFloor, "p50"));
    report_.outcome("S9-rate", figures.median(main, kOurs, "acknowledged"), std::nullopt, main);
    report_.outcome("S9-p99", figures.median(main, kOurs, "p99"), std::nullopt, main);
    report_.outcome("S9-share", figures.median(main, kOurs, "acknowledged"),
                    figures.median(main, kFloor, "acknowledged"), main);
    report_.remark("Server, clients and the bench share the machine; the floor has it for itself.");
    publish(report_, wishes_);
    return 0;
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_{wishes_.folder.empty() ? std::filesystem::temp_directory_path()
                                                          : std::filesystem::path(wishes_.folder)};
  support::LwsLoop loop_;
  std::optional<Preloaded<SyncPage>> syncs_;
  support::ServerProcess server_;
  Report report_;
  std::vector<Population> populations_;
  bool measured_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  wishes.rounds = 5;
  CLI::App app{"Durable commands per second, and how long each takes."};
  app.add_option("--folder", wishes.folder, "on the disk to measure")->check(CLI::ExistingDirectory);
  app.add_option("--clients", wishes.clients, "how many; several sizes")
      ->check(CLI::Range(1, 2'000))
      ->capture_default_str();
  app.add_option("--each", wishes.each, "commands of each client in a round")
      ->check(CLI::Range(1, 40))
      ->capture_default_str();
  app.add_option("--under-way", wishes.under_way, "commands of all together")
      ->check(CLI::Range(1, 20'000))
      ->capture_default_str();
  app.add_option("--idle", wishes.idle, "commands of a round that go alone")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  return run_program("commands", app, wishes, argc, argv, [&] { return CommandsBench(wishes).run(); });
}
