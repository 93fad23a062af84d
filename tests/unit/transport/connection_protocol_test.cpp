#include "transport/connection_protocol.h"

#include <gtest/gtest.h>

namespace samtale::transport {
namespace {

using live::CloseCode;

template <class SomeId>
SomeId id(std::uint8_t number) {
  SomeId made;
  made.bytes.fill(number);
  return made;
}

std::string hello(std::uint32_t protocol = 1) { return wire::write_hello({protocol, "token", {}, std::nullopt}); }
std::string call_help(std::uint8_t number = 1) {
  return wire::write_command({id<CommandId>(number), command::CallHelp{}});
}
std::string clock_ping(std::uint32_t number) { return wire::write_clock_ping({number, 12}); }

template <class Step>
const Step* as(const ProtocolStep& step) {
  return std::get_if<Step>(&step);
}

class Greeted : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(as<Greet>(protocol.on_message(hello(), now_ms))); }
  ConnectionProtocol protocol;
  limits::Millis now_ms = 1'000'000;
};

// P-10.
TEST(BeforeHello, NothingElseMayComeFirst) {
  for (const auto& first : {call_help(), clock_ping(1), wire::write_talk_report({})}) {
    ConnectionProtocol protocol;
    const auto step = protocol.on_message(first, 1);
    ASSERT_TRUE(as<End>(step));
    EXPECT_EQ(as<End>(step)->code, CloseCode::no_sign_of_life);
    EXPECT_FALSE(protocol.greeted());
  }
}

// P-04: the connection stays, and may still say hello.
TEST(BeforeHello, WhatCannotBeReadIsRejected) {
  ConnectionProtocol protocol;
  const auto step = protocol.on_message("\xFF\xFF", 1);
  ASSERT_TRUE(as<Refuse>(step));
  EXPECT_EQ(as<Refuse>(step)->refusal.why.code, RejectionCode::malformed);
  EXPECT_TRUE(as<Greet>(protocol.on_message(hello(), 1)));
}

// P-14.
TEST(BeforeHello, AnotherProtocolIsTooOld) {
  for (const std::uint32_t version : {0U, 2U}) {
    ConnectionProtocol protocol;
    const auto step = protocol.on_message(hello(version), 1);
    ASSERT_TRUE(as<End>(step));
    EXPECT_EQ(as<End>(step)->code, CloseCode::client_too_old);
  }
}

TEST_F(Greeted, CommandsAreSubmitted) {
  const auto step = protocol.on_message(call_help(7), now_ms);
  ASSERT_TRUE(as<Submit>(step));
  EXPECT_EQ(as<Submit>(step)->command.id, id<CommandId>(7));
}

TEST_F(Greeted, TheClockIsAnswered) {
  const auto step = protocol.on_message(clock_ping(3), now_ms);
  ASSERT_TRUE(as<AnswerClock>(step));
  EXPECT_EQ(as<AnswerClock>(step)->ping.number, 3U);
  EXPECT_EQ(as<AnswerClock>(step)->ping.last_round_trip_ms, 12U);
}

// P-10.
TEST_F(Greeted, ASecondHelloIsMalformed) {
  const auto step = protocol.on_message(hello(), now_ms);
  ASSERT_TRUE(as<Refuse>(step));
  EXPECT_EQ(as<Refuse>(step)->refusal.why.code, RejectionCode::malformed);
}

// P-86.
TEST_F(Greeted, ReportsOfPlayersAreTakenAndNeverAnswered) {
  TalkReport report;
  report.talk_1_percent = 40;
  const auto step = protocol.on_message(wire::write_talk_report(report), now_ms);
  ASSERT_TRUE(as<TakeReport>(step));
  EXPECT_EQ(as<TakeReport>(step)->report, report);
}

// P-37: they have the clock's allowance.
TEST_F(Greeted, ReportsOfPlayersThatComeTooFastArePassedOverAndAreTheEndWhenTheyGoOn) {
  const auto report = wire::write_talk_report({});
  for (int i = 1; i < limits::kCommandBurst; ++i) {  // the hello was one too
    const auto step = i % 2 == 0 ? protocol.on_message(report, now_ms) : protocol.on_message(clock_ping(1), now_ms);
    ASSERT_FALSE(as<Ignore>(step)) << i;
  }
  EXPECT_TRUE(as<Ignore>(protocol.on_message(report, now_ms)));
  EXPECT_TRUE(as<Ignore>(protocol.on_message(clock_ping(1), now_ms)));
  EXPECT_TRUE(as<Submit>(protocol.on_message(call_help(), now_ms))) << "a command has an allowance of its own";
  for (std::size_t i = 1; i < limits::kTooFastInARow; ++i) {
    ASSERT_TRUE(as<Ignore>(protocol.on_message(report, now_ms))) << i;
  }
  const auto step = protocol.on_message(report, now_ms);
  ASSERT_TRUE(as<End>(step));
  EXPECT_EQ(as<End>(step)->code, CloseCode::too_many);
}

