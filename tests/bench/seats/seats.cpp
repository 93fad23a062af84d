#include "seats.h"

#include <algorithm>
#include <stdexcept>

#include "ops/random.h"
#include "post_all.h"
#include "scribes/seminar_office.h"
#include "wire/api.h"
#include "wire/client_frame.h"

namespace samtale::bench {
namespace {

constexpr std::uint32_t kProtocol = 1;

Role role_of(std::size_t device) {
  if (device == 0) return Role::host;
  return device == 1 ? Role::screen : Role::phone;
}

wire::JoinRequest wish_of(const std::string& code, Role role) {
  wire::JoinRequest wish;
  wish.door.code = code;
  wish.device = ops::random_id<DeviceId>();
  wish.role = role;
  return wish;
}

// Takes as many seats as there are wishes.
void take(std::vector<Seat*> seats, const std::vector<std::string>& wishes, const support::ServerAddress& address) {
  const auto answers = post_all(address, "/api/join", wishes);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto joined = wire::read_join_answer(answers[i]);
    if (!joined) throw std::runtime_error("an answer cannot be read");
    seats[i]->token = joined->token;
    seats[i]->group_id = joined->group;
  }
}

}  // namespace

SeatedSeminar seat(support::LwsLoop& loop, const support::ServerAddress& address, const std::string& organiser_token,
                   const SeatsWish& wish) {
  if (!ops::start_random()) throw std::runtime_error("there is no randomness");
  scribes::SeminarOffice office(loop, address, organiser_token);
  const auto opened = office.open({.title = wish.title, .phase = wish.phase, .groups = 0, .phones = 0});
  SeatedSeminar seated{opened.id, organiser_token, opened.tickets.front().token, {}};
  seated.seats.resize(wish.groups * wish.devices);
  std::vector<Seat*> hosts, others;
  for (std::size_t i = 0; i < seated.seats.size(); ++i) {
    auto& seat = seated.seats[i];
    seat.role = role_of(i % wish.devices);
    seat.group = i / wish.devices;
    (seat.role == Role::host ? hosts : others).push_back(&seat);
  }

  std::vector<std::string> wishes;
  for (const auto* host : hosts) {
    auto join = wish_of(opened.room_code, Role::host);
    join.new_group = ExpectedGroup{"Gruppe " + std::to_string(host->group + 1), "Børnehuset", "Ærø", ""};
    wishes.push_back(wire::write(join));
  }
  take(hosts, wishes, address);

  wishes.clear();
  for (const auto* other : others) {
    auto join = wish_of(opened.room_code, other->role);
    join.group = hosts[other->group]->group_id;
    wishes.push_back(wire::write(join));
  }
  take(others, wishes, address);
  return seated;
}

std::string hello_of(const std::string& token) { return wire::write_hello({kProtocol, token, {}, {}}); }

std::string hello_of(const std::string& token, SeminarId seminar) {
  return wire::write_hello({kProtocol, token, seminar.text(), {}});
}

}  // namespace samtale::bench
