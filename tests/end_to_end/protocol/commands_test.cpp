// P-30 to P-37: every command is answered once, in order, within limits.
#include "ops/random.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Commands : public Venue {
 protected:
  // A host in the lobby of an open seminar, and who leads it.
  void SetUp() override {
    Venue::SetUp();
    open();
    facilitator_ = staff("facilitator");
    open_lobby(*facilitator_);
    joined_ = join_new("Familiegruppen Ø");
    host_ = arrived(joined_);
  }

  // How many answers to this command came: Changes that name it, and Rejections with its id.
  static std::size_t answers(const TestClient& client, CommandId id) {
    std::size_t count = 0;
    for (const auto& message : client.messages()) {
      if (const auto* changes = std::get_if<wire::Changes>(&message))
        count += static_cast<std::size_t>(std::count(changes->commands.begin(), changes->commands.end(), id));
      if (const auto* refusal = std::get_if<wire::Refusal>(&message)) count += refusal->command_id == id.text() ? 1 : 0;
    }
    return count;
  }

  Client facilitator_;
  Client host_;
  Joined joined_;

 private:
  void TearDown() override {
    for (const auto* client : {facilitator_.get(), host_.get()}) {
      if (!client) continue;
      EXPECT_EQ(client->mirror().violations(), std::vector<std::string>{});
    }
    facilitator_.reset();
    host_.reset();
    Venue::TearDown();
  }
};

TEST_F(Commands, P30_WhatACommandCreatesHasTheCommandsId) {
  const auto id = host_->send(command::AddNote{NoteKind::group_note, "Vi vil prøve en runde"});
  ASSERT_TRUE(host_->answer_to(id));
  ASSERT_EQ(host_->entities().notes.count(id.as<NoteTag>()), 1U);
  EXPECT_EQ(host_->entities().notes.at(id.as<NoteTag>()).text, "Vi vil prøve en runde");
}

TEST_F(Commands, P31_EachCommandIsAnsweredExactlyOnce) {
  std::vector<CommandId> sent;
  for (int i = 0; i < 10; ++i) {
    sent.push_back(host_->send(command::AddNote{NoteKind::group_note, "Note " + std::to_string(i)}));
    sent.push_back(host_->send(command::AddPerson{i % 2 ? "Søren" : ""}));  // empty: refused
    sent.push_back(host_->send(command::ClearBroadcast{}));                 // not a group's
  }
  for (const auto id : sent) ASSERT_TRUE(host_->answer_to(id));
  ASSERT_TRUE(host_->catch_up());
  for (const auto id : sent) EXPECT_EQ(answers(*host_, id), 1U);
}

TEST_F(Commands, P31_ACommandThatAsksForWhatIsAlreadySoIsAnsweredToo) {
  EXPECT_TRUE(host_->took_effect(command::SetReady{host_->phase_revision(), true}));
  const auto id = host_->send(command::SetReady{host_->phase_revision(), true});
  const auto answer = host_->answer_to(id);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->took_effect);
  EXPECT_EQ(answers(*host_, id), 1U);
}

TEST_F(Commands, P33_ACommandSentAgainOnTheSameConnectionTakesEffectOnce) {
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, "Kun én gang"}));
  const auto command = host_->last_sent();
  host_->resend(command);
  ASSERT_TRUE(host_->answer_to(command.id)->took_effect);
  ASSERT_TRUE(host_->catch_up());
  EXPECT_EQ(notes_saying(*host_, "Kun én gang"), 1U);
  EXPECT_EQ(answers(*host_, command.id), 2U);
  // The second answer is an empty Changes that names it.
  const wire::Changes* last = nullptr;
  for (const auto& message : host_->messages()) {
    if (const auto* changes = std::get_if<wire::Changes>(&message)) last = changes->commands.empty() ? last : changes;
  }
  ASSERT_TRUE(last);
  EXPECT_TRUE(last->changes.empty());
}

TEST_F(Commands, P33_SentTwiceAtOnceItTakesEffectOnce) {
  const Command command{ops::random_id<CommandId>(), command::AddPerson{"Gitte"}};
  host_->resend(command);
  host_->resend(command);
  host_->resend(command);
  ASSERT_TRUE(host_->answer_to(command.id));
  ASSERT_TRUE(host_->catch_up());
  EXPECT_EQ(host_->mirror().own_group()->roster.size(), 1U);
  EXPECT_EQ(answers(*host_, command.id), 3U);
}

