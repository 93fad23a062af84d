#include "crowd/simulated_group.h"

#include <algorithm>
#include <utility>

#include "ops/random.h"

namespace samtale::crowd {
namespace {

constexpr int kMostNamesTried = 200;
constexpr std::int64_t kLookAgainMs = 2'000;

}  // namespace

SimulatedGroup::SimulatedGroup(Surroundings& around, int index)
    : around_(around), index_(index), phones_(around.dice.between(1, 3)) {}

void SimulatedGroup::arrive() {
  const auto kept = around_.seats.of_group(index_);
  if (!kept.empty()) {
    take_kept_seats(kept);
    return;
  }
  look_up([this](const wire::JoinOptions& options) { take_a_place(options); });
}

void SimulatedGroup::arrive_late() {
  if (!around_.seats.of_group(index_).empty()) {
    arrive();
    return;
  }
  look_up([this](const wire::JoinOptions& options) {
    const bool runs = options.state == SessionState::running;
    const auto wait_ms = runs ? around_.human_ms(120, 300) : around_.human_ms(15, 30);
    next_look_ = around_.loop.after(wait_ms, [this, runs] { runs ? arrive() : arrive_late(); });
  });
}

void SimulatedGroup::look_up(std::function<void(const wire::JoinOptions&)> then) {
  wire::Door door;
  door.code = around_.code;
  support::HttpRequest post{.method = "POST", .path = "/api/join/look-up", .body = wire::write(door)};
  support::exchange(around_.loop, around_.address, std::move(post),
                    [this, alive = alive_, then = std::move(then)](const support::HttpAnswer& answer) mutable {
                      if (!*alive) return;
                      const auto options = answer.status == 200 ? wire::read_join_options(answer.body) : std::nullopt;
                      if (options) {
                        then(*options);
                      } else if (answer.status == 404) {
                        fail("the room code leads nowhere", {RejectionCode::code_unknown, {}, 0});
                      } else {
                        look_again_later(std::move(then));
                      }
                    });
}

void SimulatedGroup::look_again_later(std::function<void(const wire::JoinOptions&)> then) {
  next_look_ = around_.loop.after(kLookAgainMs, [this, then = std::move(then)]() mutable { look_up(std::move(then)); });
}

void SimulatedGroup::take_kept_seats(const std::vector<Seat>& seats) {
  for (const auto& seat : seats) {
    around_.taken.insert(seat.group);
    add_device(seat).connect();
  }
  complete_ = true;
}

void SimulatedGroup::take_a_place(const wire::JoinOptions& options) {
  for (const auto& group : options.groups) {
    if (group.has_host || around_.named.contains(group.name) || !around_.taken.insert(group.id).second) continue;
    auto& host = add_device({index_, Role::host, group.id, ops::random_id<DeviceId>(), {}});
    host.join(
        group.id, [this](GroupId joined) { others_join(joined); },
        [this](const Rejection& why) { fail("an expected group could not be joined", why); });
    return;
  }
  name_a_group();
}

void SimulatedGroup::name_a_group() {
  const auto& workplace = around_.decks.workplaces.deal();
  const auto time_round = names_tried_++ / static_cast<int>(around_.decks.workplaces.size());
  ExpectedGroup about;
  about.name = workplace.name;
  if (time_round > 0) about.name += " " + std::to_string(time_round + 1);
  around_.named.insert(about.name);
  about.workplace = workplace.workplace;
  about.municipality = workplace.municipality;
  auto& host = add_device({index_, Role::host, {}, ops::random_id<DeviceId>(), {}});
  host.join(
      about,
      [this](GroupId joined) {
        around_.taken.insert(joined);
        others_join(joined);
      },
      [this](const Rejection& why) {
        if (why.code != RejectionCode::name_taken || names_tried_ > kMostNamesTried) {
          fail("a group could not be named", why);
          return;
        }
        // Not from inside the device that is being replaced.
        around_.loop.post([this, alive = alive_] {
          if (!*alive) return;
          devices_.clear();
          name_a_group();
        });
      });
}

// The screen first, then the phones, as people find their seats.
void SimulatedGroup::others_join(GroupId group) {
  if (std::exchange(complete_, true)) return;
  std::vector<Role> roles{Role::screen};
  roles.insert(roles.end(), static_cast<std::size_t>(phones_), Role::phone);
  std::int64_t delay_ms = 0;
  for (const auto role : roles) {
    delay_ms += around_.human_ms(1, 6);
    auto& device = add_device({index_, role, group, ops::random_id<DeviceId>(), {}});
    arrivals_.push_back(around_.loop.after(delay_ms, [this, &device, group] {
      device.join(
          group, [](GroupId) {}, [this](const Rejection& why) { fail("a device could not join", why); });
    }));
  }
}

Device& SimulatedGroup::add_device(Seat seat) {
  Device::Person person = [](const support::Mirror&, Millis) { return std::nullopt; };
  const auto seed = around_.dice.seed();
  if (seat.role == Role::host) {
    person = [mind = std::make_shared<HostMind>(seed, around_.decks, around_.speed)](
                 const support::Mirror& mirror, Millis now_ms) { return mind->next(mirror, now_ms); };
  } else if (seat.role == Role::phone) {
    person = [mind = std::make_shared<PhoneMind>(seed, around_.decks, around_.speed)](
                 const support::Mirror& mirror, Millis now_ms) { return mind->next(mirror, now_ms); };
  }
  devices_.push_back(std::make_unique<Device>(around_, std::move(seat), std::move(person)));
  return *devices_.back();
}

void SimulatedGroup::lose_network_now_and_then() {
  next_loss_ = around_.loop.after(around_.human_ms(300, 900), [this] {
    const auto length_ms = around_.human_ms(20, 90);
    for (const auto& device : devices_) device->lose_network(length_ms);
    lose_network_now_and_then();
  });
}

void SimulatedGroup::leave() {
  *alive_ = false;
  next_look_ = {};
  next_loss_ = {};
  arrivals_.clear();
  for (const auto& device : devices_) device->leave();
}

bool SimulatedGroup::all_here() const {
  const auto here = [](const auto& device) { return device->has_snapshot(); };
  return complete_ && std::all_of(devices_.begin(), devices_.end(), here);
}

std::size_t SimulatedGroup::connected() const {
  return static_cast<std::size_t>(
      std::count_if(devices_.begin(), devices_.end(), [](const auto& device) { return device->connected(); }));
}

void SimulatedGroup::fail(const std::string& what, const Rejection& why) {
  failed_ = true;
  around_.say(what + " (rejection " + std::to_string(static_cast<int>(why.code)) + ")");
}

}  // namespace samtale::crowd
