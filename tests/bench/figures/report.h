#pragma once
// What one run of a bench found: a table for people, and a file of JSON for ./dev bench --compare and ./dev bench
// report. Ratios come first, absolute figures after, with the machine, the commit, the settings and how much others
// disturbed.
//
// Threads: one.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "figures.h"
#include "goals.h"
#include "machine.h"

namespace samtale::bench {

class Report {
 public:
  // `bench`: its name, as in ./dev bench NAME. Commit and build type are those of what is measured. The load of the
  // machine is looked at now, and again when it is printed.
  Report(std::string bench, std::string commit, std::string build);

  using Setting = std::variant<std::int64_t, double, std::string>;
  void set(const std::string& name, Setting value);

  // Figures of single rounds. `base` is the subject whose figures the others' are divided by, in the tables.
  Figures figures;
  std::string base = "bare";

  // The picture of this run shows this measure; of all when none is named.
  void picture(const std::string& circumstance, const std::string& measure) {
    pictured_.push_back({circumstance, measure});
  }

  // How a goal (an id of goals.json) came out; nullopt where there is no figure.
  void outcome(const std::string& goal_id, std::optional<double> ours, std::optional<double> floor = std::nullopt,
               const std::string& remark = {});
  const std::vector<Outcome>& outcomes() const { return outcomes_; }

  // What other programs took in a round, in cores (OthersWatch).
  void others(double cores) { others_.push_back(cores); }
  // In half of the rounds others had so much to do that the figures say little.
  bool is_noisy() const;
  // A sentence for the reader, under the tables.
  void remark(std::string sentence) { remarks_.push_back(std::move(sentence)); }

  void print();
  // False: it could not be written.
  bool write_json(const std::filesystem::path& file);

 private:
  void conclude();

  const std::string bench_;
  const std::string commit_;
  const std::string build_;
  const Machine machine_ = this_machine();
  const double load_before_ = load();
  double load_after_ = 0;
  bool concluded_ = false;
  std::vector<std::pair<std::string, Setting>> settings_;
  std::vector<Outcome> outcomes_;
  std::vector<double> others_;
  std::vector<std::string> remarks_;
  std::vector<std::vector<std::string>> pictured_;  // each a circumstance and a measure
};

}  // namespace samtale::bench
