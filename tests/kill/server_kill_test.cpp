// R1 on the real server: it is killed with SIGKILL again and again while twenty clients of two seminars write without
// pause, come back by themselves and send again what was not answered. Nothing that was acknowledged may be lost or
// done twice, and in the end every client shows what a fresh one is told.
//
// SAMTALE_SERVER_KILL_ROUNDS: how often it is killed; 100 (with sanitizers 20), and 500 in the long form. SAMTALE_SEED:
// the moments and what people write; what the server is doing at such a moment is chance all the same. The store alone,
// without sockets and rooms, is killed in tests/contract/kill_test.cpp (SAMTALE_KILL_ROUNDS).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

#include "ops/random.h"
#include "scribes/account_check.h"
#include "scribes/scribe.h"
#include "scribes/seminar_office.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"
#include "support/test_client.h"

namespace samtale::kill_test {
namespace {

using scribes::Scribe;
using support::LwsLoop;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kRounds = 20;
#else
constexpr std::uint64_t kRounds = 100;
#endif
constexpr int kVerifyEvery = 10;  // rounds
constexpr std::int64_t kPromisedMs = 2'000;
constexpr std::int64_t kStartWithinMs = 20'000;
constexpr std::int64_t kRestWithinMs = 60'000;
constexpr std::int64_t kShowWithinMs = 10'000;
constexpr std::int64_t kKnockEveryMs = 10;
// Since it was accepting again: from before the first client is back to when all have long been writing.
constexpr std::int64_t kLongestLifeMs = 900;
constexpr std::int64_t kShortestLifeMs = 50;
constexpr int kOneInSoManyDiesYoung = 6;
constexpr int kOneInSoManyDiesBusy = 2;
constexpr int kBurst = 5;
constexpr std::int64_t kLongestBurstMs = 6;
// A server that falls over all the time would see little of clients that wait ever longer. These do not.
constexpr scribes::ReturningClient::Pace kImpatient{.longest_retry_ms = 400, .longest_retry_unreached_ms = 400};

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* wanted = std::getenv(name);
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : otherwise;
}

std::string token_in(const std::string& link) { return link.substr(link.find('#') + 1); }

class KilledServer : public testing::Test {
 protected:
  struct Held {
    SeminarId id;
    std::vector<std::unique_ptr<Scribe>> scribes;
  };

  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    const auto web = folder_.path() / "web";
    std::filesystem::create_directories(web);
    std::ofstream(web / "index.html") << "<!doctype html><title>Samtale</title>";
    ASSERT_TRUE(server_.start("demo", {"--web", web.string(), "--log-level", "warning"})) << server_.output();
    hold("Læring", PhaseKind::learning_conversation);
    hold("Handling", PhaseKind::productive_conversation);
  }

  // A facilitator, and three groups with host, screen and phone: ten clients.
  void hold(const std::string& title, PhaseKind phase) {
    scribes::SeminarOffice office(loop_, server_.address(), token_in(server_.demo("organiser")));
    const auto opened = office.open({.title = title, .phase = phase, .groups = 3, .phones = 1});
    auto& held = seminars_.emplace_back(Held{opened.id, {}});
    for (const auto& ticket : opened.tickets)
      held.scribes.push_back(std::make_unique<Scribe>(
          loop_, server_.address(),
          Scribe::Options{
              .token = ticket.token, .pace = kImpatient, .seed = random_(), .least_ms = 20, .most_ms = 80}));
    doorman_token_ = opened.tickets.front().token;
  }

  template <class Do>
  void everybody(Do what) {
    for (auto& held : seminars_) {
      for (auto& scribe : held.scribes) what(*scribe);
    }
  }
  template <class Count>
  std::uint64_t total(Count count) {
    std::uint64_t sum = 0;
    everybody([&](Scribe& scribe) { sum += count(scribe); });
    return sum;
  }
  std::uint64_t acknowledged() {
    return total([](const Scribe& scribe) { return scribe.acknowledged(); });
  }

  std::int64_t between(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
  }
  void live_on(std::int64_t length_ms) {
    loop_.run_until([] { return false; }, length_ms);
  }

  // Answers take so little time that few kills would meet a command on its way.
  void write_a_burst() {
    everybody([](Scribe& scribe) {
      for (int i = 0; i < kBurst; ++i) scribe.write();
    });
    live_on(between(0, kLongestBurstMs));
  }

  // From the start of the process to the first Welcome that somebody gets who knocks without pause; nullopt: too long.
  std::optional<std::int64_t> start_until_accepting() {
    const auto began_ms = LwsLoop::now_ms();
    server_.begin_again();
    support::TestClient doorman(loop_, server_.address(), doorman_token_);
    while (LwsLoop::now_ms() - began_ms < kStartWithinMs) {
      doorman.start_hello();
      doorman.wait_for([&] { return doorman.mirror().welcomed() || doorman.ended(); });
      if (doorman.mirror().welcomed()) return LwsLoop::now_ms() - began_ms;
      live_on(kKnockEveryMs);
    }
    return std::nullopt;
  }

