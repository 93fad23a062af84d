#pragma once
// What was measured, round by round: of whom (`subject`: ours, the floor, a peer), what (`measure`), and under which
// circumstances ("5,000 clients"). Everything keeps the order in which it first came. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samtale::bench {

struct Figure {
  std::string circumstance;
  std::string subject;
  std::string measure;
  std::string unit;
  std::vector<double> rounds;

  double median() const;
};

// The middle one, or the mean of the two in the middle; 0 of none.
double median_of(std::vector<double> values);
// The smallest that is not below `part` (of 1) of all of them, as p99 with 0.99; 0 of none.
double at_part(std::vector<double> values, double part);

class Figures {
 public:
  // One round's.
  void add(const std::string& circumstance, const std::string& subject, const std::string& measure,
           const std::string& unit, double value);

  const std::vector<Figure>& all() const { return all_; }
  // Nullopt: nobody measured it.
  std::optional<double> median(const std::string& circumstance, const std::string& subject,
                               const std::string& measure) const;

  // A table for each circumstance, a row for each subject: how many times the base's figure (where there is a base and
  // it has a row), and then the medians themselves.
  std::string table(const std::string& base) const;

 private:
  const Figure* find(const std::string& circumstance, const std::string& subject, const std::string& measure) const;
  std::vector<Figure> all_;
};

// For people: about three digits, thousands divided.
std::string text_of(double number);
std::string text_of_count(std::uint64_t count);

}  // namespace samtale::bench
