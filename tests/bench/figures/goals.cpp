#include "goals.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <boost/json.hpp>

namespace samtale::bench {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr ? std::string(value->as_string()) : std::string();
}

std::optional<double> number_in(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr ? std::optional(value->to_number<double>()) : std::nullopt;
}

std::vector<Goal> read_goals() {
  std::ifstream file(SAMTALE_GOALS);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  boost::system::error_code broken;
  const auto all = json::parse(text, broken);
  if (broken) throw std::runtime_error("goals.json cannot be read");
  std::vector<Goal> goals;
  for (const auto& each : all.as_array()) {
    const auto& object = each.as_object();
    goals.push_back({text_in(object, "id"), text_in(object, "what"), text_in(object, "unit"),
                     text_in(object, "against"), number_in(object, "at_most"), number_in(object, "at_least")});
  }
  return goals;
}

}  // namespace

const std::vector<Goal>& goals() {
  static const auto kGoals = read_goals();
  return kGoals;
}

const Goal& goal(const std::string& id) {
  const auto found = std::find_if(goals().begin(), goals().end(), [&](const Goal& each) { return each.id == id; });
  if (found == goals().end()) throw std::runtime_error("there is no goal " + id);
  return *found;
}

std::optional<double> Outcome::ratio() const {
  if (!ours || !floor || *floor == 0) return std::nullopt;
  return *ours / *floor;
}

Outcome::Verdict Outcome::verdict() const {
  const auto figure = goal.is_ratio() ? ratio() : ours;
  if (!figure) return Verdict::not_measured;
  const bool held = goal.at_most ? *figure <= *goal.at_most : *figure >= goal.at_least.value_or(0);
  return held ? Verdict::held : Verdict::not_held;
}

const char* text_of(Outcome::Verdict verdict) {
  switch (verdict) {
    case Outcome::Verdict::held: return "held";
    case Outcome::Verdict::not_held: return "NOT HELD";
    case Outcome::Verdict::not_measured: break;
  }
  return "not measured";
}

}  // namespace samtale::bench