  // `samtale verify` on the data as the kill left it.
  void verify() {
    const auto words = std::string(SAMTALE_PROGRAM) + " verify --data " + server_.data().string() + " > " +
                       (folder_.path() / "verified.txt").string() + " 2>&1";
    const int status = std::system(words.c_str());
    std::ifstream said(folder_.path() / "verified.txt");
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << std::string(std::istreambuf_iterator<char>(said), {});
  }

  void check_everything() {
    store::StoredData data(server_.data() / "samtale.db");
    for (auto& held : seminars_) {
      std::vector<const Scribe*> scribes;
      for (const auto& scribe : held.scribes) {
        scribes.push_back(scribe.get());
        support::TestClient fresh(loop_, server_.address(), scribe->token());
        ASSERT_TRUE(fresh.hello());
        EXPECT_FALSE(fresh.mirror().welcome().resumed);
        const auto faults = [&] { return scribes::faults_of_mirror(scribe->client().mirror(), fresh.entities()); };
        loop_.run_until([&] { return faults().empty(); }, kShowWithinMs);  // the last frames may be on their way
        EXPECT_THAT(faults(), testing::IsEmpty());
        EXPECT_FALSE(scribe->client().sent_away()) << *scribe->client().sent_away();
      }
      EXPECT_THAT(scribes::faults_of_account(data, held.id, scribes), testing::IsEmpty());
    }
  }

  std::mt19937_64 random_{number_from("SAMTALE_SEED", 20'261'122)};
  LwsLoop loop_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_{SAMTALE_PROGRAM, folder_.path() / "server"};
  std::vector<Held> seminars_;
  std::string doorman_token_;
};

TEST_F(KilledServer, LosesNothingItAcknowledgedAndDoesNothingTwice) {
  const auto rounds = static_cast<int>(number_from("SAMTALE_SERVER_KILL_ROUNDS", kRounds));
  std::vector<std::int64_t> starts_ms;
  everybody([](Scribe& scribe) { scribe.client().start(); });
  everybody([&](Scribe& scribe) {
    ASSERT_TRUE(loop_.run_until([&] { return scribe.client().synced(); }, kStartWithinMs));
    scribe.begin();
  });
  live_on(kLongestLifeMs);
  int died_young = 0;
  for (int round = 1; round <= rounds; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    server_.kill();
    if (round % kVerifyEvery == 0) {
      ASSERT_NO_FATAL_FAILURE(verify());
    }
    if (!starts_ms.empty() && between(1, kOneInSoManyDiesYoung) == 1) {
      ++died_young;
      server_.begin_again();
      live_on(between(0, *std::max_element(starts_ms.begin(), starts_ms.end())));
      server_.kill();
    }
    const auto took_ms = start_until_accepting();
    ASSERT_TRUE(took_ms) << server_.output();
    starts_ms.push_back(*took_ms);
    live_on(between(kShortestLifeMs, kLongestLifeMs));
    if (between(1, kOneInSoManyDiesBusy) == 1) write_a_burst();
  }
  everybody([](Scribe& scribe) { scribe.stop(); });
  everybody([&](Scribe& scribe) {
    EXPECT_TRUE(loop_.run_until([&] { return scribe.at_rest(); }, kRestWithinMs)) << "unanswered for ever";
  });
  check_everything();
  server_.kill();
  verify();

  std::sort(starts_ms.begin(), starts_ms.end());
  const auto slow =
      std::count_if(starts_ms.begin(), starts_ms.end(), [](auto took_ms) { return took_ms > kPromisedMs; });
  std::printf(
      "%d times killed, %d times more during start-up: %ju commands acknowledged, %ju under way at a kill and sent "
      "again, %ju connections lost\n",
      rounds, died_young, static_cast<std::uintmax_t>(acknowledged()),
      static_cast<std::uintmax_t>(total([](const Scribe& scribe) { return scribe.client().resent(); })),
      static_cast<std::uintmax_t>(total([](const Scribe& scribe) { return scribe.client().losses(); })));
  if (!starts_ms.empty())
    std::printf("accepting again after: median %jd ms, max %jd ms; over %jd ms: %jd of %zu\n",
                static_cast<std::intmax_t>(starts_ms[starts_ms.size() / 2]),
                static_cast<std::intmax_t>(starts_ms.back()), static_cast<std::intmax_t>(kPromisedMs),
                static_cast<std::intmax_t>(slow), starts_ms.size());
  // Otherwise there was no load, and nothing has been shown.
  EXPECT_GT(acknowledged(), static_cast<std::uint64_t>(rounds) * 5);
}

}  // namespace
}  // namespace samtale::kill_test
