#include "simulation/trace.h"

#include <cstdio>

namespace samtale::simulation {

constexpr std::size_t kRulesKept = 10'000;

void Trace::mix(std::string_view text) {
  for (const char symbol : text) mix(static_cast<unsigned char>(symbol));
}

void Trace::note(std::string_view what, std::initializer_list<std::uint64_t> numbers, std::string_view text) {
  ++length_;
  mix(static_cast<std::uint64_t>(timeline_.now()));
  mix(what);
  for (const auto number : numbers) mix(number);
  mix(text);
  if (!verbose_) return;
  std::printf("%9.3f s  %.*s", static_cast<double>(timeline_.now()) / kSecond, static_cast<int>(what.size()),
              what.data());
  for (const auto number : numbers) std::printf(" %llu", static_cast<unsigned long long>(number));
  std::printf("%s%.*s\n", text.empty() ? "" : " ", static_cast<int>(text.size()), text.data());
}

void Trace::broken(const std::string& rule) {
  note("BROKEN", {}, rule);
  if (broken_rules_.size() == kRulesKept) return;
  broken_rules_.push_back("at " + std::to_string(timeline_.now() / kMilli) + " ms: " + rule);
}

}  // namespace samtale::simulation
