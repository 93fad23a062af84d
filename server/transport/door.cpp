#include "transport/door.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/room_code.h"

namespace samtale::transport {
namespace {

struct Target {
  SeminarId seminar;
  GroupId group;                   // named by a link
  std::uint32_t group_number = 0;  // or by a code
};

const Rejection kCodeUnknown{RejectionCode::code_unknown, "code", 0};

std::variant<Target, Rejection> target_of_code(const std::string& typed, const std::string& address,
                                               Services& services) {
  const auto code = read_code(typed);
  if (!code) return kCodeUnknown;
  const auto now_ms = services.clock.now_ms();
  if (!services.throttle.may_guess(address, now_ms)) return Rejection{RejectionCode::too_fast, "code", 0};
  const auto entry = services.catalogue.find_by_room_code(code->room_code);
  if (!entry || entry->state == SessionState::ended) {
    services.throttle.guessed_wrong(address, now_ms);
    return kCodeUnknown;
  }
  return Target{entry->seminar, {}, code->group_number};
}

std::variant<Target, Rejection> target_of(const wire::Door& door, const std::string& address, Services& services) {
  if (door.link.empty()) return target_of_code(door.code, address, services);
  const auto link = services.doorkeeper.read_link(door.link);
  if (!link || !services.catalogue.find(link->seminar)) return kCodeUnknown;
  return Target{link->seminar, link->group, 0};
}

// Nullopt: it names a group that is not there. Empty: it names none.
std::optional<GroupId> group_named(const Target& target, const Seminar& seminar) {
  if (!target.group.empty()) return find_group(seminar, target.group) ? std::optional(target.group) : std::nullopt;
  if (target.group_number == 0) return GroupId{};
  const auto found = std::find_if(seminar.groups.begin(), seminar.groups.end(),
                                  [&](const auto& each) { return each.second.number == target.group_number; });
  return found == seminar.groups.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace

void go_through_door(const wire::Door& door, const std::string& address, Services& services,
                     std::function<void(const OpenDoor&)> inside, std::function<void(Rejection)> refused) {
  const auto found = target_of(door, address, services);
  if (const auto* why = std::get_if<Rejection>(&found)) return refused(*why);
  const auto target = std::get<Target>(found);
  services.directory.open(target.seminar, [target, address, &services, inside = std::move(inside),
                                           refused = std::move(refused)](std::shared_ptr<live::Room> room) {
    if (!room) return refused({RejectionCode::not_saved, {}, 0});
    room->inspect([target, address, &services, room, inside, refused](const Seminar* seminar) {
      if (!seminar) return refused({RejectionCode::not_saved, {}, 0});
      const auto group = group_named(target, *seminar);
      if (seminar->session.state != SessionState::ended && group) return inside({room, *seminar, *group});
      if (target.group_number != 0) services.throttle.guessed_wrong(address, services.clock.now_ms());
      refused(kCodeUnknown);
    });
  });
}

}  // namespace samtale::transport
