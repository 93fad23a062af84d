// The mirror against docs/protocol.md: what it keeps, what it forgets, and that it notices a server that breaks a rule.
// A mirror that noticed nothing would let every end-to-end test pass.
#include "support/mirror.h"

#include <gtest/gtest.h>

namespace samtale::support {
namespace {

template <class SomeId>
SomeId numbered_id(std::uint8_t number) {
  SomeId id;
  id.bytes[15] = number;
  return id;
}

Note note(std::uint8_t number, const std::string& text) {
  return {numbered_id<NoteId>(number), NoteKind::group_note, {}, text, 0};
}

wire::Changes changes(std::uint64_t sequence, std::vector<Change> what, std::vector<CommandId> commands = {}) {
  return {Position{1, sequence}, std::move(commands), false, std::move(what)};
}

wire::Changes snapshot(std::uint64_t sequence, std::vector<Change> what) {
  return {Position{1, sequence}, {}, true, std::move(what)};
}

class MirrorTest : public testing::Test {
 protected:
  void arrive(std::uint64_t sequence = 10, std::vector<Change> what = {}) {
    mirror_.take(wire::Welcome{});
    mirror_.take(snapshot(sequence, std::move(what)));
  }
  std::size_t violations() const { return mirror_.violations().size(); }
  bool breaks(const std::string& rule) const {
    return violations() == 1 && mirror_.violations().front().rfind(rule, 0) == 0;
  }

