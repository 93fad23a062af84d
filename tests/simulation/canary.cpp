#include "simulation/canary.h"

#include <charconv>

namespace samtale::simulation {
namespace {

// ~ scope seminar group device ~ number; each name is the beginning of an id, which is random.
constexpr std::size_t kName = 8;
constexpr std::size_t kHead = 2 + 3 * kName + 1;
constexpr std::string_view kScopes = "stgdqam";
constexpr std::string_view kIdSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

template <class SomeId>
std::string name(const SomeId& id) {
  return id.empty() ? std::string(kName, '.') : id.text().substr(0, kName);
}

struct Canary {
  Scope scope;
  std::string_view seminar, group, device, whole;
  std::uint64_t number;
};

std::uint64_t number_at(std::string_view text, std::size_t from) {
  std::uint64_t number = 0;
  std::from_chars(text.data() + from, text.data() + text.size(), number);
  return number;
}

std::optional<Canary> next_canary(std::string_view bytes, std::size_t& from) {
  for (; (from = bytes.find('~', from)) != std::string_view::npos; ++from) {
    const auto head = bytes.substr(from, kHead);
    if (head.size() < kHead || head.back() != '~' || kScopes.find(head[1]) == std::string_view::npos) continue;
    if (head.substr(2, 3 * kName).find_first_not_of(kIdSymbols) != std::string_view::npos) continue;
    from += kHead;
    return Canary{static_cast<Scope>(head[1]),           head.substr(2, kName),
                  head.substr(2 + kName, kName),         head.substr(2 + 2 * kName, kName),
                  bytes.substr(from - kHead, kHead + 8), number_at(bytes, from)};
  }
  return std::nullopt;
}

bool may_see(const Canary& canary, SeminarId seminar, const Viewer& viewer, const Openness& open) {
  if (canary.seminar != name(seminar)) return false;
  if (is_staff(viewer.role) && open.given.to_staff.count(canary.number) > 0) return true;
  if (open.questions && open.given.to_all.count(canary.number) > 0) return true;
  const bool own_group = canary.group == name(viewer.group) && is_group_device(viewer.role);
  switch (canary.scope) {
    case Scope::seminar: return true;
    case Scope::staff: return is_staff(viewer.role);
    case Scope::group: return own_group;
    case Scope::device:
      return own_group && (canary.device == name(viewer.device) || open.given.to_group.count(canary.number) > 0);
    case Scope::question: return own_group || is_staff(viewer.role) || viewer.role == Role::speaker || open.questions;
    case Scope::message: {
      const auto asked = open.given.asked.find(canary.number);
      const bool is_asked = asked != open.given.asked.end() && asked->second == viewer.group;
      return own_group || (is_asked && is_group_device(viewer.role));
    }
    case Scope::action_point: return own_group || is_staff(viewer.role) || open.gallery;
  }
  return false;
}

}  // namespace

std::string canary(Scope scope, SeminarId seminar, const Viewer& author, std::uint64_t number) {
  return std::string("~") + static_cast<char>(scope) + name(seminar) + name(author.group) + name(author.device) + "~" +
         std::to_string(number) + ".";
}

std::uint64_t number_of_canary(std::string_view text) {
  std::size_t from = 0;
  const auto found = next_canary(text, from);
  return found ? found->number : 0;
}

std::optional<std::string> find_stranger(std::string_view bytes, SeminarId seminar, const Viewer& viewer,
                                         const Openness& open) {
  std::size_t from = 0;
  while (const auto found = next_canary(bytes, from)) {
    if (!may_see(*found, seminar, viewer, open)) return std::string{found->whole};
  }
  return std::nullopt;
}

}  // namespace samtale::simulation
