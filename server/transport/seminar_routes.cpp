#include "transport/seminar_routes.h"

#include <algorithm>
#include <utility>

#include "domain/limits.h"
#include "domain/text.h"
#include "transport/api_answer.h"
#include "transport/seminar_creation.h"
#include "transport/staff_access.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

void who_am_i(const Services& services, const Request& request, const Respond& respond) {
  const auto person = person_behind(request, services);
  if (const auto* why = std::get_if<Rejection>(&person)) return respond(refuse(*why));
  const auto& who = std::get<auth::Identity>(person);
  respond(answer_with(wire::write(wire::Me{who.viewer.role, who.name, who.seminar})));
}

void list_seminars(const Services& services, const Request& request, const Respond& respond) {
  const auto person = organiser_behind(request, services);
  if (const auto* why = std::get_if<Rejection>(&person)) return respond(refuse(*why));
  std::vector<wire::SeminarSummary> summaries;
  for (const auto& entry : services.catalogue.of_organiser(std::get<auth::Identity>(person).organiser)) {
    summaries.push_back({entry.seminar, entry.title, entry.date, entry.room_code, entry.state});
  }
  respond(answer_with(wire::write(summaries)));
}

void create(Services& services, const Request& request, const Respond& respond) {
  const auto person = organiser_behind(request, services);
  if (const auto* why = std::get_if<Rejection>(&person)) return respond(refuse(*why));
  auto wish = wire::read_create_seminar(request.body);
  if (!wish) return respond(refuse(RejectionCode::malformed));
  create_seminar(services, std::get<auth::Identity>(person).organiser, std::move(*wish),
                 [respond](const std::variant<wire::SeminarSummary, Rejection>& result) {
                   if (const auto* why = std::get_if<Rejection>(&result)) return respond(refuse(*why));
                   respond(answer_with(wire::write(std::get<wire::SeminarSummary>(result)), 201));
                 });
}

wire::GroupLinks links_of(const Seminar& seminar, const auth::Doorkeeper& doorkeeper) {
  std::vector<const Group*> groups;
  for (const auto& [id, group] : seminar.groups) groups.push_back(&group);
  std::sort(groups.begin(), groups.end(), [](const Group* a, const Group* b) { return a->number < b->number; });
  wire::GroupLinks links{doorkeeper.room_link(seminar.id), {}};
  for (const auto* group : groups) links.groups.emplace_back(group->id, doorkeeper.group_link(seminar.id, group->id));
  return links;
}

void group_links(Services& services, const Request& request, const Captures& captures, const Respond& respond) {
  const auto access = access_to_seminar(request, captures[0], true, services);
  if (const auto* why = std::get_if<Rejection>(&access)) return respond(refuse(*why));
  services.directory.open(std::get<SeminarAccess>(access).seminar.seminar,
                          [&services, respond](const std::shared_ptr<live::Room>& room) {
                            if (!room) return respond(refuse(RejectionCode::not_saved));
                            room->inspect([&services, respond](const Seminar* seminar) {
                              if (!seminar) return respond(refuse(RejectionCode::not_saved));
                              respond(answer_with(wire::write(links_of(*seminar, services.doorkeeper))));
                            });
                          });
}

void invite(Services& services, const Request& request, const Captures& captures, const Respond& respond) {
  const auto access = access_to_seminar(request, captures[0], false, services);
  if (const auto* why = std::get_if<Rejection>(&access)) return respond(refuse(*why));
  auto wish = wire::read_invite_person(request.body);
  if (!wish) return respond(refuse(RejectionCode::malformed));
  if (wish->role != Role::facilitator && wish->role != Role::speaker) {
    return respond(refuse({RejectionCode::not_allowed, "role", 0}));
  }
  if (const auto why = check_required_text(wish->name, "name", limits::kPersonName)) return respond(refuse(*why));
  const auto& [who, seminar] = std::get<SeminarAccess>(access);
  services.doorkeeper.invite({wish->role, wish->name, who.organiser, seminar.seminar},
                             [on_shard = services.on_shard, respond](std::optional<std::string> token) {
                               on_shard([respond, token = std::move(token)] {
                                 if (!token) return respond(refuse(RejectionCode::not_saved));
                                 respond(answer_with(wire::write_personal_link(*token), 201));
                               });
                             });
}

}  // namespace

void add_seminar_routes(Router& router, Services& services) {
  router.add(Method::get, "/api/me", [&services](const Request& request, const Captures&, const Respond& respond) {
    who_am_i(services, request, respond);
  });
  router.add(Method::get, "/api/seminars",
             [&services](const Request& request, const Captures&, const Respond& respond) {
               list_seminars(services, request, respond);
             });
  router.add(Method::post, "/api/seminars",
             [&services](const Request& request, const Captures&, const Respond& respond) {
               create(services, request, respond);
             });
  router.add(Method::get, "/api/seminars/{}/links",
             [&services](const Request& request, const Captures& captures, const Respond& respond) {
               group_links(services, request, captures, respond);
             });
  router.add(Method::post, "/api/seminars/{}/people",
             [&services](const Request& request, const Captures& captures, const Respond& respond) {
               invite(services, request, captures, respond);
             });
}

}  // namespace samtale::transport
