#include "report.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <utility>

#include <boost/json.hpp>

namespace samtale::bench {
namespace {

namespace json = boost::json;

constexpr double kMuchForOthers = 0.15;  // of the whole machine

std::string now_in_utc() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

std::string words_of(const Report::Setting& setting) {
  if (const auto* text = std::get_if<std::string>(&setting)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&setting)) return fmt::format("{}", *whole);
  return text_of(std::get<double>(setting));
}

std::string limit_of(const Goal& goal) {
  const auto limit = goal.at_most ? *goal.at_most : goal.at_least.value_or(0);
  const auto unit = goal.is_ratio() ? std::string("×") : goal.unit;
  return fmt::format("{} {} {}", goal.at_most ? "≤" : "≥", text_of(limit), unit);
}

std::string with_unit(const std::optional<double>& figure, const std::string& unit) {
  return figure ? text_of(*figure) + " " + unit : std::string("–");
}

std::string line_of(const Outcome& outcome) {
  const auto& goal = outcome.goal;
  return fmt::format("{:<10}{:<13}{:>12}{:>16}{:>10}{:>18}  {}{}\n", goal.id, text_of(outcome.verdict()),
                     limit_of(goal), with_unit(outcome.ours, goal.unit), with_unit(outcome.ratio(), "×"),
                     with_unit(outcome.floor, goal.unit), goal.what,
                     outcome.remark.empty() ? std::string() : " (" + outcome.remark + ")");
}

json::value json_of(const std::optional<double>& figure) { return figure ? json::value(*figure) : json::value(); }

json::object json_of(const Outcome& outcome) {
  const auto& goal = outcome.goal;
  return {{"id", goal.id},
          {"what", goal.what},
          {"unit", goal.unit},
          {"against", goal.against},
          {"at_most", json_of(goal.at_most)},
          {"at_least", json_of(goal.at_least)},
          {"floor", json_of(outcome.floor)},
          {"ours", json_of(outcome.ours)},
          {"ratio", json_of(outcome.ratio())},
          {"verdict", text_of(outcome.verdict())},
          {"remark", outcome.remark}};
}

json::object json_of(const Figure& figure) {
  return {{"circumstance", figure.circumstance},
          {"subject", figure.subject},
          {"measure", figure.measure},
          {"unit", figure.unit},
          {"rounds", json::value_from(figure.rounds)},
          {"median", figure.median()}};
}

}  // namespace

Report::Report(std::string bench, std::string commit, std::string build)
    : bench_(std::move(bench)), commit_(std::move(commit)), build_(std::move(build)) {}

void Report::set(const std::string& name, Setting value) { settings_.emplace_back(name, std::move(value)); }

void Report::outcome(const std::string& goal_id, std::optional<double> ours, std::optional<double> floor,
                     const std::string& remark) {
  outcomes_.push_back({goal(goal_id), floor, ours, remark});
}

bool Report::is_noisy() const { return median_of(others_) > kMuchForOthers * machine_.cores; }

void Report::conclude() {
  if (std::exchange(concluded_, true)) return;
  load_after_ = load();
}

void Report::print() {
  conclude();
  fmt::print("{}: {}, {} cores, Linux {}; load {:.1f} before, {:.1f} after; others took {:.2f} cores; {}, {}\n", bench_,
             machine_.processor, machine_.cores, machine_.kernel, load_before_, load_after_, median_of(others_),
             commit_, build_);
  for (const auto& [name, value] : settings_) fmt::print("  {}: {}\n", name, words_of(value));
  if (!outcomes_.empty()) {
    fmt::print("\n{:<10}{:<13}{:>12}{:>16}{:>10}{:>18}  what\n", "goal", "", "", "ours", "ratio", "floor");
  }
  for (const auto& outcome : outcomes_) fmt::print("{}", line_of(outcome));
  fmt::print("{}\n", figures.table(base));
  for (const auto& sentence : remarks_) fmt::print("{}\n", sentence);
  if (is_noisy()) fmt::print("WARNING: other programs kept this machine busy meanwhile; these figures say little\n");
  std::fflush(stdout);
}

bool Report::write_json(const std::filesystem::path& file) {
  conclude();
  json::object settings;
  for (const auto& [name, value] : settings_) {
    std::visit([&, &key = name](const auto& plain) { settings[key] = plain; }, value);
  }
  json::array outcomes;
  for (const auto& outcome : outcomes_) outcomes.push_back(json_of(outcome));
  json::array each;
  for (const auto& figure : figures.all()) each.push_back(json_of(figure));
  const json::object all = {{"bench", bench_},
                            {"at", now_in_utc()},
                            {"commit", commit_},
                            {"build", build_},
                            {"machine",
                             {{"processor", machine_.processor},
                              {"cores", machine_.cores},
                              {"kernel", machine_.kernel},
                              {"memory_bytes", machine_.memory_bytes},
                              {"load_before", load_before_},
                              {"load_after", load_after_},
                              {"others_cores", median_of(others_)},
                              {"noisy", is_noisy()}}},
                            {"settings", settings},
                            {"goals", outcomes},
                            {"base", base},
                            {"figures", each},
                            {"pictured", json::value_from(pictured_)},
                            {"remarks", json::value_from(remarks_)}};
  std::ofstream out(file);
  out << json::serialize(all) << '\n';
  return out.good();
}

}  // namespace samtale::bench
