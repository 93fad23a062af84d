// samtale-bench-storm: everybody joins at once; everybody comes back at once, to the same server and to one that was
// killed under load and started again. How long until the last of them is in step, beside a bare server that does
// nothing but greet. Judges no time; exit code 1 when somebody did not get there, or a command that was acknowledged is
// lost or was done twice.
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "account.h"
#include "bench/fanout/peer_process.h"
#include "bench/figures/report.h"
#include "bench/program/program.h"
#include "bench/seats/seats.h"
#include "bench/session/people.h"
#include "rush.h"
#include "support/process_figures.h"
#include "support/raw_socket.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace {

using namespace samtale;
using namespace samtale::bench;

constexpr int kFailed = 1;
constexpr std::int64_t kPatienceMs = 120'000;
constexpr useconds_t kLookEveryUs = 2'000;
constexpr std::int64_t kLoadMs = 1'000;
constexpr std::size_t kSpareDescriptors = 8;
constexpr double kBytesPerMegabyte = 1e6;
constexpr char kOurs[] = "samtale";
constexpr char kFloor[] = "floor";

struct Wishes : CommonWishes {
  std::string folder;
  std::size_t groups = 1'000;
  std::size_t devices = 5;
  double commands_per_second = 1'000;
};

class StormBench {
 public:
  explicit StormBench(Wishes wishes)
      : wishes_(std::move(wishes)),
        server_(wishes_.server, folder_.path()),
        report_("storm", wishes_.commit, SAMTALE_BUILD) {}

  int run() {
    if (!server_.start("demo", {"--log-level", "warning"})) return fail("the server did not start");
    const auto link = server_.demo("organiser");
    seminar_ = seat(loop_, server_.address(), link.substr(link.find('#') + 1),
                    {.groups = wishes_.groups, .devices = wishes_.devices});
    idle_descriptors_ = support::open_descriptors(server_.process_id());
    describe();
    for (round_ = 0; round_ <= wishes_.rounds; ++round_) {  // the first warms up
      const OthersWatch others({server_.process_id(), bare_.process_id()});
      if (!join_round() || !greeting_round()) return kFailed;
      if (measured()) report_.others(others.cores());
    }
    people_.emplace(server_.address());
    for (const auto& seat : seminar_.seats) people_->add(seat.token);
    for (round_ = 0; round_ <= wishes_.rounds; ++round_) {
      const OthersWatch others({server_.process_id()});
      if (!return_round() || !kill_round()) return kFailed;
      if (measured()) report_.others(others.cores());
    }
    return conclude();
  }

 private:
  int fail(const std::string& why) const {
    std::printf("storm: round %zu: %s\n", round_, why.c_str());
    return kFailed;
  }
  bool failed(const std::string& why) const { return fail(why) == 0; }
  bool measured() const { return round_ > 0; }
  std::size_t clients() const { return seminar_.seats.size(); }
  void add(const std::string& circumstance, const Rush& rush, const char* subject = kOurs) {
    if (measured()) add_to(report_.figures, circumstance, subject, rush);
  }
  void add(const std::string& circumstance, const char* measure, const char* unit, double value) {
    if (measured()) report_.figures.add(circumstance, kOurs, measure, unit, value);
  }

  void describe() {
    report_.base = kFloor;
    report_.set("groups", static_cast<std::int64_t>(wishes_.groups));
    report_.set("devices of each", static_cast<std::int64_t>(wishes_.devices));
    report_.set("rounds", static_cast<std::int64_t>(wishes_.rounds));
    report_.set("commands a second before the kill", wishes_.commands_per_second);
  }

  // ---- joining

  std::string joining() const { return text_of_count(clients()) + " join at once"; }

  bool join_round() {
    People people(server_.address());
    for (const auto& seat : seminar_.seats) people.add(seat.token);
    const auto rush = rush_until_in_step(people, now_ns(), server_.process_id());
    if (!rush.all_got_there) return failed("somebody did not get in");
    add(joining(), rush);
    add("memory", "all connected", "MB", megabytes(support::resident_bytes(server_.process_id())));
    greeting_bytes_ = static_cast<std::size_t>(rush.bytes);
    return true;
  }

  // The same number of bytes as ours took, behind the handshake; once ours has seen everybody off.
  bool greeting_round() {
    const auto given_up = now_ns() + kPatienceMs * 1'000'000;
    while (support::open_descriptors(server_.process_id()) > idle_descriptors_ + kSpareDescriptors) {
      if (now_ns() > given_up) return failed("the server did not see everybody off");
      usleep(kLookEveryUs);
    }
    if (bare_.process_id() < 0 && !bare_.start({SAMTALE_BARE, "--greeting", std::to_string(greeting_bytes_)}))
      return failed("the bare server did not start");
    const auto rush = rush_to_greeting(bare_.address(), bare_.process_id(), clients());
    if (!rush.all_got_there) return failed("the bare server did not greet everybody");
    add(joining(), rush, kFloor);
    return true;
  }

  // ---- coming back

  bool everybody_is_in_step() {
    return people_->swarm().run_until([this] { return people_->in_step() == people_->size(); }, kPatienceMs);
  }

