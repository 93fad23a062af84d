#include "scribes/seminar_office.h"

#include <stdexcept>
#include <utility>

#include "ops/random.h"
#include "samtale/v1/api.pb.h"
#include "support/test_client.h"
#include "wire/api.h"

namespace samtale::scribes {
namespace {

constexpr int kSuccesses = 2;  // 2xx
constexpr int kMostPhases = 12;

template <class Message>
Message read(const std::string& bytes) {
  Message message;
  if (!message.ParseFromString(bytes)) throw std::runtime_error("an answer cannot be read");
  return message;
}

void lead_to(support::TestClient& leader, PhaseKind kind) {
  if (!leader.hello()) throw std::runtime_error("the facilitator is not let in");
  if (leader.entities().session.state == SessionState::planned) leader.took_effect(command::OpenLobby{});
  const auto is_there = [&] { return leader.mirror().phase() != nullptr && leader.mirror().phase()->kind == kind; };
  for (int i = 0; i < kMostPhases && !is_there(); ++i)
    leader.took_effect(command::GoToNextPhase{leader.phase_revision()});
  if (!is_there()) throw std::runtime_error("the phase cannot be reached");
}

}  // namespace

SeminarOffice::SeminarOffice(support::LwsLoop& loop, support::ServerAddress address, std::string organiser_token)
    : loop_(loop), address_(std::move(address)), organiser_(std::move(organiser_token)) {}

std::string SeminarOffice::post(const std::string& path, std::string body, bool as_organiser) {
  support::HttpRequest request{.method = "POST", .path = path, .body = std::move(body)};
  if (as_organiser) request.bearer = organiser_;
  auto answer = support::exchange_now(loop_, address_, std::move(request));
  if (answer.status / 100 != kSuccesses)
    throw std::runtime_error(path + " was answered with " + std::to_string(answer.status));
  return std::move(answer.body);
}

Ticket SeminarOffice::join(const std::string& code, Role role, GroupId group, const std::string& new_name) {
  wire::JoinRequest wish;
  wish.door.code = code;
  wish.device = ops::random_id<DeviceId>();
  wish.role = role;
  if (group.empty())
    wish.new_group = ExpectedGroup{new_name, "Børnehuset", "Ærø", ""};
  else
    wish.group = group;
  const auto joined = wire::read_join_answer(post("/api/join", wire::write(wish), false));
  if (!joined) throw std::runtime_error("an answer cannot be read");
  return {role, joined->group, joined->token};
}

OpenedSeminar SeminarOffice::open(const Wish& wish) {
  v1::CreateSeminar create;
  create.set_title(wish.title);
  create.set_date("2099-03-01");
  create.set_starts_at("09:00");
  create.set_language(v1::LANGUAGE_DANISH);
  const auto summary = read<v1::SeminarSummary>(post("/api/seminars", create.SerializeAsString(), true));
  const auto id = SeminarId::parse(summary.seminar_id());
  if (!id) throw std::runtime_error("a seminar without an id");

  v1::InvitePerson invite;
  invite.set_role(v1::ROLE_FACILITATOR);
  invite.set_name("Bodil");
  const auto people = "/api/seminars/" + summary.seminar_id() + "/people";
  const auto link = read<v1::PersonalLink>(post(people, invite.SerializeAsString(), true));

  OpenedSeminar opened{*id, summary.room_code(), {{Role::facilitator, {}, link.token()}}};
  support::TestClient leader(loop_, address_, link.token());
  lead_to(leader, wish.phase);
  for (int i = 1; i <= wish.groups; ++i) {
    const auto host = join(summary.room_code(), Role::host, {}, "Gruppe " + std::to_string(i));
    opened.tickets.push_back(host);
    opened.tickets.push_back(join(summary.room_code(), Role::screen, host.group, ""));
    for (int phone = 0; phone < wish.phones; ++phone)
      opened.tickets.push_back(join(summary.room_code(), Role::phone, host.group, ""));
  }
  leader.close();
  return opened;
}

}  // namespace samtale::scribes
