// From planning a seminar to a device in a group, over HTTP to a real server.
#include <gtest/gtest.h>

#include "auth/code_throttle.h"
#include "domain/room_code.h"
#include "live_socket.h"
#include "organiser_messages.h"
#include "plain_http.h"
#include "running_server.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

RejectionCode error(const Reply& reply) {
  const auto why = wire::read_api_error(reply.body);
  return why ? why->code : RejectionCode{};
}

class Joining : public ::testing::Test {
 protected:
  void SetUp() override {
    seminar = create("En dag om leg", "2026-12-01");
    ASSERT_FALSE(seminar.id.empty());
  }

  struct Created {
    SeminarId id;
    std::string room_code;
  };
  Created create(const std::string& title, const std::string& date, const std::string& starts_at = "09:00") {
    last = http(server.address, "POST", "/api/seminars", create_seminar_message(title, date, starts_at),
                bearer(server.organiser));
    if (last.status != 201) return {};
    return {*SeminarId::parse(text_of_field(last.body, 1)), text_of_field(last.body, 4)};
  }

  wire::JoinOptions look_up(const wire::Door& door) {
    last = http(server.address, "POST", "/api/join/look-up", wire::write(door));
    return wire::read_join_options(last.body).value_or(wire::JoinOptions{});
  }
  wire::JoinAnswer join(const wire::JoinRequest& request) {
    last = http(server.address, "POST", "/api/join", wire::write(request));
    return wire::read_join_answer(last.body).value_or(wire::JoinAnswer{});
  }
  wire::JoinRequest new_group(const std::string& name, Role role = Role::host) {
    return {{seminar.room_code, {}},
            ops::random_id<DeviceId>(),
            role,
            std::nullopt,
            ExpectedGroup{name, "Skolen", "Odense", {}}};
  }
  wire::JoinRequest existing_group(GroupId group, Role role) {
    return {{seminar.room_code, {}}, ops::random_id<DeviceId>(), role, group, std::nullopt};
  }

  RunningServer server;
  Created seminar;
  Reply last;
};

TEST_F(Joining, AnOrganiserSeesWhatTheyCreated) {
  const auto list = http(server.address, "GET", "/api/seminars", {}, bearer(server.organiser));
  EXPECT_EQ(list.status, 200);
  EXPECT_NE(list.body.find("En dag om leg"), std::string::npos);
  EXPECT_NE(list.body.find(seminar.room_code), std::string::npos);
  const auto other = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  EXPECT_EQ(http(server.address, "GET", "/api/seminars", {}, bearer(other)).body, "");
}

TEST_F(Joining, WhatCannotBeCreatedSaysWhy) {
  create("", "2026-12-01");
  EXPECT_EQ(error(last), RejectionCode::text_empty);
  create("En dag", "2026-02-30");
  EXPECT_EQ(error(last), RejectionCode::date_invalid);
  create("En dag", "2026-11-20");
  EXPECT_EQ(error(last), RejectionCode::date_in_past);
  create("En dag", "2026-11-21");
  EXPECT_EQ(last.status, 201) << "today is not in the past";
  create("En dag", "2026-12-01", "25:00");
  EXPECT_EQ(error(last), RejectionCode::date_invalid);
  EXPECT_EQ(wire::read_api_error(last.body)->field, "starts_at");
  create("En dag \xC3", "2026-12-01");
  EXPECT_EQ(last.status, 400);
}

TEST_F(Joining, OnlyPeopleWithALinkGetIn) {
  EXPECT_EQ(http(server.address, "GET", "/api/me").status, 401);
  EXPECT_EQ(error(http(server.address, "GET", "/api/me", {}, bearer("no such token"))), RejectionCode::sign_in_needed);
  EXPECT_EQ(http(server.address, "GET", "/api/me", {}, bearer(server.organiser)).status, 200);
  const auto device = join(new_group("Solsikken")).token;
  ASSERT_FALSE(device.empty());
  EXPECT_EQ(error(http(server.address, "GET", "/api/me", {}, bearer(device))), RejectionCode::not_allowed);
  EXPECT_EQ(error(http(server.address, "GET", "/api/seminars", {}, bearer(device))), RejectionCode::not_allowed);
}