TEST_F(Commands, P33_OnANewConnectionItTakesEffectOnce) {
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::insight, "for tidligt"}) == false);
  ASSERT_TRUE(host_->took_effect(command::AddPerson{"Åse"}));
  const auto command = host_->last_sent();
  host_->drop();
  host_->resend(command);  // waits for the welcome
  ASSERT_TRUE(host_->hello());
  ASSERT_TRUE(host_->answer_to(command.id)->took_effect);
  ASSERT_TRUE(host_->catch_up());
  EXPECT_EQ(host_->mirror().own_group()->roster.size(), 1U);
}

TEST_F(Commands, P33_WhatWasOnItsWayWhenTheNetworkDiedArrivesOnce) {
  std::vector<CommandId> sent;
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 5; ++i)
      sent.push_back(host_->send(command::AddNote{NoteKind::group_note, "Note " + std::to_string(sent.size())}));
    host_->drop();
    ASSERT_TRUE(host_->hello());
  }
  for (const auto id : sent) {
    const auto answer = host_->answer_to(id);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->took_effect) << "rejection " << static_cast<int>(answer->why.code);
  }
  EXPECT_EQ(host_->entities().notes.size(), sent.size());
}

TEST_F(Commands, P34_WhatTheRulesRefusedStaysRefusedAndANewCommandIsDecidedAnew) {
  const ActionPointText text{"Vi begynder med en runde", "Åse", "", "", false, {}};
  EXPECT_FALSE(host_->took_effect(command::AddActionPoint{text}));
  EXPECT_EQ(host_->last_refusal().code, RejectionCode::not_now);
  const auto command = host_->last_sent();
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  host_->resend(command);
  ASSERT_FALSE(host_->answer_to(command.id)->took_effect);
  EXPECT_EQ(host_->last_refusal().code, RejectionCode::not_now) << "the same answer, though it would be possible now";
  EXPECT_TRUE(host_->entities().action_points.empty());
  EXPECT_TRUE(host_->took_effect(command::AddActionPoint{text}));
  EXPECT_EQ(host_->entities().action_points.size(), 1U);
}

TEST_F(Commands, P35_CommandsAreDecidedInTheOrderSent) {
  std::vector<CommandId> sent;
  for (int i = 0; i < 30; ++i) sent.push_back(host_->send(command::AddPerson{"Person " + std::to_string(i)}));
  for (const auto id : sent) ASSERT_TRUE(host_->answer_to(id));
  const auto& roster = host_->mirror().own_group()->roster;
  ASSERT_EQ(roster.size(), 30U);
  for (std::size_t i = 0; i < roster.size(); ++i) EXPECT_EQ(roster[i].name, "Person " + std::to_string(i));
  std::vector<CommandId> answered;
  for (const auto& message : host_->messages()) {
    if (const auto* changes = std::get_if<wire::Changes>(&message))
      answered.insert(answered.end(), changes->commands.begin(), changes->commands.end());
  }
  EXPECT_EQ(answered, sent);
}

TEST_F(Commands, P36_TwoFacilitatorsPressingNextMoveOnePhase) {
  auto other = staff("facilitator");
  for (int round = 0; round < 3; ++round) {
    const auto revision = facilitator_->phase_revision();
    ASSERT_EQ(other->phase_revision(), revision);
    const auto first = facilitator_->send(command::GoToNextPhase{revision});
    const auto second = other->send(command::GoToNextPhase{revision});
    const auto one = facilitator_->answer_to(first);
    const auto two = other->answer_to(second);
    ASSERT_TRUE(one && two);
    EXPECT_NE(one->took_effect, two->took_effect);
    EXPECT_EQ((one->took_effect ? two : one)->why.code, RejectionCode::stale_revision);
    const auto moved = [&] {
      return facilitator_->phase_revision() == revision + 1 && other->phase_revision() == revision + 1;
    };
    EXPECT_TRUE(other->wait_for(moved));
  }
}

