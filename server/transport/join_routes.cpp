#include "transport/join_routes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "ops/digest.h"
#include "ops/random.h"
#include "transport/api_answer.h"
#include "transport/door.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

wire::JoinOptions options_behind(const OpenDoor& door) {
  const auto& seminar = door.seminar;
  wire::JoinOptions options{seminar.id,
                            seminar.plan.title,
                            seminar.plan.language,
                            seminar.session.state,
                            seminar.plan.date,
                            seminar.plan.starts_at,
                            door.group,
                            {}};
  std::vector<const Group*> groups;
  for (const auto& [id, group] : seminar.groups) {
    if (door.group.empty() || id == door.group) groups.push_back(&group);
  }
  std::sort(groups.begin(), groups.end(), [](const Group* a, const Group* b) { return a->number < b->number; });
  for (const auto* group : groups) {
    options.groups.push_back({group->id, group->about.name, group->about.workplace, group->arrived_at_ms != 0});
  }
  return options;
}

// The same device naming the same group again means the same group: so a request that is sent twice makes one. One-way,
// since group ids are shown to everybody at the door and a device's id is its own.
GroupId id_of_named_group(DeviceId device, SeminarId seminar, const ExpectedGroup& about) {
  const auto digest = ops::sha256("group named at the door\n" + device.text() + '\n' + seminar.text() + '\n' +
                                  about.name + '\n' + about.workplace);
  GroupId id;
  std::copy_n(digest.begin(), kIdBytes, id.bytes.begin());
  return id;
}

// One join, from the door to the token.
class Joining : public std::enable_shared_from_this<Joining> {
 public:
  Joining(Services& services, wire::JoinRequest request, Respond respond)
      : services_(services), request_(std::move(request)), respond_(std::move(respond)) {}

  void begin(const std::string& address) {
    if (!request_.device) return refuse_with({RejectionCode::id_invalid, "device_id", 0});
    if (!is_group_device(request_.role)) return refuse_with({RejectionCode::not_allowed, "role", 0});
    go_through_door(
        request_.door, address, services_,
        [self = shared_from_this()](const OpenDoor& door) { self->choose_group(door); },
        [self = shared_from_this()](const Rejection& why) { self->refuse_with(why); });
  }

 private:
  void choose_group(const OpenDoor& door) {
    room_ = door.room;
    device_ = {*request_.device, door.seminar.id, door.group, request_.role};
    if (request_.new_group && door.group.empty()) return name_group();
    if (request_.group) {
      if (!door.group.empty() && door.group != *request_.group) {
        return refuse_with({RejectionCode::not_allowed, "group_id", 0});
      }
      device_.group = *request_.group;
    }
    if (device_.group.empty()) return refuse_with({RejectionCode::id_invalid, "group_id", 0});
    const auto* group = find_group(door.seminar, device_.group);
    if (!group) return refuse_with({RejectionCode::not_found, "group_id", 0});
    arrived_ = group->arrived_at_ms != 0;
    if (is_of_another_group()) return refuse_with({RejectionCode::id_invalid, "device_id", 0});
    enrol();
  }

  // A device is of one group for ever, since its private notes are found by its id.
  bool is_of_another_group() const {
    const auto known = services_.doorkeeper.find_device(device_.id);
    return known && (known->seminar != device_.seminar || known->group != device_.group);
  }

  void name_group() {
    device_.group = id_of_named_group(device_.id, device_.seminar, *request_.new_group);
    if (is_of_another_group()) return refuse_with({RejectionCode::id_invalid, "device_id", 0});
    room_->submit_from_server({device_.group.as<CommandTag>(), command::NameGroup{device_.group, *request_.new_group}},
                              [self = shared_from_this()](const std::optional<Rejection>& why) {
                                if (why) return self->refuse_with(*why);
                                self->enrol();
                              });
  }

  void enrol() {
    // A copy of on_shard: the store may answer when the server is gone already.
    services_.doorkeeper.enrol(
        device_, [self = shared_from_this(), on_shard = services_.on_shard](std::optional<std::string> token) {
          on_shard([self, token = std::move(token)] {
            if (!token) return self->refuse_with({RejectionCode::not_saved, {}, 0});
            self->token_ = *token;
            self->arrive();
          });
        });
  }

  // A group has arrived when its first host device has joined.
  void arrive() {
    if (device_.role != Role::host || arrived_) return answer();
    room_->submit_from_server({ops::random_id<CommandId>(), command::ArriveGroup{device_.group}},
                              [self = shared_from_this()](const std::optional<Rejection>& why) {
                                if (why) return self->refuse_with(*why);
                                self->answer();
                              });
  }

  void answer() { respond_(answer_with(wire::write(wire::JoinAnswer{token_, device_.seminar, device_.group}))); }
  void refuse_with(const Rejection& why) { respond_(refuse(why)); }

  Services& services_;
  wire::JoinRequest request_;
  Respond respond_;
  std::shared_ptr<live::Room> room_;
  store::Device device_;
  std::string token_;
  bool arrived_ = false;
};

void look_up(Services& services, const Request& request, const Respond& respond) {
  const auto door = wire::read_join_look_up(request.body);
  if (!door) return respond(refuse(RejectionCode::malformed));
  go_through_door(
      *door, request.address, services,
      [respond](const OpenDoor& open) { respond(answer_with(wire::write(options_behind(open)))); },
      [respond](const Rejection& why) { respond(refuse(why)); });
}

void join(Services& services, const Request& request, Respond respond) {
  auto wish = wire::read_join_request(request.body);
  if (!wish) return respond(refuse(RejectionCode::malformed));
  std::make_shared<Joining>(services, std::move(*wish), std::move(respond))->begin(request.address);
}

}  // namespace

void add_join_routes(Router& router, Services& services) {
  router.add(Method::post, "/api/join/look-up",
             [&services](const Request& request, const Captures&, const Respond& respond) {
               look_up(services, request, respond);
             });
  router.add(Method::post, "/api/join", [&services](const Request& request, const Captures&, Respond respond) {
    join(services, request, std::move(respond));
  });
}

}  // namespace samtale::transport