TEST_F(Joining, PeopleAreInvitedAndGetTheirOwnSeminarOnly) {
  const auto people = "/api/seminars/" + seminar.id.text() + "/people";
  const auto links = "/api/seminars/" + seminar.id.text() + "/links";
  const auto invitation = invite_message(2, "Finn");  // role 2: facilitator
  const auto answer = http(server.address, "POST", people, invitation, bearer(server.organiser));
  ASSERT_EQ(answer.status, 201);
  const auto facilitator = text_of_field(answer.body, 1);
  EXPECT_NE(http(server.address, "GET", "/api/me", {}, bearer(facilitator)).body.find("Finn"), std::string::npos);
  EXPECT_EQ(http(server.address, "GET", links, {}, bearer(facilitator)).status, 200);
  EXPECT_EQ(error(http(server.address, "POST", people, invitation, bearer(facilitator))), RejectionCode::not_allowed);

  EXPECT_EQ(error(http(server.address, "POST", people, invite_message(1, "x"), bearer(server.organiser))),
            RejectionCode::not_allowed)
      << "organisers are not invited this way";
  EXPECT_EQ(error(http(server.address, "POST", people, invite_message(3, ""), bearer(server.organiser))),
            RejectionCode::text_empty);

  const auto other = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  EXPECT_EQ(error(http(server.address, "GET", links, {}, bearer(other))), RejectionCode::not_found);
  EXPECT_EQ(error(http(server.address, "POST", people, invitation, bearer(other))), RejectionCode::not_found);
}

// P-60.
TEST_F(Joining, CodesAreReadHoweverTheyAreTyped) {
  const auto halves = in_two_halves(seminar.room_code);
  std::string lower = halves;
  for (auto& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const auto& typed :
       {seminar.room_code, halves, lower, " " + halves + " ", halves.substr(0, 4) + " " + halves.substr(5)}) {
    EXPECT_EQ(look_up({typed, {}}).seminar, seminar.id) << typed;
  }
}

// P-61.
TEST_F(Joining, WrongCodesAllGetTheSameAnswer) {
  const std::string wrong = seminar.room_code == "22222222" ? "33333333" : "22222222";
  for (const auto& typed : {wrong, std::string("not a code"), std::string(), seminar.room_code + "-7"}) {
    look_up({typed, {}});
    EXPECT_EQ(last.status, 404) << typed;
    EXPECT_EQ(error(last), RejectionCode::code_unknown) << typed;
  }
  look_up({{}, "no link of ours"});
  EXPECT_EQ(error(last), RejectionCode::code_unknown);
}