// P-37.
TEST_F(Greeted, ABurstAndThenTheRate) {
  for (int i = 0; i < limits::kCommandBurst; ++i)
    ASSERT_TRUE(as<Submit>(protocol.on_message(call_help(), now_ms))) << i;
  const auto refused = protocol.on_message(call_help(9), now_ms);
  ASSERT_TRUE(as<Refuse>(refused));
  EXPECT_EQ(as<Refuse>(refused)->refusal.why.code, RejectionCode::too_fast);
  EXPECT_EQ(as<Refuse>(refused)->refusal.command_id, id<CommandId>(9).text());
  EXPECT_TRUE(as<AnswerClock>(protocol.on_message(clock_ping(1), now_ms))) << "the clock has an allowance of its own";

  now_ms += 1'000;
  for (int i = 0; i < limits::kCommandsPerSecond; ++i) {
    ASSERT_TRUE(as<Submit>(protocol.on_message(call_help(), now_ms))) << i;
  }
  EXPECT_TRUE(as<Refuse>(protocol.on_message(call_help(), now_ms)));
}

// P-37.
TEST_F(Greeted, TooFastForTooLongIsTheEnd) {
  for (int i = 0; i < limits::kCommandBurst; ++i) ASSERT_TRUE(as<Submit>(protocol.on_message(call_help(), now_ms)));
  for (std::size_t i = 1; i < limits::kTooFastInARow; ++i) {
    ASSERT_TRUE(as<Refuse>(protocol.on_message(call_help(), now_ms))) << i;
  }
  const auto step = protocol.on_message(call_help(), now_ms);
  ASSERT_TRUE(as<End>(step));
  EXPECT_EQ(as<End>(step)->code, CloseCode::too_many);
}

TEST_F(Greeted, ANoiseOfUnreadableFramesEndsToo) {
  bool ended = false;
  for (std::size_t i = 0; i < limits::kCommandBurst + limits::kTooFastInARow && !ended; ++i) {
    ended = as<End>(protocol.on_message("\xFF", now_ms)) != nullptr;
  }
  EXPECT_TRUE(ended);
}

auth::Identity organiser() { return {Viewer{Role::organiser, {}, {}}, "Ida", {}, id<store::OrganiserId>(1)}; }
auth::Identity facilitator() {
  return {Viewer{Role::facilitator, {}, {}}, "Finn", id<SeminarId>(10), id<store::OrganiserId>(1)};
}

// Seminar 10 belongs to organiser 1, seminar 20 to organiser 2; there is no other.
std::optional<store::OrganiserId> owner_of(SeminarId seminar) {
  if (seminar == id<SeminarId>(10)) return id<store::OrganiserId>(1);
  if (seminar == id<SeminarId>(20)) return id<store::OrganiserId>(2);
  return std::nullopt;
}

using Result = std::variant<SeminarId, CloseCode>;

// P-11.
TEST(SeminarFor, AnOrganiserNamesOneOfTheirOwn) {
  EXPECT_EQ(seminar_for(organiser(), id<SeminarId>(10).text(), owner_of), Result(id<SeminarId>(10)));
  EXPECT_EQ(seminar_for(organiser(), "", owner_of), Result(CloseCode::other_seminar));
  EXPECT_EQ(seminar_for(organiser(), "nonsense", owner_of), Result(CloseCode::other_seminar));
  EXPECT_EQ(seminar_for(organiser(), id<SeminarId>(20).text(), owner_of), Result(CloseCode::other_seminar));
  EXPECT_EQ(seminar_for(organiser(), id<SeminarId>(30).text(), owner_of), Result(CloseCode::gone));
}

// P-11.
TEST(SeminarFor, OthersHaveOneAndMayNotNameAnother) {
  EXPECT_EQ(seminar_for(facilitator(), "", owner_of), Result(id<SeminarId>(10)));
  EXPECT_EQ(seminar_for(facilitator(), id<SeminarId>(10).text(), owner_of), Result(id<SeminarId>(10)));
  EXPECT_EQ(seminar_for(facilitator(), id<SeminarId>(20).text(), owner_of), Result(CloseCode::other_seminar));
  EXPECT_EQ(seminar_for(facilitator(), "nonsense", owner_of), Result(CloseCode::other_seminar));
  auto left_behind = facilitator();
  left_behind.seminar = id<SeminarId>(30);
  EXPECT_EQ(seminar_for(left_behind, "", owner_of), Result(CloseCode::gone));
}

// P-15.
TEST(ConnectionsAllowed, DependOnTheKindOfToken) {
  EXPECT_EQ(connections_allowed(organiser()), 20U);
  EXPECT_EQ(connections_allowed(facilitator()), 20U);
  for (const auto role : {Role::host, Role::screen, Role::phone}) {
    EXPECT_EQ(connections_allowed({Viewer{role, id<GroupId>(1), id<DeviceId>(1)}, {}, id<SeminarId>(10), {}}), 5U);
  }
}

}  // namespace
}  // namespace samtale::transport
