#include "bench/figures/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <boost/json.hpp>

#include "bench/figures/report.h"
#include "support/temporary_folder.h"

namespace samtale::bench {
namespace {

using testing::HasSubstr;
using Verdict = Outcome::Verdict;

Verdict verdict_of(const std::string& id, std::optional<double> ours, std::optional<double> floor = std::nullopt) {
  return Outcome{goal(id), floor, ours, {}}.verdict();
}

TEST(Goals, EachHasAnIdOfItsOwnAndOneLimit) {
  std::set<std::string> ids;
  for (const auto& each : goals()) {
    EXPECT_TRUE(ids.insert(each.id).second) << each.id;
    EXPECT_NE(each.at_most.has_value(), each.at_least.has_value()) << each.id;
    EXPECT_FALSE(each.what.empty() || each.unit.empty()) << each.id;
  }
  EXPECT_THROW(goal("S99"), std::runtime_error);
}

TEST(Goals, ARatioIsHeldUpToItsLimit) {
  EXPECT_EQ(verdict_of("S8", 200, 100), Verdict::held);
  EXPECT_EQ(verdict_of("S8", 201, 100), Verdict::not_held);
  EXPECT_EQ(verdict_of("S9-share", 60, 100), Verdict::held);
  EXPECT_EQ(verdict_of("S9-share", 59, 100), Verdict::not_held);
}

TEST(Goals, AFigureOfOursAloneIsHeldUpToItsLimit) {
  EXPECT_EQ(verdict_of("S4-bytes", 1'024), Verdict::held);
  EXPECT_EQ(verdict_of("S4-bytes", 1'025), Verdict::not_held);
  EXPECT_EQ(verdict_of("S9-rate", 80'000), Verdict::held);
  EXPECT_EQ(verdict_of("S9-rate", 79'999), Verdict::not_held);
}

TEST(Goals, WhatHasNoFigureOrNoFloorIsNotMeasured) {
  EXPECT_EQ(verdict_of("S8", std::nullopt, 100), Verdict::not_measured);
  EXPECT_EQ(verdict_of("S8", 100), Verdict::not_measured);
  EXPECT_EQ(verdict_of("S4-bytes", std::nullopt), Verdict::not_measured);
}

TEST(FiguresOfRounds, TakeTheMiddleOne) {
  EXPECT_EQ(median_of({3, 1, 100}), 3);
  EXPECT_EQ(median_of({4, 1, 2, 100}), 3);
  EXPECT_EQ(median_of({}), 0);
}

TEST(FiguresOfRounds, APartOfThemIsNotAboveItsPercentile) {
  std::vector<double> hundred;
  for (int i = 100; i >= 1; --i) hundred.push_back(i);
  EXPECT_EQ(at_part(hundred, 0.5), 50);
  EXPECT_EQ(at_part(hundred, 0.99), 99);
  EXPECT_EQ(at_part({7}, 0.99), 7);
  EXPECT_EQ(at_part({1, 2}, 0), 1);
}

TEST(FiguresOfRounds, ATableShowsRatiosToTheBaseAndThenTheFigures) {
  Figures figures;
  figures.add("5 clients", "bare", "last", "ms", 20);
  figures.add("5 clients", "ours", "last", "ms", 40);
  figures.add("5 clients", "ours", "last", "ms", 30);
  const auto table = figures.table("bare");
  EXPECT_LT(table.find("1.75 ×"), table.find("35.0 ms"));
  EXPECT_THAT(table, HasSubstr("20.0 ms"));
  EXPECT_THAT(figures.table("nobody"), testing::Not(HasSubstr("×")));
}

TEST(FiguresOfRounds, AreWrittenForPeople) {
  EXPECT_EQ(text_of(0), "0");
  EXPECT_EQ(text_of(0.423), "0.42");
  EXPECT_EQ(text_of(12.34), "12.3");
  EXPECT_EQ(text_of(999.4), "999");
  EXPECT_EQ(text_of(15'600), "15,600");
  EXPECT_EQ(text_of(-1'234'567), "-1,234,567");
  EXPECT_EQ(text_of(-123'456), "-123,456");
  EXPECT_EQ(text_of_count(20), "20");
  EXPECT_EQ(text_of_count(2'000), "2,000");
}

TEST(AReport, SaysInJsonWhatWasMeasuredOnWhat) {
  support::TemporaryFolder folder;
  Report report("commands", "abc", "Release");
  report.set("clients", std::int64_t{200});
  report.set("schedule", "bursts of 40");
  report.figures.add("200 clients", "ours", "acknowledged", "/s", 5);
  report.outcome("S8", 150, 100);
  report.outcome("S12", std::nullopt, std::nullopt, "TLS is not built in");
  report.others(0);
  report.picture("200 clients", "acknowledged");
  ASSERT_TRUE(report.write_json(folder.path() / "commands.json"));

  std::ifstream file(folder.path() / "commands.json");
  const auto all = boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {})).as_object();
  EXPECT_EQ(all.at("bench"), "commands");
  EXPECT_EQ(all.at("commit"), "abc");
  EXPECT_EQ(all.at("settings").at("clients"), 200);
  EXPECT_EQ(all.at("settings").at("schedule"), "bursts of 40");
  EXPECT_GT(all.at("machine").at("cores").to_number<int>(), 0);
  const auto& goals = all.at("goals").as_array();
  ASSERT_EQ(goals.size(), 2u);
  EXPECT_EQ(goals[0].at("verdict"), "held");
  EXPECT_EQ(goals[0].at("ratio").to_number<double>(), 1.5);
  EXPECT_TRUE(goals[1].at("ratio").is_null());
  EXPECT_EQ(goals[1].at("verdict"), "not measured");
  EXPECT_EQ(goals[1].at("remark"), "TLS is not built in");
  EXPECT_EQ(all.at("figures").as_array().at(0).at("rounds").as_array().size(), 1u);
  EXPECT_EQ(boost::json::serialize(all.at("pictured")), R"([["200 clients","acknowledged"]])");
}

TEST(AReport, IsPrintedWithItsSettingsAndRatiosBeforeFigures) {
  Report report("commands", "abc", "Release");
  report.set("clients", std::int64_t{2'000});
  report.set("share", 0.25);
  report.set("schedule", "bursts of 40");
  report.outcome("S8", 150, 100);
  report.outcome("S12", std::nullopt, std::nullopt, "TLS is not built in");
  testing::internal::CaptureStdout();
  report.print();
  const auto text = testing::internal::GetCapturedStdout();
  EXPECT_THAT(text, HasSubstr("clients: 2000"));
  EXPECT_THAT(text, HasSubstr("share: 0.25"));
  EXPECT_THAT(text, HasSubstr("schedule: bursts of 40"));
  EXPECT_THAT(text, HasSubstr("1.50 ×"));
  EXPECT_THAT(text, HasSubstr("TLS is not built in"));
}

TEST(AReport, IsNoisyWhenOthersWereBusyInHalfOfTheRounds) {
  Report report("commands", "abc", "Release");
  const auto cores = static_cast<double>(this_machine().cores);
  report.others(0);
  report.others(cores);
  report.others(0);
  EXPECT_FALSE(report.is_noisy());
  report.others(cores);
  report.others(cores);
  EXPECT_TRUE(report.is_noisy());
}

// Spins for good.
int busy_child() {
  const int child = fork();
  if (child != 0) return child;
  std::atomic<std::uint64_t> turns{0};
  for (;;) ++turns;
}

TEST(ProcessorTime, OfAProcessIsItsOwnAndOthersWhenNobodyNamesIt) {
  constexpr std::int64_t kEnoughNs = 200'000'000;  // many ticks
  const int child = busy_child();
  ASSERT_GT(child, 0);
  const OthersWatch of_all({});
  const OthersWatch without_child({child});
  while (cpu_ns(child) < kEnoughNs) usleep(1'000);
  EXPECT_LT(without_child.cores(), of_all.cores());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(cpu_ns(child), 0);
}

}  // namespace
}  // namespace samtale::bench
