// P-60 to P-63: codes and links.
#include "ops/random.h"
#include "samtale/v1/api.pb.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Codes : public Venue {
 protected:
  support::HttpAnswer ask(const std::string& code) {
    wire::Door door;
    door.code = code;
    return post("/api/join/look-up", wire::write(door));
  }
  support::HttpAnswer ask_with_link(const std::string& link) {
    wire::Door door;
    door.link = link;
    return post("/api/join/look-up", wire::write(door));
  }
};

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

TEST_F(Codes, P60_CaseSpacesAndHyphensDoNotMatter) {
  open();
  const auto code = room_code();
  ASSERT_EQ(code.size(), 9U);
  ASSERT_EQ(code[4], '-');
  const auto first = code.substr(0, 4);
  const auto second = code.substr(5);
  const auto spelt = first.substr(0, 2) + " " + first.substr(2) + "-" + second.substr(0, 1) + " " + second.substr(1);
  for (const auto& typed : {code, lower(code), first + second, first + " " + second, "  " + code + " ", spelt,
                            lower(first) + "–" + second, first + "--" + second}) {
    const auto answer = ask(typed);
    EXPECT_EQ(answer.status, 200) << "'" << typed << "'";
    const auto options = wire::read_join_options(answer.body);
    ASSERT_TRUE(options);
    EXPECT_EQ(options->seminar, seminar());
    EXPECT_TRUE(options->group.empty());
  }
}

TEST_F(Codes, P60_AGroupCodeNamesTheGroup) {
  open();
  const auto organiser = staff("organiser");
  const auto joined = join_new("Familiegruppen");
  ASSERT_TRUE(organiser->wait_for([&] { return organiser->entities().progress.count(joined.group) == 1; }));
  const auto number = std::to_string(organiser->entities().progress.at(joined.group).number);
  for (const auto& typed : {room_code() + "-" + number, lower(room_code()) + " " + number}) {
    const auto options = look_up(typed);
    EXPECT_EQ(options.group, joined.group) << typed;
    EXPECT_EQ(options.groups.size(), 1U);
  }
  EXPECT_NE(ask(room_code() + "-99999").status, 200);
}

TEST_F(Codes, P60_OnlyTheThirtyOneSymbols) {
  open();
  for (const auto* wrong : {"", "K7QM", "K7QM-3FP", "K7QM-3FP0", "K7QM-3FPI", "K7QM-3FPÆ", "K7QM-3FPAXXXXXXXX"}) {
    const auto answer = ask(wrong);
    EXPECT_EQ(answer.status, 404) << wrong;
    EXPECT_EQ(error_of(answer), RejectionCode::code_unknown) << wrong;
  }
}

TEST_F(Codes, P61_AnUnknownAndAnEndedSeminarsCodeGetTheSameAnswer) {
  open();
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::welcome);
  ASSERT_TRUE(facilitator->took_effect(command::EndSeminar{facilitator->phase_revision()}));
  const auto ended = ask(room_code());
  const auto unknown = ask("2222-2223");
  EXPECT_EQ(error_of(ended), RejectionCode::code_unknown);
  EXPECT_EQ(ended.status, unknown.status);
  EXPECT_EQ(ended.body, unknown.body);
  EXPECT_EQ(ended.headers, unknown.headers);
  wire::JoinRequest wish;
  wish.door.code = room_code();
  wish.device = ops::random_id<DeviceId>();
  wish.role = Role::host;
  wish.new_group = ExpectedGroup{"For sent", "", "", ""};
  EXPECT_EQ(ask_to_join(wish).body, unknown.body);
}

TEST_F(Codes, P61_GuessingIsThrottledAndTheLinkStillWorks) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  const auto link = host->mirror().welcome().group_link;
  support::HttpAnswer answer;
  int guesses = 0;
  for (; guesses < 200 && answer.status != 429; ++guesses) answer = ask("2222-2222");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(error_of(answer), RejectionCode::too_fast);
  EXPECT_GT(guesses, 20) << "a whole town hall shares one address";
  EXPECT_EQ(ask_with_link(link).status, 200);
}