// P-61.
TEST_F(Joining, GuessingIsSlowedAndRightCodesAreNotCounted) {
  for (int i = 0; i < 2 * auth::kWrongCodeBurstPerAddress; ++i)
    ASSERT_EQ(look_up({seminar.room_code, {}}).seminar, seminar.id);
  const std::string wrong = seminar.room_code == "22222222" ? "33333333" : "22222222";
  for (int i = 0; i < auth::kWrongCodeBurstPerAddress; ++i) {
    look_up({wrong, {}});
    ASSERT_EQ(last.status, 404) << i;
  }
  look_up({wrong, {}});
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(error(last), RejectionCode::too_fast);
  server.clock.advance_ms(60'000);
  look_up({wrong, {}});
  EXPECT_EQ(last.status, 404);
}

TEST_F(Joining, AGroupNamesItselfAndItsHostMakesItArrive) {
  const auto answer = join(new_group("Solsikken"));
  ASSERT_EQ(last.status, 200);
  EXPECT_EQ(answer.seminar, seminar.id);
  EXPECT_EQ(answer.token.size(), 43U);
  const auto options = look_up({seminar.room_code, {}});
  ASSERT_EQ(options.groups.size(), 1U);
  EXPECT_EQ(options.groups[0].id, answer.group);
  EXPECT_EQ(options.groups[0].name, "Solsikken");
  EXPECT_TRUE(options.groups[0].has_host);
  EXPECT_TRUE(options.group.empty());

  const auto by_group_code = look_up({seminar.room_code + "-1", {}});
  EXPECT_EQ(by_group_code.group, answer.group);

  join(existing_group(answer.group, Role::phone));
  EXPECT_EQ(last.status, 200);
  join(new_group("solsikken"));
  EXPECT_EQ(error(last), RejectionCode::name_taken);
}

// P-62.
TEST_F(Joining, JoiningAgainGivesANewTokenForTheSameDevice) {
  const auto wish = new_group("Solsikken");
  const auto first = join(wish);
  const auto again = join(wish);
  ASSERT_EQ(last.status, 200);
  EXPECT_EQ(again.group, first.group);
  EXPECT_NE(again.token, first.token);
  EXPECT_EQ(look_up({seminar.room_code, {}}).groups.size(), 1U);
  for (const auto& token : {first.token, again.token}) {
    LiveSocket socket(server.address, token);
    const auto welcome = socket.next_of<wire::Welcome>();
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->viewer, (Viewer{Role::host, first.group, *wish.device}));
  }
}

TEST_F(Joining, ADeviceIsOfOneGroup) {
  const auto wish = new_group("Solsikken");
  const auto own = join(wish);
  const auto other = join(new_group("Bøgen"));
  auto again = existing_group(other.group, Role::host);
  again.device = wish.device;
  join(again);
  EXPECT_EQ(error(last), RejectionCode::id_invalid);
  again = new_group("Egen");
  again.device = wish.device;
  join(again);
  EXPECT_EQ(error(last), RejectionCode::id_invalid);
  EXPECT_EQ(look_up({seminar.room_code, {}}).groups.size(), 2U);
  again = existing_group(own.group, Role::phone);
  again.device = wish.device;
  join(again);
  EXPECT_EQ(last.status, 200);
}

TEST_F(Joining, AGroupsLinkLeadsIntoThatGroupOnly) {
  const auto one = join(new_group("Solsikken"));
  const auto two = join(new_group("Bøgen"));
  LiveSocket host(server.address, one.token);
  const auto welcome = host.next_of<wire::Welcome>();
  ASSERT_TRUE(welcome);
  const wire::Door door{{}, welcome->group_link};
  EXPECT_EQ(look_up(door).group, one.group);
  EXPECT_EQ(look_up(door).groups.size(), 1U);
  EXPECT_EQ(join({door, ops::random_id<DeviceId>(), Role::screen, one.group, std::nullopt}).group, one.group);
  EXPECT_EQ(join({door, ops::random_id<DeviceId>(), Role::screen, std::nullopt, std::nullopt}).group, one.group);
  join({door, ops::random_id<DeviceId>(), Role::screen, two.group, std::nullopt});
  EXPECT_EQ(error(last), RejectionCode::not_allowed);
}

TEST_F(Joining, WhoMayNotJoinIsToldWhy) {
  auto wish = new_group("Solsikken");
  wish.device.reset();
  join(wish);
  EXPECT_EQ(error(last), RejectionCode::id_invalid);
  join(new_group("Solsikken", Role::facilitator));
  EXPECT_EQ(error(last), RejectionCode::not_allowed);
  join(new_group(""));
  EXPECT_EQ(error(last), RejectionCode::text_empty);
  join(existing_group(ops::random_id<GroupId>(), Role::host));
  EXPECT_EQ(error(last), RejectionCode::not_found);
  wish = new_group("x");
  wish.new_group.reset();
  join(wish);
  EXPECT_EQ(error(last), RejectionCode::id_invalid);
  EXPECT_TRUE(look_up({seminar.room_code, {}}).groups.empty()) << "nothing was changed";
}

}  // namespace
}  // namespace samtale::transport
