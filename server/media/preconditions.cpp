#include "media/preconditions.h"

#include <algorithm>

namespace samtale::media {
namespace {

enum class Comparison { strong, weak };

constexpr std::string_view kWeak = "W/";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A comma may stand in a tag of somebody else's, so tags are read from quote to quote.
bool list_names(std::string_view list, std::string_view tag, Comparison comparison) {
  list = trimmed(list);
  if (list == "*") return true;
  while (!list.empty()) {
    list.remove_prefix(std::min(list.find_first_not_of(" \t,"), list.size()));
    const bool weak = list.substr(0, kWeak.size()) == kWeak;
    if (weak) list.remove_prefix(kWeak.size());
    if (list.empty() || list.front() != '"') return false;
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == tag && !(weak && comparison == Comparison::strong)) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

Precondition check_preconditions(const Preconditions& asked, std::string_view tag) {
  if (!asked.if_match.empty() && !list_names(asked.if_match, tag, Comparison::strong)) return Precondition::failed;
  if (!asked.if_none_match.empty() && list_names(asked.if_none_match, tag, Comparison::weak)) {
    return Precondition::not_modified;
  }
  return Precondition::go_on;
}

bool range_counts(const Preconditions& asked, std::string_view tag) {
  return asked.if_range.empty() || trimmed(asked.if_range) == tag;
}

}  // namespace samtale::media