TEST_F(Codes, P62_JoiningAgainGivesANewTokenForTheSameDevice) {
  open();
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  const auto group = join_new("Familiegruppen").group;
  const auto first = join(Role::phone, group);
  const auto phone = arrived(first);
  ASSERT_TRUE(phone->took_effect(command::AddNote{NoteKind::private_note, "Kun min telefon"}));
  const auto again = join(Role::phone, group, first.device);
  EXPECT_NE(again.token, first.token);
  const auto same_phone = arrived(again);
  EXPECT_EQ(same_phone->mirror().welcome().viewer.device, first.device);
  EXPECT_EQ(notes_saying(*same_phone, "Kun min telefon"), 1U);
  EXPECT_EQ(facilitator->entities().progress.size(), look_up(room_code()).groups.size());
}

TEST_F(Codes, P62_NamingAGroupAgainDoesNotMakeTwo) {
  open();
  wire::JoinRequest wish;
  wish.door.code = room_code();
  wish.device = ops::random_id<DeviceId>();
  wish.role = Role::host;
  wish.new_group = ExpectedGroup{"Team Ærø", "Familiehuset", "Ærø", ""};
  const auto before = look_up(room_code()).groups.size();
  const auto first = wire::read_join_answer(ask_to_join(wish).body);
  const auto second = wire::read_join_answer(ask_to_join(wish).body);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->group, second->group);
  EXPECT_EQ(look_up(room_code()).groups.size(), before + 1);
}

TEST_F(Codes, JoiningWithNonsenseIsRefusedSpecifically) {
  open();
  const auto group = join_new("Familiegruppen").group;
  wire::JoinRequest good;
  good.door.code = room_code();
  good.device = ops::random_id<DeviceId>();
  good.role = Role::phone;
  good.group = group;
  auto no_device = good;
  no_device.device.reset();
  EXPECT_EQ(error_of(ask_to_join(no_device)), RejectionCode::id_invalid);
  auto as_staff = good;
  as_staff.role = Role::facilitator;
  EXPECT_EQ(error_of(ask_to_join(as_staff)), RejectionCode::not_allowed);
  auto unknown_group = good;
  unknown_group.group = ops::random_id<GroupId>();
  EXPECT_EQ(error_of(ask_to_join(unknown_group)), RejectionCode::not_found);
  auto nameless = good;
  nameless.role = Role::host;
  nameless.group.reset();
  nameless.new_group = ExpectedGroup{"   ", "", "", ""};
  EXPECT_EQ(error_of(ask_to_join(nameless)), RejectionCode::text_empty);
  EXPECT_EQ(error_of(post("/api/join", "\xff\xff")), RejectionCode::malformed);
  EXPECT_EQ(ask_to_join(good).status, 200);
}

TEST_F(Codes, P63_TheLinksOfTheOrganiserLeadToTheRightDoors) {
  open();
  const auto joined = join_new("Familiegruppen");
  const auto answer = get("/api/seminars/" + seminar().text() + "/links", token_of("organiser"));
  ASSERT_EQ(answer.status, 200);
  v1::GroupLinks links;
  ASSERT_TRUE(links.ParseFromString(answer.body));
  const auto room = wire::read_join_options(ask_with_link(links.room_link()).body);
  ASSERT_TRUE(room);
  EXPECT_EQ(room->seminar, seminar());
  EXPECT_TRUE(room->group.empty());
  bool found = false;
  for (const auto& entry : links.groups()) {
    if (entry.group_id() != joined.group.text()) continue;
    found = true;
    const auto options = wire::read_join_options(ask_with_link(entry.link()).body);
    ASSERT_TRUE(options);
    EXPECT_EQ(options->group, joined.group);
  }
  EXPECT_TRUE(found);
  auto forged = links.room_link();
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(error_of(ask_with_link(forged)), RejectionCode::code_unknown);
}

}  // namespace
}  // namespace samtale::protocol_test