  // Their network goes and comes again.
  bool return_round() {
    if (!everybody_is_in_step()) return failed("somebody did not get in");
    people_->lose_connections();
    const auto begun = now_ns();
    people_->come_back();
    const auto rush = rush_until_in_step(*people_, begun, server_.process_id());
    if (!rush.all_got_there) return failed("somebody did not come back");
    const auto name = text_of_count(clients()) + " come back to the same server";
    add(name, rush);
    add(name, "resumed", "%", resumed_percent());
    return true;
  }

  double resumed_percent() const {
    std::size_t resumed = 0;
    for (std::size_t who = 0; who < people_->size(); ++who) resumed += people_->resumed(who) ? 1 : 0;
    return 100.0 * static_cast<double>(resumed) / static_cast<double>(people_->size());
  }

  void write_for(std::int64_t ms) {
    const auto begun = now_ns();
    std::size_t written = 0;
    people_->swarm().run_until(
        [&] {
          const auto due =
              static_cast<std::size_t>(static_cast<double>(now_ns() - begun) / 1e9 * wishes_.commands_per_second);
          for (; written < due; ++written) {
            const auto host = next_host_++ % wishes_.groups * wishes_.devices;
            people_->write(host, prepare(command::AddNote{NoteKind::group_note, "skrevet " + std::to_string(written)}));
          }
          return now_ns() - begun > ms * 1'000'000;
        },
        kPatienceMs);
  }

  bool kill_round() {
    write_for(kLoadMs);
    const auto peak = support::peak_resident_bytes(server_.process_id());
    const auto under_way = people_->unanswered();
    server_.kill();
    const auto begun = now_ns();
    server_.begin_again();
    // One knocks, and then all come: thousands who knocked all the time would keep the server from starting.
    while (!support::RawSocket(server_.address()).connected()) {
      if (now_ns() - begun > kPatienceMs * 1'000'000) return failed("the server did not start again");
      people_->swarm().run_for(1);
    }
    const auto listening = now_ns();
    if (!people_->swarm().run_until([this] { return people_->away() == people_->size(); }, kPatienceMs))
      return failed("somebody did not notice that the server was gone");
    people_->come_back();
    const auto rush = rush_until_in_step(*people_, begun, server_.process_id());
    if (!rush.all_got_there) return failed("somebody did not come back");
    if (!people_->swarm().run_until([this] { return people_->unanswered() == 0; }, kPatienceMs))
      return failed("a command was never answered");
    const auto answered = now_ns();
    const auto name = text_of_count(clients()) + " come back after SIGKILL under load";
    add(name, rush);
    add(name, "listening again", "ms", static_cast<double>(listening - begun) / 1e6);
    add(name, "all commands answered", "ms", static_cast<double>(answered - begun) / 1e6);
    add(name, "commands under way", "", static_cast<double>(under_way));
    add(name, "resumed", "%", resumed_percent());
    add("memory", "peak before the kill", "MB", megabytes(peak));
    add("memory", "peak after it", "MB", megabytes(support::peak_resident_bytes(server_.process_id())));
    return true;
  }

  static double megabytes(std::size_t bytes) { return static_cast<double>(bytes) / kBytesPerMegabyte; }

  int conclude() {
    const auto reckoning = reckon(*people_, seminar_.id, server_.data() / "samtale.db");
    const auto& figures = report_.figures;
    const auto last = figures.median(joining(), kOurs, "last");
    report_.outcome("S6-time", last, figures.median(joining(), kFloor, "last"));
    report_.outcome("S6-worst", last);
    report_.outcome("S7-time",
                    figures.median(text_of_count(clients()) + " come back after SIGKILL under load", kOurs, "last"));
    report_.outcome("S7-lost", static_cast<double>(reckoning.lost + reckoning.twice), std::nullopt,
                    "of " + text_of_count(reckoning.acknowledged) + " acknowledged, " +
                        text_of_count(people_->refused()) + " refused");
    report_.remark("Times are counted from one moment for all: the first connection that is begun, or the SIGKILL.");
    publish(report_, wishes_);
    if (reckoning.lost + reckoning.twice > 0) return fail("commands were lost or done twice");
    if (reckoning.acknowledged == 0) return fail("there was no load, and nothing has been shown");
    return 0;
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_{wishes_.folder.empty() ? std::filesystem::temp_directory_path()
                                                          : std::filesystem::path(wishes_.folder)};
  support::LwsLoop loop_;
  support::ServerProcess server_;
  PeerProcess bare_;
  Report report_;
  SeatedSeminar seminar_;
  std::optional<People> people_;
  std::size_t idle_descriptors_ = 0;
  std::size_t greeting_bytes_ = 0;
  std::size_t next_host_ = 0;
  std::size_t round_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  wishes.rounds = 5;
  CLI::App app{"Everybody at once: joining, coming back, and coming back after the server was killed."};
  app.add_option("--folder", wishes.folder, "where the server keeps its data")->check(CLI::ExistingDirectory);
  app.add_option("--groups", wishes.groups, "how many")->check(CLI::Range(1, 2'000))->capture_default_str();
  app.add_option("--devices", wishes.devices, "of each group")->check(CLI::Range(1, 20))->capture_default_str();
  app.add_option("--commands", wishes.commands_per_second, "a second, of all together, before the kill")
      ->check(CLI::Range(1, 20'000))
      ->capture_default_str();
  return run_program("storm", app, wishes, argc, argv, [&] { return StormBench(wishes).run(); });
}
