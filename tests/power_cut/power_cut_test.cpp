// Power cuts (R2): events are written while every request to the disk is recorded; then the disk is built as a cut at a
// random moment would leave it, and what was acknowledged before that moment must be there exactly once.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "tests/power_cut/disk.h"
#include "tests/power_cut/writers.h"
#include "tests/support/temporary_folder.h"

namespace samtale::power_cut {
namespace {

constexpr std::size_t kCutsPerLife = 50;
constexpr std::size_t kLivesInARow = 4;
constexpr std::size_t kEventsPerLife = 900;  // enough for the log to be moved into the database in between

std::size_t number_of_cuts() {
  const char* wanted = std::getenv("SAMTALE_POWER_CUTS");
  return wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : 1'000;
}

unsigned seed() {
  const char* wanted = std::getenv("SAMTALE_SEED");
  return wanted != nullptr ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : 20'261'121u;
}

struct Result {
  std::size_t cuts = 0;
  std::size_t losing = 0;
  std::size_t lives = 0;
  std::size_t lives_with_moves = 0;  // of the log into the database, between two acknowledgements
  std::string first_loss;
};

bool log_was_moved(const std::vector<Operation>& operations, const std::vector<Acknowledgement>& acknowledged) {
  return std::any_of(operations.begin() + static_cast<std::ptrdiff_t>(acknowledged.front().operations),
                     operations.begin() + static_cast<std::ptrdiff_t>(acknowledged.back().operations),
                     [](const Operation& operation) {
                       return operation.kind == Operation::Kind::sync && operation.file == "samtale.db";
                     });
}

// One life of a database after the other: each begins with what one of the cuts of the last one left.
class Lives {
 public:
  explicit Lives(Commits commits) : commits_(commits) {}

  Result cut(std::size_t times) {
    Result result;
    while (result.cuts < times) live_and_cut(std::min(kCutsPerLife, times - result.cuts), result);
    return result;
  }

 private:
  void live_and_cut(std::size_t times, Result& result) {
    write_image(beginning_, folder_.path() / "life");
    std::vector<Acknowledgement> acknowledged;
    std::vector<Operation> operations;
    {
      RecordingVfs vfs;
      acknowledged = write_events(folder_.path() / "life", commits_, there_, kEventsPerLife, vfs);
      operations = vfs.take();
    }
    ++result.lives;
    result.lives_with_moves += log_was_moved(operations, acknowledged) ? 1 : 0;
    std::vector<std::size_t> moments(times);
    for (auto& moment : moments) moment = random_() % (operations.size() + 1);
    std::sort(moments.begin(), moments.end());

    Disk disk(beginning_);
    Counts promised = there_;
    std::size_t done = 0;
    auto next_promise = acknowledged.begin();
    const auto next_beginning = random_() % times;
    Image image;
    Counts found{};
    for (std::size_t i = 0; i < times; ++i) {
      for (; done < moments[i]; ++done) disk.carry_out(operations[done]);
      for (; next_promise != acknowledged.end() && next_promise->operations <= done; ++next_promise)
        promised.at(next_promise->seminar) = next_promise->sequence;
      const auto left = disk.after_power_cut(random_);
      write_image(left, folder_.path() / "after");
      Counts now{};
      const auto wrong = what_is_wrong(folder_.path() / "after", promised, now);
      ++result.cuts;
      if (!wrong.empty() && ++result.losing == 1)
        result.first_loss = "cut " + std::to_string(result.cuts) + ", request " + std::to_string(done) + ": " + wrong;
      if (i <= next_beginning && wrong.empty()) {
        image = left;
        found = now;
      }
    }
    const bool goes_on = ++lives_ % kLivesInARow != 0;  // now and then from nothing
    beginning_ = goes_on ? image : Image{};
    there_ = goes_on ? found : Counts{};
  }

  const Commits commits_;
  support::TemporaryFolder folder_{quick_disk()};
  std::mt19937 random_{seed()};
  std::size_t lives_ = 0;
  Image beginning_;
  Counts there_{};
};

TEST(PowerCut, TheLibrarySyncsFoldersAsTheModelAssumes) { EXPECT_EQ(sqlite3_compileoption_used("DISABLE_DIRSYNC"), 0); }

TEST(PowerCut, NothingThatWasAcknowledgedIsLost) {
  const auto result = Lives(Commits::durable).cut(number_of_cuts());
  std::printf("%zu cuts, %zu lost something, seed %u\n", result.cuts, result.losing, seed());
  EXPECT_EQ(result.losing, 0u) << result.first_loss;
  EXPECT_EQ(result.cuts, number_of_cuts());
  EXPECT_EQ(result.lives_with_moves, result.lives) << "nothing was cut while the log was moved: write more";
}

// The test of the test: without a sync at each commit, cuts do lose what was acknowledged, and it is seen.
TEST(PowerCut, CommitsThatAreNotSyncedAreSeenToBeLost) {
  const auto result = Lives(Commits::not_synced).cut(100);
  std::printf("not synced: %zu of %zu cuts lost something; the first: %s\n", result.losing, result.cuts,
              result.first_loss.c_str());
  EXPECT_GT(result.losing, 20u);
}

}  // namespace
}  // namespace samtale::power_cut
