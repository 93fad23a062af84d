#include "transport/staff_access.h"

#include <utility>

namespace samtale::transport {

std::variant<auth::Identity, Rejection> person_behind(const Request& request, const Services& services) {
  auto identity = services.doorkeeper.identify(bearer_token(request));
  if (!identity) return Rejection{RejectionCode::sign_in_needed, {}, 0};
  if (is_group_device(identity->viewer.role)) return Rejection{RejectionCode::not_allowed, {}, 0};
  return std::move(*identity);
}

std::variant<auth::Identity, Rejection> organiser_behind(const Request& request, const Services& services) {
  auto person = person_behind(request, services);
  const auto* identity = std::get_if<auth::Identity>(&person);
  if (identity && identity->viewer.role != Role::organiser) return Rejection{RejectionCode::not_allowed, {}, 0};
  return person;
}

std::variant<SeminarAccess, Rejection> access_to_seminar(const Request& request, std::string_view id,
                                                         bool or_facilitator, const Services& services) {
  auto person = person_behind(request, services);
  if (auto* why = std::get_if<Rejection>(&person)) return std::move(*why);
  auto& who = std::get<auth::Identity>(person);
  const auto role = who.viewer.role;
  if (role != Role::organiser && !(or_facilitator && role == Role::facilitator)) {
    return Rejection{RejectionCode::not_allowed, {}, 0};
  }
  const auto seminar = SeminarId::parse(id);
  auto entry = seminar ? services.catalogue.find(*seminar) : std::nullopt;
  const bool theirs = entry && (role == Role::organiser ? entry->organiser == who.organiser : *seminar == who.seminar);
  if (!theirs) return Rejection{RejectionCode::not_found, "seminar_id", 0};
  return SeminarAccess{std::move(who), std::move(*entry)};
}

}  // namespace samtale::transport
