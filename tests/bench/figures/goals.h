#pragma once
// What is promised of speed and size (S1 to S13), and whether a figure keeps it. The promises themselves are data,
// goals.json, for ./dev bench report reads them too.
//
// A goal is either about a ratio (`against` names its floor, which is measured in the same run) or about ours alone.
#include <optional>
#include <string>
#include <vector>

namespace samtale::bench {

struct Goal {
  std::string id;       // "S8", or "S9-rate" where one promise has several figures
  std::string what;     // in words
  std::string unit;     // of floor and ours
  std::string against;  // whose figure the floor is; empty: ours counts alone
  std::optional<double> at_most;
  std::optional<double> at_least;  // one of the two

  bool is_ratio() const { return !against.empty(); }
};

// In the order of the promises. A file that cannot be read is a std::runtime_error.
const std::vector<Goal>& goals();
// Of that id; std::runtime_error when there is none.
const Goal& goal(const std::string& id);

// How a goal came out in one run.
struct Outcome {
  enum class Verdict { held, not_held, not_measured };

  Goal goal;
  std::optional<double> floor;
  std::optional<double> ours;
  std::string remark;  // why it was not measured, or what else one should know

  std::optional<double> ratio() const;  // ours to the floor
  Verdict verdict() const;
};
const char* text_of(Outcome::Verdict verdict);

}  // namespace samtale::bench