TEST_F(Commands, P36_AStaleTimerStepOrRevisionChangesNothing) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  EXPECT_FALSE(facilitator_->took_effect(command::PauseTimer{facilitator_->entities().timer.revision + 7}));
  EXPECT_EQ(facilitator_->last_refusal().code, RejectionCode::stale_revision);
  ASSERT_TRUE(host_->took_effect(command::GoToStep{facilitator_->phase_revision(), 0, 1}));
  EXPECT_FALSE(host_->took_effect(command::GoToStep{facilitator_->phase_revision(), 0, 1}));
  EXPECT_EQ(host_->last_refusal().code, RejectionCode::stale_revision);
  ActionPointText text{"Vi spørger først", "", "", "", false, {}};
  ASSERT_TRUE(host_->took_effect(command::AddActionPoint{text}));
  const auto id = host_->last_sent().id.as<ActionPointTag>();
  text.what = "Vi spørger altid først";
  ASSERT_TRUE(host_->took_effect(command::EditActionPoint{id, 1, text}));
  text.what = "Tabt ændring";
  EXPECT_FALSE(host_->took_effect(command::EditActionPoint{id, 1, text}));
  EXPECT_EQ(host_->last_refusal().code, RejectionCode::stale_revision);
  EXPECT_EQ(host_->entities().action_points.at(id).text.what, "Vi spørger altid først");
}

TEST_F(Commands, P37_ABurstAboveTheRateIsTooFastAndCostsNothingElse) {
  std::vector<CommandId> sent;
  for (int i = 0; i < 100; ++i) sent.push_back(host_->send(command::SetReady{host_->phase_revision(), i % 2 == 0}));
  std::size_t too_fast = 0;
  for (const auto id : sent) {
    const auto answer = host_->answer_to(id);
    ASSERT_TRUE(answer);
    if (!answer->took_effect) {
      EXPECT_EQ(answer->why.code, RejectionCode::too_fast);
      ++too_fast;
    }
  }
  EXPECT_GT(too_fast, 0U);
  EXPECT_LE(too_fast, 60U);
  EXPECT_FALSE(host_->ended());
  const auto screen = arrived(join(Role::screen, joined_.group));
  EXPECT_EQ(screen->mirror().own_group()->ready_phase_revision, host_->mirror().own_group()->ready_phase_revision);
}

TEST_F(Commands, P37_TwoHundredTooFastInARowCloseWith4429) {
  for (int i = 0; i < 1'000; ++i) host_->send(command::CallHelp{});
  ASSERT_TRUE(host_->wait_for_end());
  EXPECT_EQ(host_->ended()->code, 4429);
  EXPECT_TRUE(facilitator_->catch_up());
}

TEST_F(Commands, ARoleMayOnlyDoWhatTheAccessTableGrantsIt) {
  auto screen = arrived(join(Role::screen, joined_.group));
  auto phone = arrived(join(Role::phone, joined_.group));
  auto speaker = staff("speaker");
  const auto denied = [](TestClient& client, command::Body body) {
    return !client.took_effect(std::move(body)) && client.last_refusal().code == RejectionCode::not_allowed;
  };
  EXPECT_TRUE(denied(*screen, command::AddNote{NoteKind::group_note, "nej"}));
  EXPECT_TRUE(denied(*phone, command::AddNote{NoteKind::group_note, "nej"}));
  EXPECT_TRUE(denied(*phone, command::CallHelp{}));
  EXPECT_TRUE(denied(*host_, command::GoToNextPhase{host_->phase_revision()}));
  EXPECT_TRUE(denied(*speaker, command::ShowBroadcast{"nej"}));
  EXPECT_TRUE(denied(*facilitator_, command::AddNote{NoteKind::group_note, "nej"}));
  EXPECT_TRUE(denied(*facilitator_, command::EditPlan{facilitator_->entities().plan->plan}));
}

TEST_F(Commands, AGroupCannotTouchAnotherGroupsThings) {
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, "Vores"}));
  const auto note = host_->last_sent().id.as<NoteTag>();
  auto other = arrived(join_new("PPR-teamet"));
  EXPECT_FALSE(other->took_effect(command::EditNote{note, "Deres"}));
  EXPECT_EQ(other->last_refusal().code, RejectionCode::not_found);
  EXPECT_FALSE(other->took_effect(command::RemoveNote{note}));
  ASSERT_TRUE(host_->catch_up());
  EXPECT_EQ(notes_saying(*host_, "Vores"), 1U);
}

}  // namespace
}  // namespace samtale::protocol_test
