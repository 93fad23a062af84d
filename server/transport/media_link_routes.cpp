#include "transport/media_link_routes.h"

#include <memory>
#include <utility>
#include <variant>

#include "transport/api_answer.h"
#include "transport/staff_access.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

// An organiser has many seminars and names one; everybody else has theirs.
std::variant<SeminarId, Rejection> seminar_of(const Request& request, const Services& services) {
  const auto who = services.doorkeeper.identify(bearer_token(request));
  if (!who) return Rejection{RejectionCode::sign_in_needed, {}, 0};
  if (who->viewer.role != Role::organiser) return who->seminar;
  auto access = access_to_seminar(request, query_value(request, "seminar"), false, services);
  if (auto* why = std::get_if<Rejection>(&access)) return std::move(*why);
  return std::get<SeminarAccess>(access).seminar.seminar;
}

wire::MediaLinks links_of(const Seminar& seminar, const Services& services) {
  wire::MediaLinks links{auth::media_link_ends_at_ms(services.clock.now_ms()), {}};
  const auto add = [&](MediaId media) {
    if (!media.empty()) links.queries.emplace_back(media, services.doorkeeper.media_query(media, links.good_until_ms));
  };
  for (const auto& phase : seminar.agenda.phases) {
    add(phase.talk.media);
    for (const auto& captions : phase.talk.captions) add(captions.media);
  }
  return links;
}

void media_links(Services& services, const Request& request, const Respond& respond) {
  const auto seminar = seminar_of(request, services);
  if (const auto* why = std::get_if<Rejection>(&seminar)) return respond(refuse(*why));
  services.directory.open(std::get<SeminarId>(seminar), [&services, respond](const std::shared_ptr<live::Room>& room) {
    if (!room) return respond(refuse(RejectionCode::not_saved));
    room->inspect([&services, respond](const Seminar* now) {
      if (!now) return respond(refuse(RejectionCode::not_saved));
      respond(answer_with(wire::write(links_of(*now, services))));
    });
  });
}

}  // namespace

void add_media_link_routes(Router& router, Services& services) {
  router.add(Method::get, "/api/media-links",
             [&services](const Request& request, const Captures&, const Respond& respond) {
               media_links(services, request, respond);
             });
}

}  // namespace samtale::transport
