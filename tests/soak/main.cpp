// samtale-soak: hours of one seminar with 500 clients and a fault a minute, on the real server; then how its memory and
// its descriptors have grown. Exit code 1: more than is allowed.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "attendance.h"
#include "faults.h"
#include "ops/random.h"
#include "support/process_figures.h"
#include "support/temporary_folder.h"
#include "trend.h"

namespace {

using samtale::soak::Attendance;
using samtale::soak::Faults;
using samtale::soak::Sample;
using samtale::support::LwsLoop;
using samtale::support::ServerProcess;

constexpr int kFailed = 1;
constexpr double kBytesPerMegabyte = 1e6;
// Until then the server's memory of recent changes, and the allocator's of everything, have filled up.
constexpr double kWarmUpMinutes = 5;
// A shorter run shows a trend, but proves none.
constexpr double kLongEnoughMinutes = 60;
constexpr double kMegabytesPerHour = 1;
constexpr std::size_t kDescriptorsMore = 2;
constexpr std::int64_t kSampleEveryMs = 5'000;
// More than rooms remember of what they sent (limits::kResumableFrames), and than SQLite keeps pages of.
constexpr std::size_t kEditsToWarmUp = 12'000;

struct Wishes {
  std::string server = SAMTALE_PROGRAM;
  double minutes = 120;
  double fault_every_s = 60;
  double commands_per_second = 2;
  std::size_t devices = 500;
  std::size_t groups = 40;
};

double minutes_since(std::int64_t begun_ms) { return static_cast<double>(LwsLoop::now_ms() - begun_ms) / 60'000; }

class Soak {
 public:
  Soak(const Wishes& wishes) : wishes_(wishes), server_(wishes.server, folder_.path()), people_(loop_, server_) {}

  int run() {
    if (!server_.start("demo", {})) return fail("the server did not start");
    if (!people_.come(wishes_.groups, wishes_.devices)) return fail("not everybody got in");
    if (!faults_.prepare(people_, server_)) return fail("the strangers did not get in");
    if (!people_.write_much(kEditsToWarmUp)) return fail("not every edit was answered");
    people_.begin(wishes_.commands_per_second);
    if (!everybody_is_here()) return fail("not everybody is here");
    const auto descriptors_before = descriptors();
    begun_ms_ = LwsLoop::now_ms();
    std::printf("soak: %zu clients, %.0f minutes, a fault every %.0f s, %.1f commands a second\n", people_.size(),
                wishes_.minutes, wishes_.fault_every_s, wishes_.commands_per_second);
    sample();
    go_wrong();
    loop_.run_until([this] { return minutes_since(begun_ms_) > wishes_.minutes || !server_.running(); });
    next_fault_ = {};
    faults_.end();
    const bool all_back = everybody_is_here();
    // Those who vanished are found within a minute.
    loop_.run_until([&] { return descriptors() <= descriptors_before; }, 90'000);
    const auto descriptors_after = descriptors();
    const int verdict = conclude(descriptors_before, descriptors_after);
    if (!all_back) return fail("not everybody came back");
    const int status = server_.stop([this] { loop_.run_until([] { return false; }, 1); });
    if (status != 0) return fail("the server did not stop cleanly");
    return verdict;
  }

 private:
  static int fail(const char* why) {
    std::printf("soak: %s\n", why);
    return kFailed;
  }
  bool everybody_is_here() {
    return loop_.run_until([this] { return people_.here() == people_.size(); }, 120'000);
  }
  std::size_t descriptors() const { return samtale::support::open_descriptors(server_.process_id()); }
  double megabytes() const {
    return static_cast<double>(samtale::support::resident_bytes(server_.process_id())) / kBytesPerMegabyte;
  }

  void sample() {
    next_sample_ = loop_.after(kSampleEveryMs, [this] { sample(); });
    const auto minutes = minutes_since(begun_ms_);
    if (minutes >= kWarmUpMinutes) samples_.push_back({minutes / 60, megabytes()});
  }
  void go_wrong() {
    next_fault_ = loop_.after(static_cast<std::int64_t>(wishes_.fault_every_s * 1'000), [this] { go_wrong(); });
    people_.take_figures();
    std::printf("soak: minute %3.0f: %6.1f MB, %zu descriptors, %zu of %zu clients here, %zu acknowledged; now: ",
                minutes_since(begun_ms_), megabytes(), descriptors(), people_.here(), people_.size(),
                people_.acknowledged());
    std::printf("%s\n", faults_.next().c_str());
    std::fflush(stdout);
  }

  int conclude(std::size_t descriptors_before, std::size_t descriptors_after) const {
    const double growth = samtale::soak::growth_per_hour(samples_);
    const bool long_enough = wishes_.minutes >= kLongEnoughMinutes;
    std::printf("soak: %.1f MB at the end, growing by %.2f MB an hour%s; %zu descriptors before, %zu after\n",
                megabytes(), growth, long_enough ? "" : " (too short a run to judge)", descriptors_before,
                descriptors_after);
    const bool grows = long_enough && growth > kMegabytesPerHour;
    return grows || descriptors_after > descriptors_before + kDescriptorsMore ? kFailed : 0;
  }

  const Wishes wishes_;
  samtale::support::TemporaryFolder folder_;
  LwsLoop loop_;
  ServerProcess server_;
  Attendance people_;
  Faults faults_;
  std::int64_t begun_ms_ = 0;
  std::vector<Sample> samples_;
  LwsLoop::Timer next_sample_;
  LwsLoop::Timer next_fault_;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"A full seminar for hours, with a fault a minute: does the server's memory grow?"};
  app.add_option("--server", wishes.server, "the program to test");
  app.add_option("--minutes", wishes.minutes, "how long")->capture_default_str();
  app.add_option("--clients", wishes.devices, "how many")->check(CLI::Range(100, 10'000))->capture_default_str();
  app.add_option("--fault-every", wishes.fault_every_s, "seconds")->capture_default_str();
  app.add_option("--commands", wishes.commands_per_second, "a second, of all together")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (!samtale::ops::start_random()) return kFailed;
  signal(SIGPIPE, SIG_IGN);
  return Soak(wishes).run();
}
