#include "transport/talk_access.h"

#include <optional>
#include <utility>

namespace samtale::transport {
namespace {

std::optional<PhaseKind> talk_phase(std::string_view number) {
  if (number == "1") return PhaseKind::talk_1;
  if (number == "2") return PhaseKind::talk_2;
  return std::nullopt;
}

}  // namespace

std::variant<TalkOfSeminar, Rejection> talk_behind(const Request& request, const Captures& captures,
                                                   bool or_facilitator, const Services& services) {
  auto access = access_to_seminar(request, captures[0], or_facilitator, services);
  if (auto* why = std::get_if<Rejection>(&access)) return std::move(*why);
  const auto phase = talk_phase(captures[1]);
  if (!phase) return Rejection{RejectionCode::not_found, "talk", 0};
  return TalkOfSeminar{std::get<SeminarAccess>(access).seminar.seminar, *phase};
}

std::variant<TalkOfSeminar, Rejection> talk_to_change(const Request& request, const Captures& captures,
                                                      const Services& services) {
  auto wish = talk_behind(request, captures, false, services);
  const auto* talk = std::get_if<TalkOfSeminar>(&wish);
  const auto entry = talk ? services.catalogue.find(talk->seminar) : std::nullopt;
  if (entry && entry->state != SessionState::planned && entry->state != SessionState::lobby) {
    return Rejection{RejectionCode::not_now, {}, 0};
  }
  return wish;
}

}  // namespace samtale::transport
