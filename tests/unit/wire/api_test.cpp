// Bodies of the HTTP interface.
#include "wire/api.h"

#include <gtest/gtest.h>

#include "tests/unit/wire/fields.h"
#include "tests/unit/wire/samples.h"

namespace samtale::wire {
namespace {

using namespace std::string_literals;

const auto kSeminar = sample_id<SeminarId>(8);
const auto kGroup = sample_id<GroupId>(1);

// A field of text, by hand: bodies that the server only reads or only writes have no writer or reader to meet.
std::string text(int number, const std::string& value) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(value.size())} + value;
}
std::string number(int field, int value) { return {static_cast<char>(field << 3), static_cast<char>(value)}; }

TEST(Api, DoorComesBackAsItWas) {
  for (const Door& sent : {Door{"k7qm 3fpa-12", ""}, Door{"", "opaque"}, Door{"", ""}}) {
    const auto door = read_join_look_up(write(sent));
    ASSERT_TRUE(door);
    EXPECT_EQ(described(*door), described(sent));
  }
}

void expect_same(const JoinRequest& got, const JoinRequest& sent) {
  EXPECT_EQ(described(got.door), described(sent.door));
  EXPECT_EQ(got.device, sent.device);
  EXPECT_EQ(got.role, sent.role);
  EXPECT_EQ(got.group, sent.group);
  EXPECT_EQ(got.new_group, sent.new_group);
}

TEST(Api, JoinRequestComesBackAsItWas) {
  const auto device = sample_id<DeviceId>(4);
  for (const JoinRequest& sent :
       {JoinRequest{{"K7QM3FPA", ""}, device, Role::host, kGroup, std::nullopt},
        JoinRequest{{"", "opaque"}, device, Role::phone, std::nullopt, sample_about()},
        JoinRequest{{"K7QM3FPA", ""}, std::nullopt, Role::screen, std::nullopt, std::nullopt}}) {
    const auto request = read_join_request(write(sent));
    ASSERT_TRUE(request);
    expect_same(*request, sent);
  }
}

TEST(Api, DeviceIdThatIsNoneIsSaidApart) {
  const auto request =
      read_join_request(text(1, "K7QM3FPA") + text(3, "not an id") + number(4, 4) + text(5, kGroup.text()));
  ASSERT_TRUE(request);
  EXPECT_FALSE(request->device);
  EXPECT_EQ(request->group, kGroup);
}

TEST(Api, WhatIsNoJoinRequestIsNotRead) {
  EXPECT_FALSE(read_join_request(text(1, "K7QM3FPA")));                 // no role
  EXPECT_FALSE(read_join_request(text(1, "K7QM3FPA") + number(4, 7)));  // Role::room never comes in
  EXPECT_FALSE(read_join_request(text(1, "K7QM3FPA") + number(4, 4) + text(5, "no group")));  // a group that is no id
  EXPECT_FALSE(read_join_request(text(1, "\xFF") + number(4, 4)));
  EXPECT_FALSE(read_join_request("\x0a\x7f"));
}

TEST(Api, JoinOptionsComeBackAsTheyWere) {
  const JoinOptions sent{kSeminar,
                         "Børn på tværs",
                         Language::english,
                         SessionState::lobby,
                         "2031-04-17",
                         "12:30",
                         kGroup,
                         {{kGroup, "Team Ærø", "Skolen", true}, {sample_id<GroupId>(2), "Team To", "Huset", true}}};
  ASSERT_EQ(unfilled(sent), 0);
  const auto options = read_join_options(write(sent));
  ASSERT_TRUE(options);
  EXPECT_EQ(described(*options), described(sent));
}

TEST(Api, JoinOptionsOfARoomCodeNameNoGroup) {
  const JoinOptions sent{kSeminar, "", Language::danish, SessionState::planned, "", "", {}, {}};
  const auto options = read_join_options(write(sent));
  ASSERT_TRUE(options);
  EXPECT_EQ(described(*options), described(sent));
}

TEST(Api, JoinAnswerComesBackAsItWas) {
  const JoinAnswer sent{"token", kSeminar, kGroup};
  const auto answer = read_join_answer(write(sent));
  ASSERT_TRUE(answer);
  EXPECT_EQ(described(*answer), described(sent));
  EXPECT_FALSE(read_join_answer(text(1, "token")));
}

TEST(Api, ErrorComesBackAsItWas) {
  const Rejection sent{RejectionCode::text_too_long, "title", 200};
  EXPECT_EQ(read_api_error(write(sent)), sent);
  EXPECT_FALSE(read_api_error(""));
}

TEST(Api, CreateSeminarIsRead) {
  const auto create = read_create_seminar(text(1, "Titel") + text(2, "2031-04-17") + text(3, "12:30") + number(4, 2));
  ASSERT_TRUE(create);
  EXPECT_EQ(described(*create), described(CreateSeminar{"Titel", "2031-04-17", "12:30", Language::english}));
  EXPECT_FALSE(read_create_seminar(text(1, "Titel") + number(4, 3)));  // no such language
  EXPECT_FALSE(read_create_seminar(text(1, "\xFF") + number(4, 2)));
}

TEST(Api, InvitePersonIsRead) {
  const auto invite = read_invite_person(number(1, 3) + text(2, "Åse"));
  ASSERT_TRUE(invite);
  EXPECT_EQ(described(*invite), described(InvitePerson{Role::speaker, "Åse"}));
  EXPECT_FALSE(read_invite_person(text(2, "Åse")));
}

TEST(Api, AnswersAreWrittenAsTheirMessages) {
  EXPECT_EQ(write(Me{Role::facilitator, "Åse", kSeminar}), number(1, 2) + text(2, "Åse") + text(3, kSeminar.text()));
  EXPECT_EQ(write(Me{Role::organiser, "Åse", {}}), number(1, 1) + text(2, "Åse"));
  EXPECT_EQ(write_personal_link("secret"), text(1, "secret"));
  EXPECT_EQ(write_talk_stored(sample_id<MediaId>(9), 100), text(1, sample_id<MediaId>(9).text()) + number(2, 100));
  EXPECT_EQ(write(GroupLinks{"room", {{kGroup, "link"}}}),
            text(1, "room") + text(2, text(1, kGroup.text()) + text(2, "link")));
  const SeminarSummary summary{kSeminar, "Titel", "2031-04-17", "K7QM3FPA", SessionState::lobby};
  const auto body =
      text(1, kSeminar.text()) + text(2, "Titel") + text(3, "2031-04-17") + text(4, "K7QM3FPA") + number(5, 2);
  EXPECT_EQ(write(summary), body);
  EXPECT_EQ(write(std::vector{summary, summary}), text(1, body) + text(1, body));
}

}  // namespace
}  // namespace samtale::wire
