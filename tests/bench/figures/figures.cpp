#include "figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace samtale::bench {
namespace {

constexpr int kSubjectWidth = 34;
constexpr int kFigureWidth = 24;

using Part = std::string Figure::*;

// The different values of one part of those figures that have the same circumstance, in order.
std::vector<std::string> values_of(const std::vector<Figure>& figures, Part part, const std::string* circumstance) {
  std::vector<std::string> found;
  for (const auto& figure : figures) {
    if (circumstance != nullptr && figure.circumstance != *circumstance) continue;
    if (std::find(found.begin(), found.end(), figure.*part) == found.end()) found.push_back(figure.*part);
  }
  return found;
}

std::string row(const std::string& name, const std::vector<std::string>& cells) {
  auto text = fmt::format("{:<{}}", name, kSubjectWidth);
  for (const auto& cell : cells) text += fmt::format("{:>{}}", cell, kFigureWidth);
  return text + "\n";
}

}  // namespace

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double at_part(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size())));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, values.size()) - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double Figure::median() const { return median_of(rounds); }

const Figure* Figures::find(const std::string& circumstance, const std::string& subject,
                            const std::string& measure) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Figure& figure) {
    return figure.circumstance == circumstance && figure.subject == subject && figure.measure == measure;
  });
  return found != all_.end() ? &*found : nullptr;
}

void Figures::add(const std::string& circumstance, const std::string& subject, const std::string& measure,
                  const std::string& unit, double value) {
  if (const auto* known = find(circumstance, subject, measure)) {
    all_[static_cast<std::size_t>(known - all_.data())].rounds.push_back(value);
  } else {
    all_.push_back({circumstance, subject, measure, unit, {value}});
  }
}

std::optional<double> Figures::median(const std::string& circumstance, const std::string& subject,
                                      const std::string& measure) const {
  const auto* figure = find(circumstance, subject, measure);
  return figure != nullptr ? std::optional(figure->median()) : std::nullopt;
}

std::string Figures::table(const std::string& base) const {
  std::string text;
  for (const auto& circumstance : values_of(all_, &Figure::circumstance, nullptr)) {
    const auto subjects = values_of(all_, &Figure::subject, &circumstance);
    const auto measures = values_of(all_, &Figure::measure, &circumstance);
    const auto rows = [&](const std::function<std::string(const Figure&)>& cell) {
      for (const auto& subject : subjects) {
        std::vector<std::string> cells;
        for (const auto& measure : measures) {
          const auto* figure = find(circumstance, subject, measure);
          cells.push_back(figure != nullptr ? cell(*figure) : std::string());
        }
        text += row(subject, cells);
      }
    };
    text += "\n" + row(circumstance, measures);
    if (subjects.size() > 1 && std::find(subjects.begin(), subjects.end(), base) != subjects.end()) {
      rows([&](const Figure& figure) {
        const auto floor = median(circumstance, base, figure.measure).value_or(0);
        return floor > 0 ? fmt::format("{:.2f} ×", figure.median() / floor) : std::string();
      });
      text += "\n";
    }
    rows([](const Figure& figure) { return text_of(figure.median()) + " " + figure.unit; });
  }
  return text;
}

std::string text_of(double number) {
  const auto size = std::abs(number);
  if (size < 1'000) return fmt::format("{:.{}f}", number, number == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2);
  auto text = fmt::format("{:.0f}", number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

}  // namespace samtale::bench
