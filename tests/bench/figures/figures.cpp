#include "figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace samtale::bench {
namespace {

constexpr std::size_t kGap = 2;  // between two columns

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

// In characters: bytes of UTF-8 that begin one.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

// Names on the left, figures on the right; each column as wide as it must be.
class Columns {
 public:
  void add(std::vector<std::string> row) {
    if (widths_.size() < row.size()) widths_.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], width_of(row[i]) + kGap);
    rows_.push_back(std::move(row));
  }
  std::string text() const {
    std::string text;
    for (const auto& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string gap(widths_[i] - width_of(row[i]), ' ');
        text += i == 0 ? row[i] + gap : gap + row[i];
      }
      text += '\n';
    }
    return text;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

std::string with_thousands(const std::string& digits) {
  const auto first = digits.find_first_not_of('-');
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > first && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
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
    Columns columns;
    const auto add_rows = [&](const std::function<std::string(const Figure&)>& cell) {
      for (const auto& subject : subjects) {
        std::vector<std::string> row{subject};
        for (const auto& measure : measures) {
          const auto* figure = find(circumstance, subject, measure);
          row.push_back(figure != nullptr ? cell(*figure) : std::string());
        }
        columns.add(std::move(row));
      }
    };
    std::vector<std::string> heading{circumstance};
    heading.insert(heading.end(), measures.begin(), measures.end());
    columns.add(std::move(heading));
    if (subjects.size() > 1 && std::find(subjects.begin(), subjects.end(), base) != subjects.end()) {
      add_rows([&](const Figure& figure) {
        const auto floor = median(circumstance, base, figure.measure).value_or(0);
        return floor > 0 ? fmt::format("{:.2f} ×", figure.median() / floor) : std::string();
      });
      columns.add({});
    }
    add_rows(
        [](const Figure& figure) { return text_of(figure.median()) + (figure.unit.empty() ? "" : " " + figure.unit); });
    text += "\n" + columns.text();
  }
  return text;
}

std::string text_of(double number) {
  const auto size = std::abs(number);
  if (size >= 1'000) return with_thousands(fmt::format("{:.0f}", number));
  return fmt::format("{:.{}f}", number, number == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

std::string text_of_count(std::uint64_t count) { return with_thousands(std::to_string(count)); }

}  // namespace samtale::bench
