// samtale-bench-talks: how long live messages take while nobody, everybody or a preloading crowd gets a recording from
// the same server; rounds of each by turns, in one run. Judges nothing but that everything arrived: exit code 1 when a
// broadcast was missed or a range refused.
#include <signal.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "bench/figures/machine.h"
#include "ops/random.h"
#include "samtale/v1/api.pb.h"
#include "soak/attendance.h"
#include "support/http_exchange.h"
#include "support/temporary_folder.h"
#include "talks_report.h"
#include "viewers.h"

namespace {

using namespace samtale;
using bench::Recording;
using bench::Round;
using bench::Watching;
using support::LwsLoop;

constexpr int kFailed = 1;
constexpr double kBitsPerByte = 8;
constexpr std::uint64_t kPieceBytes = 1 << 20;  // of a client that preloads
constexpr std::int64_t kEverybodyIsHereMs = 120'000;
constexpr std::int64_t kSettleMs = 1'000;
// Enough for the rooms' memory of recent changes and SQLite's of pages to be as in the middle of a seminar.
constexpr std::size_t kEditsToWarmUp = 3'000;

struct Wishes {
  std::string server = SAMTALE_PROGRAM;
  std::string recording;
  std::string json;
  bench::Settings settings;
  int rounds = 5;
  double round_seconds = 8;
};

class TalksBench {
 public:
  explicit TalksBench(const Wishes& wishes)
      : wishes_(wishes), server_(wishes.server, folder_.path()), people_(loop_, server_) {}

  int run() {
    report_.machine = bench::this_machine();
    report_.load_before = bench::load();
    report_.settings = wishes_.settings;
    report_.settings.recording_bytes = std::filesystem::file_size(wishes_.recording);
    // It is to serve the recording, not to convert it beside the measurement.
    setenv("PATH", "", 1);
    if (!server_.start("demo", {"--talk-1", wishes_.recording})) return fail("the server did not start");
    const auto recording = find_recording();
    if (!recording) return fail("the server gives no address for the recording");
    const auto& settings = wishes_.settings;
    if (!people_.come(settings.groups, settings.clients)) return fail("not everybody got in");
    if (!people_.write_much(kEditsToWarmUp)) return fail("not every edit was answered");
    people_.begin(settings.edits_per_second, settings.broadcast_every_ms);
    if (!loop_.run_until([this] { return people_.here() == people_.size(); }, kEverybodyIsHereMs)) {
      return fail("not everybody is here");
    }
    const Watching playing{settings.viewers, settings.playing_mbit * 1e6 / kBitsPerByte, 0};
    const Watching preloading{
        settings.viewers, settings.line_mbit * 1e6 / kBitsPerByte / static_cast<double>(settings.viewers), kPieceBytes};
    for (int i = 0; i < wishes_.rounds; ++i) {
      round("nothing else", *recording, {});
      round("all watch", *recording, playing);
      round("all preload", *recording, preloading);
    }
    report_.load_after = bench::load();
    return conclude();
  }

 private:
  static int fail(const std::string& why) {
    std::printf("bench talks: %s\n", why.c_str());
    return kFailed;
  }

  std::optional<Recording> find_recording() {
    const auto link = server_.demo("facilitator");
    const auto answer = support::exchange_now(loop_, server_.address(),
                                              {.path = "/api/media-links", .bearer = link.substr(link.find('#') + 1)});
    v1::MediaLinks links;
    if (answer.status != 200 || !links.ParseFromString(answer.body) || links.links_size() == 0) return std::nullopt;
    const auto& first = links.links(0);
    return Recording{"/media/" + first.media_id() + "/original.mp4?" + first.query(), report_.settings.recording_bytes};
  }

  void pass(std::int64_t ms) {
    const auto end = LwsLoop::now_ms() + ms;
    loop_.run_until([end] { return LwsLoop::now_ms() > end; });
  }

  void round(const std::string& beside, const Recording& recording, const Watching& watching) {
    std::optional<bench::Viewers> viewers;
    if (watching.viewers > 0) viewers.emplace(server_.address(), recording, watching);
    pass(kSettleMs);
    people_.take_figures();
    const auto cpu_before = bench::cpu_seconds(server_.process_id());
    const auto begun_ms = LwsLoop::now_ms();
    pass(static_cast<std::int64_t>(wishes_.round_seconds * 1'000));
    const auto cpu = bench::cpu_seconds(server_.process_id());
    const auto figures = people_.take_figures();
    Round done;
    done.beside = beside;
    done.seconds = static_cast<double>(LwsLoop::now_ms() - begun_ms) / 1'000;
    if (viewers) done.watched = viewers->stop();
    done.broadcast_p50_ms = figures.broadcasts.ms_at(0.5);
    done.broadcast_p99_ms = figures.broadcasts.ms_at(0.99);
    done.edit_p50_ms = figures.answers.ms_at(0.5);
    done.edit_p99_ms = figures.answers.ms_at(0.99);
    done.broadcasts = figures.broadcasts.count();
    done.edits = figures.answers.count();
    done.missed = figures.missed;
    done.server_cpu = (cpu.server - cpu_before.server) / done.seconds;
    done.own_cpu = (cpu.own - cpu_before.own) / done.seconds;
    done.others_cpu = (cpu.everything - cpu_before.everything) / done.seconds - done.server_cpu - done.own_cpu;
    report_.rounds.push_back(done);
  }

  int conclude() {
    report_.print();
    if (!wishes_.json.empty() && !report_.write_json(wishes_.json))
      return fail("the file of figures cannot be written");
    std::size_t missed = 0;
    std::uint64_t refused = 0;
    for (const auto& each : report_.rounds) {
      missed += each.missed;
      refused += each.watched.refused;
    }
    if (missed > 0) return fail("broadcasts were missed");
    if (refused > 0) return fail(std::to_string(refused) + " ranges were refused, or their connections broke");
    return 0;
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  LwsLoop loop_;
  support::ServerProcess server_;
  soak::Attendance people_;
  bench::TalksReport report_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  wishes.settings = {.clients = 501,
                     .groups = 200,
                     .edits_per_second = 20,
                     .broadcast_every_ms = 250,
                     .viewers = 200,
                     .playing_mbit = 1.0,
                     .line_mbit = 1'000,
                     .commit = "an unnamed commit",
                     .build = SAMTALE_BUILD};
  auto& settings = wishes.settings;
  CLI::App app{"Live messages while many get a recording from the same server."};
  app.add_option("--recording", wishes.recording, "an MP4 file")->required()->check(CLI::ExistingFile);
  app.add_option("--server", wishes.server, "the program to measure");
  app.add_option("--json", wishes.json, "file for the figures");
  app.add_option("--commit", settings.commit, "what is measured, for the figures");
  app.add_option("--rounds", wishes.rounds, "of each kind")->check(CLI::Range(1, 100))->capture_default_str();
  app.add_option("--seconds", wishes.round_seconds, "that each takes")
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  app.add_option("--clients", settings.clients, "how many")->check(CLI::Range(201, 10'000))->capture_default_str();
  app.add_option("--viewers", settings.viewers, "of the recording")->check(CLI::Range(1, 5'000))->capture_default_str();
  app.add_option("--playing", settings.playing_mbit, "Mbit/s that each reads while it plays")->capture_default_str();
  app.add_option("--line", settings.line_mbit, "Mbit/s that all together preload with")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (!ops::start_random()) return kFailed;
  signal(SIGPIPE, SIG_IGN);
  return TalksBench(wishes).run();
}