  Mirror mirror_;
};

TEST_F(MirrorTest, P12_ASnapshotReplacesAllItKnew) {
  arrive(10, {note(1, "gammel")});
  mirror_.disconnected();
  EXPECT_FALSE(mirror_.synced());
  EXPECT_EQ(mirror_.entities().notes.size(), 1U) << "a lost network loses nothing";
  arrive(3, {note(2, "ny")});
  EXPECT_EQ(mirror_.entities().notes.size(), 1U);
  EXPECT_EQ(mirror_.entities().notes.begin()->second.text, "ny");
}

TEST_F(MirrorTest, P13_HelloCarriesThePositionOnceThereIsOne) {
  EXPECT_FALSE(mirror_.hello("t", "").position);
  arrive(10);
  EXPECT_EQ(mirror_.hello("t", "").position, (Position{1, 10}));
}

TEST_F(MirrorTest, P20_ApplyingTheSameChangeTwiceIsHarmless) {
  arrive();
  mirror_.take(changes(11, {note(1, "én")}));
  const auto once = mirror_.entities();
  mirror_.take(changes(12, {note(1, "én")}));
  EXPECT_EQ(mirror_.entities(), once);
}

TEST_F(MirrorTest, P20_AnEntityIsReplacedByItsIdAndRemovedByIt) {
  arrive(10, {note(1, "én"), note(2, "to")});
  mirror_.take(changes(11, {note(1, "rettet")}));
  EXPECT_EQ(mirror_.entities().notes.at(numbered_id<NoteId>(1)).text, "rettet");
  mirror_.take(changes(12, {change::Removed{change::EntityKind::note, numbered_id<NoteId>(2).bytes}}));
  EXPECT_EQ(mirror_.entities().notes.size(), 1U);
  mirror_.take(changes(13, {change::Removed{change::EntityKind::question, numbered_id<NoteId>(1).bytes}}));
  EXPECT_EQ(mirror_.entities().notes.size(), 1U) << "a question's removal is no note's";
}

TEST_F(MirrorTest, P21_AFrameWithoutPositionLeavesItAsItWas) {
  arrive(10);
  change::GroupPresence presence;
  presence.id = numbered_id<GroupId>(1);
  mirror_.take(wire::Changes{std::nullopt, {}, false, {presence}});
  EXPECT_EQ(mirror_.position(), (Position{1, 10}));
  EXPECT_EQ(mirror_.presence().size(), 1U);
  EXPECT_EQ(violations(), 0U);
}

TEST_F(MirrorTest, P21_GapsAreNormal) {
  arrive(10);
  mirror_.take(changes(50, {note(1, "én")}));
  EXPECT_EQ(violations(), 0U);
}

TEST_F(MirrorTest, P33_WhatIsUnansweredIsPendingInTheOrderSent) {
  arrive();
  const Command first{numbered_id<CommandId>(9), command::CallHelp{}};
  const Command second{numbered_id<CommandId>(3), command::CancelHelp{}};
  mirror_.sent(first);
  mirror_.sent(second);
  mirror_.disconnected();
  const auto pending = mirror_.pending();
  ASSERT_EQ(pending.size(), 2U);
  EXPECT_EQ(pending[0].id, first.id);
  EXPECT_EQ(pending[1].id, second.id);
  arrive();
  mirror_.take(changes(11, {}, {first.id}));
  EXPECT_FALSE(mirror_.is_pending(first.id));
  EXPECT_TRUE(mirror_.answer(first.id)->took_effect);
  mirror_.take(wire::Refusal{second.id.text(), {RejectionCode::not_now, {}, 0}});
  EXPECT_FALSE(mirror_.has_pending());
  EXPECT_EQ(mirror_.answer(second.id)->why.code, RejectionCode::not_now);
  EXPECT_EQ(mirror_.refusals(), 1U);
}

TEST_F(MirrorTest, NoticesChangesBeforeWelcome) {
  mirror_.take(snapshot(1, {}));
  EXPECT_TRUE(breaks("P-12"));
}

TEST_F(MirrorTest, NoticesAMissingSnapshot) {
  mirror_.take(wire::Welcome{});
  mirror_.take(changes(1, {note(1, "én")}));
  EXPECT_TRUE(breaks("P-12"));
}

TEST_F(MirrorTest, NoticesResumingFromNowhere) {
  wire::Welcome welcome;
  welcome.resumed = true;
  mirror_.take(welcome);
  EXPECT_TRUE(breaks("P-13"));
}

TEST_F(MirrorTest, NoticesStoredEntitiesWithoutAPosition) {
  arrive();
  mirror_.take(wire::Changes{std::nullopt, {}, false, {note(1, "én")}});
  EXPECT_TRUE(breaks("P-21"));
}

TEST_F(MirrorTest, NoticesChangesThatBringItNoFurther) {
  arrive(10);
  mirror_.take(changes(10, {note(1, "én")}));
  EXPECT_TRUE(breaks("P-21"));
}

TEST_F(MirrorTest, NoticesAPositionThatGoesBack) {
  arrive(10);
  mirror_.take(changes(9, {}));
  EXPECT_TRUE(breaks("P-22"));
}

TEST_F(MirrorTest, NoticesASecondAnswer) {
  arrive();
  const Command command{numbered_id<CommandId>(9), command::CallHelp{}};
  mirror_.sent(command);
  mirror_.take(changes(11, {}, {command.id}));
  mirror_.take(wire::Refusal{command.id.text(), {RejectionCode::not_now, {}, 0}});
  EXPECT_TRUE(breaks("P-31"));
}

TEST_F(MirrorTest, TwoAnswersToTwoSendsAreFine) {
  arrive();
  const Command command{numbered_id<CommandId>(9), command::CallHelp{}};
  mirror_.sent(command);
  mirror_.sent(command);
  mirror_.take(changes(11, {}, {command.id}));
  mirror_.take(changes(11, {}, {command.id}));
  EXPECT_EQ(violations(), 0U);
}

TEST_F(MirrorTest, OthersCommandsAreTheirBusiness) {
  arrive();
  mirror_.take(changes(11, {note(1, "én")}, {numbered_id<CommandId>(77)}));
  EXPECT_EQ(violations(), 0U);
}

TEST_F(MirrorTest, AClientThatLivesForHoursForgetsItsAnswers) {
  mirror_.forget_answers();
  arrive();
  const Command command{numbered_id<CommandId>(9), command::CallHelp{}};
  mirror_.sent(command);
  EXPECT_TRUE(mirror_.has_pending());
  mirror_.take(changes(11, {}, {command.id}));
  EXPECT_FALSE(mirror_.has_pending());
  EXPECT_FALSE(mirror_.answer(command.id));
}

}  // namespace
}  // namespace samtale::support
