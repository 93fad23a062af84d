// Server frames: what is written can be read back, whole.
#include "wire/server_frame.h"

#include <gtest/gtest.h>

#include "tests/unit/wire/fields.h"
#include "tests/unit/wire/samples.h"

namespace samtale::wire {
namespace {

const auto kGroup = sample_id<GroupId>(1);
const auto kActionPoint = sample_id<ActionPointId>(6);

// At least one of every kind; more where an entity has more than one form.
std::vector<Change> samples() {
  const StepPosition step{4, 2, 90'000};
  const Round sample_round{9,
                           900'000,
                           {{sample_id<PersonId>(3), SeatState::speaking}, {sample_id<PersonId>(2), SeatState::later}},
                           {sample_id<PersonId>(3), 60'000, 120'000},
                           {}};
  Question question{sample_id<QuestionId>(5), kGroup, "Hvordan?", {}, QuestionState::answered, 1'900'000'000'000};
  question.backing = {sample_id<GroupId>(2), sample_id<GroupId>(3)};
  question.wording = "Hvordan så?";
  question.into = sample_id<QuestionId>(15);
  return {
      change::Plan{sample_id<SeminarId>(8), sample_plan(), "K7QM3FPA", sample_agenda()},
      Session{SessionState::running, 5, 7},
      Timer{3, 2'100'000, true, 1'900'000'000'000, 0, 0, true},
      Timer{4, 2'100'000, false, 0, 60'000, 0, false},
      Timer{5, 2'100'000, false, 0, 0, 12'000, true},
      Timer{},
      Playback{sample_id<MediaId>(9), true, 1'900'000'000'000, 0, 7},
      Playback{sample_id<MediaId>(9), false, 0, 45'000, 8},
      Playback{},
      change::StageView{{sample_id<QuestionId>(5), {}}, "Team Ærø"},
      change::StageView{{{}, kGroup, 1'900'000'000'000, 120'000, 3, 8}, "Team Ærø"},
      change::StageView{},
      Broadcast{sample_id<BroadcastId>(10), "Vi går i gang", 1'900'000'000'000},
      Broadcast{},
      change::GroupView{kGroup,
                        {"Team Ærø", "Skolen", "Ærø Kommune", "", WorkArea::school},
                        12,
                        {{sample_id<PersonId>(2), "Åse", true}, {sample_id<PersonId>(3), "Bo", false}},
                        step,
                        sample_round,
                        sample_id<PersonId>(2),
                        sample_id<PersonId>(3),
                        true,
                        4,
                        1'900'000'000'001,
                        1'900'000'000'002,
                        true,
                        180'000,
                        {3, 1'900'000'000'003}},
      change::GroupView{kGroup, {}, 1, {}, {}, {}, {}, {}, false, 0, 0, 0, false},
      Note{sample_id<NoteId>(3), NoteKind::insight, {}, "en indsigt", 1'900'000'000'000, true},
      change::QuestionView{question, "Team Ærø"},
      change::ActionPointView{kActionPoint,
                              3,
                              sample_agreement(),
                              true,
                              1'900'000'000'000,
                              true,
                              "et forbehold",
                              "Trivsel",
                              sample_origin(),
                              {{kGroup, "Team Ærø", "Skolen", 2}},
                              {"Team Rømø"}},
      change::SharedActionPoint{kActionPoint,
                                kGroup,
                                "Team Ærø",
                                "Skolen",
                                "hvad",
                                "hvem",
                                "2031-06-01",
                                "først",
                                true,
                                "Trivsel",
                                WorkArea::health,
                                1'900'000'000'003,
                                sample_origin(),
                                {sample_id<GroupId>(22)},
                                {sample_id<GroupId>(23)},
                                "tegn"},
      change::GroupProgress{kGroup, sample_about(), 12, true, 1'900'000'000'000, true, 8, 7, 6, 5, 4, step, 4,
                            1'900'000'000'001, 180'000, 1'900'000'000'002, 2},
      change::GroupPresence{kGroup, 1, 2, 3, 480, 1'900'000'000'000},
      change::GroupTalk{kGroup, sample_talk_report(), 2},
      change::Storage{true},
      change::Storage{false},
      change::Removed{change::EntityKind::group_progress, kGroup.bytes},
      change::GroupMessageView{
          {sample_id<MessageId>(24), kActionPoint, kGroup, sample_id<GroupId>(22), "Hvordan?", 1'900'000'000'004,
           "Med en klokke", 1'900'000'000'005},
          "Team Rømø"},
      change::WallInsight{sample_id<NoteId>(3), kGroup, "Team Ærø", "en indsigt", true},
  };
}

Changes changes_of(std::vector<Change> changes) {
  return {
      Position{2, 1'234'567'890'123}, {sample_id<CommandId>(11), sample_id<CommandId>(12)}, true, std::move(changes)};
}

std::optional<ServerMessage> back(const PreparedFrame& frame) { return read_server_frame(payload_of(frame)); }

TEST(ServerFrame, ThereIsASampleOfEveryChange) {
  std::set<std::size_t> kinds;
  for (const auto& change : samples()) kinds.insert(change.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<Change>) << "a new change needs a sample here";
}

// The first sample of a kind fills every field, except where one excludes another or is not for this audience.
TEST(ServerFrame, SamplesForgetNoField) {
  for (const auto& change : samples()) {
    if (std::holds_alternative<change::Plan>(change) || std::holds_alternative<Session>(change) ||
        std::holds_alternative<change::ActionPointView>(change) ||
        std::holds_alternative<change::SharedActionPoint>(change) ||
        std::holds_alternative<change::GroupProgress>(change) ||
        std::holds_alternative<change::GroupPresence>(change) || std::holds_alternative<change::GroupTalk>(change) ||
        std::holds_alternative<change::Removed>(change) ||
        std::holds_alternative<change::WallInsight>(change) ||
        std::holds_alternative<change::GroupMessageView>(change)) {
      EXPECT_EQ(unfilled(change), 0) << described(change);
    }
    // What was put into a question is told with those questions.
    if (std::holds_alternative<change::QuestionView>(change)) EXPECT_EQ(unfilled(change), 1) << described(change);
  }
}

TEST(ServerFrame, EveryChangeComesBackAsItWas) {
  for (const auto& change : samples()) {
    const auto message = back(frame(changes_of({change})));
    ASSERT_TRUE(message) << described(change);
    const auto& changes = std::get<Changes>(*message).changes;
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0], change) << described(change) << "\n" << described(changes[0]);
  }
}

TEST(ServerFrame, ChangesKeepOrderPositionAndAcknowledgement) {
  const auto sent = changes_of(samples());
  const auto message = back(frame(sent));
  ASSERT_TRUE(message);
  const auto& got = std::get<Changes>(*message);
  EXPECT_EQ(got.position, sent.position);
  EXPECT_EQ(got.commands, sent.commands);
  EXPECT_TRUE(got.snapshot);
  EXPECT_EQ(got.changes, sent.changes);
}

TEST(ServerFrame, WhatWasEncodedBeforeComesBehindItsOwnChanges) {
  for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{200}, std::size_t{70'000}}) {
    const Broadcast own{BroadcastId{}, "own", 1};
    const Broadcast shared{BroadcastId{}, std::string(length, 'x'), 2};
    const auto more = encode_changes({shared, Timer{}});
    const auto message = read_server_frame(payload_of(frame(Changes{Position{2, 9}, {}, true, {own}}, more)));
    ASSERT_TRUE(message) << length;
    const auto& changes = std::get<Changes>(*message);
    EXPECT_EQ(changes.position, (Position{2, 9}));
    EXPECT_TRUE(changes.snapshot);
    ASSERT_EQ(changes.changes.size(), 3u);
    EXPECT_EQ(std::get<Broadcast>(changes.changes[0]).text, "own");
    EXPECT_EQ(std::get<Broadcast>(changes.changes[1]).text, shared.text);
    EXPECT_TRUE(std::holds_alternative<Timer>(changes.changes[2]));
  }
}

TEST(ServerFrame, P21PresenceHasNoPosition) {
  const auto message = back(frame(Changes{std::nullopt, {}, false, {change::GroupPresence{kGroup, 1, 0, 0, 0, 5}}}));
  ASSERT_TRUE(message);
  EXPECT_FALSE(std::get<Changes>(*message).position);
  EXPECT_FALSE(std::get<Changes>(*message).snapshot);
}

TEST(ServerFrame, P33EmptyChangesOnlyAcknowledge) {
  const auto message = back(frame(Changes{Position{1, 5}, {sample_id<CommandId>(1)}, false, {}}));
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<Changes>(*message).commands, std::vector{sample_id<CommandId>(1)});
}

TEST(ServerFrame, WelcomeComesBackAsItWas) {
  const Welcome sent{
      {Role::host, kGroup, sample_id<DeviceId>(4)}, sample_id<SeminarId>(8), "Åse", true, "group", "room", 20,
      {"meet.example.org"}};
  ASSERT_EQ(unfilled(sent), 0);
  const auto message = back(frame(sent));
  ASSERT_TRUE(message);
  EXPECT_EQ(described(std::get<Welcome>(*message)), described(sent));
}

TEST(ServerFrame, WelcomeOfStaffHasNeitherGroupNorDevice) {
  const Welcome sent{{Role::organiser, {}, {}}, sample_id<SeminarId>(8), "", false, "", "", 1};
  const auto message = back(frame(sent));
  ASSERT_TRUE(message);
  EXPECT_EQ(described(std::get<Welcome>(*message)), described(sent));
}

TEST(ServerFrame, EveryRejectionComesBackAsItWas) {
  for (int code = 1; code <= 35; ++code) {
    if (code > 21 && code < 30) continue;  // no such codes
    const Refusal sent{"AAECAwQFBgcICQoLDA0ODw", {static_cast<RejectionCode>(code), "text", 500}};
    const auto message = back(frame(sent));
    ASSERT_TRUE(message) << code;
    EXPECT_EQ(described(std::get<Refusal>(*message)), described(sent));
  }
}

TEST(ServerFrame, ClockPongComesBackAsItWas) {
  const auto message = back(frame(ClockPong{17, 1'900'000'000'123}));
  ASSERT_TRUE(message);
  EXPECT_EQ(std::get<ClockPong>(*message).number, 17u);
  EXPECT_EQ(std::get<ClockPong>(*message).server_ms, 1'900'000'000'123);
}

TEST(ServerFrame, WhatIsNoFrameIsNotRead) {
  EXPECT_FALSE(read_server_frame(""));
  EXPECT_FALSE(read_server_frame("hello"));
  EXPECT_FALSE(read_server_frame(std::string_view("\x2a\x00", 2)));          // field 5
  EXPECT_FALSE(read_server_frame(std::string_view("\x12\x02\x22\x00", 4)));  // a change that is nothing
  EXPECT_FALSE(read_server_frame(std::string_view("\x1a\x02\x10\x63", 4)));  // rejected with code 99
}

TEST(ServerFrame, NoCutMakesItCrash) {
  const auto whole = frame(changes_of(samples()));
  const auto payload = payload_of(whole);
  for (std::size_t length = 0; length < payload.size(); ++length) {
    EXPECT_FALSE(read_server_frame(payload.substr(0, length))) << length;
  }
}

// The payload is written straight behind its header; this holds the two to each other at every form of header.
TEST(ServerFrame, HeaderFitsThePayload) {
  for (const std::size_t length : {0u, 50u, 200u, 70'000u}) {
    const auto whole = frame(changes_of({Broadcast{sample_id<BroadcastId>(1), std::string(length, 'x'), 1}}));
    EXPECT_EQ(*whole, *prepare_binary(payload_of(whole)));
    EXPECT_TRUE(back(whole));
  }
}

}  // namespace
}  // namespace samtale::wire
