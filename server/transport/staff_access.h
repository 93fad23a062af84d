#pragma once
// Who asks over HTTP, by the token of a personal link, and whether a seminar is theirs. Threads: the shard's.
#include <optional>
#include <string_view>
#include <variant>

#include "auth/doorkeeper.h"
#include "domain/rejection.h"
#include "transport/request.h"
#include "transport/services.h"

namespace samtale::transport {

// A person with a personal link; a device's token, or none, is refused.
std::variant<auth::Identity, Rejection> person_behind(const Request& request, const Services& services);
std::variant<auth::Identity, Rejection> organiser_behind(const Request& request, const Services& services);

struct SeminarAccess {
  auth::Identity who;
  store::CatalogueEntry seminar;
};
// The organiser whose seminar `id` is; with `or_facilitator` also one of its facilitators. A seminar of somebody else
// does not exist for them.
std::variant<SeminarAccess, Rejection> access_to_seminar(const Request& request, std::string_view id,
                                                         bool or_facilitator, const Services& services);

}  // namespace samtale::transport
