// P-44, P-70 to P-91: what a group does in its conversations and with others, command by command, and what everybody is told
// of it. The rules themselves have their tests in tests/unit/domain; here they go over the wire.
#include "venue.h"

namespace samtale::protocol_test {
namespace {

// Two groups, one of them with two phones, in an open seminar.
class Conversation : public Venue {
 protected:
  void SetUp() override {
    Venue::SetUp();
    open();
    facilitator_ = staff("facilitator");
    open_lobby(*facilitator_);
    const auto joined = join_new("Familiegruppen");
    group_ = joined.group;
    host_ = arrived(joined);
    phone_ = arrived(join(Role::phone, group_));
    other_phone_ = arrived(join(Role::phone, group_));
    other_host_ = arrived(join_new("PPR-teamet"));
  }
  void TearDown() override {
    for (auto* client : {&facilitator_, &host_, &phone_, &other_phone_, &other_host_}) {
      if (!*client) continue;
      EXPECT_EQ((*client)->mirror().violations(), std::vector<std::string>{});
      client->reset();
    }
    Venue::TearDown();
  }

  void expect_refused(TestClient& client, command::Body body, RejectionCode why) {
    EXPECT_FALSE(client.took_effect(std::move(body)));
    EXPECT_EQ(client.last_refusal().code, why);
  }
  template <class Tag>
  Id<Tag> made(TestClient& client, command::Body body) {
    EXPECT_TRUE(client.took_effect(std::move(body)));
    return client.last_sent().id.as<Tag>();
  }
  ActionPointId agreed(const std::string& what) {
    return made<ActionPointTag>(*host_, command::AddActionPoint{{what, "", "", "", false, {}}});
  }
  // Shared, and seen by the other group.
  ActionPointId shared(const std::string& what) {
    lead_to(*facilitator_, PhaseKind::productive_conversation);
    const auto id = agreed(what);
    EXPECT_TRUE(host_->took_effect(command::ShareActionPoint{id, true}));
    lead_to(*facilitator_, PhaseKind::sharing);
    EXPECT_TRUE(other_host_->wait_for([&] { return other_host_->entities().gallery.count(id) == 1; }));
    return id;
  }
  const change::ActionPointView& point(TestClient& client, ActionPointId id) {
    EXPECT_TRUE(client.catch_up());
    return client.entities().action_points.at(id);
  }
  const change::QuestionView& question(TestClient& client, QuestionId id) {
    EXPECT_TRUE(client.catch_up());
    return client.entities().questions.at(id);
  }
  const std::vector<change::PersonView>& roster(TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    return client.mirror().own_group()->roster;
  }
  std::uint32_t turn(TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    return client.mirror().own_group()->round.revision;
  }
  void begin_round() {
    lead_to(*facilitator_, PhaseKind::learning_conversation);
    ASSERT_TRUE(host_->catch_up());
    const auto& steps = host_->mirror().phase()->steps;
    const auto found = std::find_if(steps.begin(), steps.end(), [](const Step& s) { return s.kind == StepKind::round; });
    const auto step = static_cast<std::uint32_t>(found - steps.begin());
    ASSERT_TRUE(host_->took_effect(command::GoToStep{host_->phase_revision(), 0, step}));
    ASSERT_TRUE(host_->took_effect(command::StartRound{host_->phase_revision(), step}));
  }

  Client facilitator_, host_, phone_, other_phone_, other_host_;
  GroupId group_;
};

TEST_F(Conversation, P90_APhoneSpeaksForSomebodyWhomTheHostTypedIn) {
  const auto ida = made<PersonTag>(*host_, command::AddPerson{"Ida"});
  const auto per = made<PersonTag>(*host_, command::AddPerson{"Per"});
  ASSERT_TRUE(phone_->took_effect(command::ClaimPerson{ida}));
  expect_refused(*other_phone_, command::ClaimPerson{ida}, RejectionCode::name_taken);
  expect_refused(*host_, command::ClaimPerson{per}, RejectionCode::not_allowed);
  expect_refused(*phone_, command::AddPerson{"Eva"}, RejectionCode::limit_reached);
  for (auto* client : {host_.get(), other_phone_.get()}) {
    EXPECT_EQ(roster(*client), (std::vector<change::PersonView>{{ida, "Ida", true}, {per, "Per", false}}));
  }
  begin_round();
  expect_refused(*other_phone_, command::LengthenTurn{turn(*other_phone_)}, RejectionCode::not_allowed);
  ASSERT_TRUE(phone_->took_effect(command::LengthenTurn{turn(*phone_)}));
  ASSERT_TRUE(phone_->took_effect(command::EndTurn{turn(*phone_), SeatState::spoken}));
  expect_refused(*phone_, command::EndTurn{turn(*phone_), SeatState::spoken}, RejectionCode::not_allowed);
  ASSERT_TRUE(phone_->took_effect(command::ClaimPerson{}));
  EXPECT_FALSE(roster(*host_)[0].has_phone);
  EXPECT_TRUE(other_phone_->took_effect(command::ClaimPerson{ida}));
}

TEST_F(Conversation, P90_WhomAPhoneSpeaksForOutlivesTheServer) {
  const auto ida = made<PersonTag>(*host_, command::AddPerson{"Ida"});
  ASSERT_TRUE(phone_->took_effect(command::ClaimPerson{ida}));
  kill_and_start_again();
  for (auto* phone : {phone_.get(), other_phone_.get()}) {
    ASSERT_TRUE(phone->wait_for_end());
    ASSERT_TRUE(phone->hello());
  }
  EXPECT_TRUE(roster(*other_phone_)[0].has_phone);
  expect_refused(*other_phone_, command::RenamePerson{ida, "Ea"}, RejectionCode::not_allowed);
  EXPECT_TRUE(phone_->took_effect(command::RenamePerson{ida, "Ea"}));
}

TEST_F(Conversation, P70_ANoteThatIsHandedInIsTheGroupsForGood) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  const auto note = made<NoteTag>(*phone_, command::AddNote{NoteKind::private_note, "kun for mig"});
  expect_refused(*host_, command::HandInNote{note, NoteKind::group_note}, RejectionCode::not_allowed);
  expect_refused(*phone_, command::HandInNote{note, NoteKind::private_note}, RejectionCode::malformed);
  ASSERT_TRUE(phone_->took_effect(command::HandInNote{note, NoteKind::insight}));
  ASSERT_TRUE(host_->catch_up());
  EXPECT_EQ(host_->entities().notes.at(note).kind, NoteKind::insight);
  EXPECT_TRUE(host_->took_effect(command::EditNote{note, "for os alle"})) << "it is the group's to word anew";
}

TEST_F(Conversation, P73_P74_InsightsAreSharedShownAndTakenBackOneByOne) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  const auto insight = made<NoteTag>(*host_, command::AddNote{NoteKind::insight, "Vi spørger for sent"});
  expect_refused(*phone_, command::ShareInsight{insight, true}, RejectionCode::not_allowed);
  expect_refused(*facilitator_, command::ShowInsight{group_, insight, true}, RejectionCode::not_found);
  ASSERT_TRUE(host_->took_effect(command::ShareInsight{insight, true}));
  ASSERT_TRUE(facilitator_->wait_for([&] { return facilitator_->entities().wall.count(insight) == 1; }));
  ASSERT_TRUE(facilitator_->took_effect(command::ShowInsight{group_, insight, true}));
  lead_to(*facilitator_, PhaseKind::wrap_up);
  const auto on_the_wall = [&] { return other_host_->entities().wall.count(insight); };
  ASSERT_TRUE(other_host_->wait_for([&] { return on_the_wall() == 1; }));
  ASSERT_TRUE(facilitator_->took_effect(command::ShowInsight{group_, insight, false}));
  ASSERT_TRUE(other_host_->wait_for([&] { return on_the_wall() == 0; }));
  ASSERT_TRUE(facilitator_->took_effect(command::ShowInsight{group_, insight, true}));
  ASSERT_TRUE(other_host_->wait_for([&] { return on_the_wall() == 1; }));
  ASSERT_TRUE(host_->took_effect(command::ShareInsight{insight, false}));
  EXPECT_TRUE(other_host_->wait_for([&] { return on_the_wall() == 0; }));
}

TEST_F(Conversation, P71_AnActionPointIsADraftUntilTheWordingThatWasReadIsConfirmed) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  const auto id = agreed("Vi begynder til tiden");
  expect_refused(*phone_, command::ConfirmActionPoint{id, 1, true}, RejectionCode::not_allowed);
  ASSERT_TRUE(host_->took_effect(command::EditActionPoint{id, 1, {"Vi begynder klokken ni", "", "", "", false, {}}}));
  expect_refused(*host_, command::ConfirmActionPoint{id, 1, true}, RejectionCode::stale_revision);
  ASSERT_TRUE(host_->took_effect(command::ConfirmActionPoint{id, 2, true}));
  EXPECT_TRUE(point(*phone_, id).confirmed);
  ASSERT_TRUE(host_->took_effect(command::EditActionPoint{id, 3, {"Vi begynder klokken ti", "", "", "", false, {}}}));
  EXPECT_FALSE(point(*phone_, id).confirmed) << "another wording is a draft again";
}

TEST_F(Conversation, P72_OfTwoReservationsInTheSameMomentNoneIsLost) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  const auto id = agreed("Vi begynder til tiden");
  const auto one = phone_->send(command::RecordReservation{id, "Ikke om mandagen", ""});
  const auto two = other_phone_->send(command::RecordReservation{id, "Hvem dækker vagten?", ""});
  const auto first = phone_->answer_to(one);
  const auto second = other_phone_->answer_to(two);
  ASSERT_TRUE(first && second);
  ASSERT_NE(first->took_effect, second->took_effect);
  auto& late = first->took_effect ? *other_phone_ : *phone_;
  EXPECT_EQ((first->took_effect ? second : first)->why.code, RejectionCode::stale_revision);
  const std::string seen = point(late, id).reservation;
  EXPECT_EQ(seen, first->took_effect ? "Ikke om mandagen" : "Hvem dækker vagten?");
  ASSERT_TRUE(late.took_effect(command::RecordReservation{id, seen + "\nOg en mere", seen}));
  EXPECT_EQ(point(*host_, id).reservation, seen + "\nOg en mere");
  ASSERT_TRUE(host_->took_effect(command::RecordReservation{id, "", seen + "\nOg en mere"}));
  EXPECT_EQ(point(*phone_, id).reservation, "");
}

TEST_F(Conversation, P75_P76_WhatIsTakenUpRemembersWhereItCameFromAndIsToldHowFarItWent) {
  const auto id = shared("Vi begynder til tiden");
  expect_refused(*host_, command::TakeUpActionPoint{id}, RejectionCode::not_allowed);
  const auto copy = made<ActionPointTag>(*other_host_, command::TakeUpActionPoint{id});
  expect_refused(*other_host_, command::TakeUpActionPoint{id}, RejectionCode::already_taken_up);
  EXPECT_EQ(point(*other_host_, copy).origin.group_name, "Familiegruppen");
  EXPECT_FALSE(point(*other_host_, copy).confirmed);
  ASSERT_EQ(point(*host_, id).taken_up_by.size(), 1U);
  EXPECT_EQ(point(*host_, id).taken_up_by[0].group_name, "PPR-teamet");
}

TEST_F(Conversation, P77_ThanksCanBeTakenBack) {
  const auto id = shared("Vi begynder til tiden");
  expect_refused(*host_, command::ThankGroup{id, true}, RejectionCode::not_allowed);
  ASSERT_TRUE(other_host_->took_effect(command::ThankGroup{id, true}));
  EXPECT_EQ(point(*host_, id).thanked_by, std::vector<std::string>{"PPR-teamet"});
  ASSERT_TRUE(other_host_->took_effect(command::ThankGroup{id, false}));
  EXPECT_EQ(point(*host_, id).thanked_by, std::vector<std::string>{});
}

TEST_F(Conversation, P78_P91_AQuestionToAGroupIsAnsweredByThatGroup) {
  const auto id = shared("Vi begynder til tiden");
  expect_refused(*other_host_, command::AskGroup{id, "Spørg 010203-1234"}, RejectionCode::personal_number);
  const auto question = made<MessageTag>(*other_host_, command::AskGroup{id, "Hvordan begyndte I?"});
  ASSERT_TRUE(phone_->wait_for([&] { return phone_->entities().messages.count(question) == 1; }));
  expect_refused(*other_host_, command::AnswerGroup{question, "Sådan", ""}, RejectionCode::not_allowed);
  const auto third = arrived(join_new("Sundhedsplejen"));
  expect_refused(*third, command::AnswerGroup{question, "Sådan", ""}, RejectionCode::not_found);
  expect_refused(*phone_, command::AnswerGroup{question, "Spørg 010203-1234", ""}, RejectionCode::personal_number);
  ASSERT_TRUE(phone_->took_effect(command::AnswerGroup{question, "Med en klokke", ""}));
  expect_refused(*host_, command::AnswerGroup{question, "Med en sang", ""}, RejectionCode::stale_revision);
  const auto answer = [&](TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    return client.entities().messages.at(question).message.answer;
  };
  EXPECT_EQ(answer(*other_host_), "Med en klokke");
  ASSERT_TRUE(host_->took_effect(command::AnswerGroup{question, "", "Med en klokke"}));
  EXPECT_EQ(answer(*other_host_), "");
}

TEST_F(Conversation, P81_QuestionsAreMergedRewordedAndParked) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  const auto ours = made<QuestionTag>(*host_, command::AskQuestion{"Hvad gør I ved uenighed?"});
  const auto theirs = made<QuestionTag>(*other_host_, command::AskQuestion{"Hvad gør man, når nogen er uenige?"});
  lead_to(*facilitator_, PhaseKind::wrap_up);
  expect_refused(*host_, command::MergeQuestion{ours, theirs}, RejectionCode::not_allowed);
  ASSERT_TRUE(facilitator_->took_effect(command::MergeQuestion{ours, theirs}));
  EXPECT_EQ(question(*host_, ours).question.into, theirs);
  EXPECT_EQ(question(*other_host_, theirs).question.backing, std::set<GroupId>{group_});
  ASSERT_TRUE(facilitator_->took_effect(command::RewordQuestion{theirs, "Hvad gør I, når I er uenige?"}));
  EXPECT_EQ(question(*host_, theirs).question.wording, "Hvad gør I, når I er uenige?");
  EXPECT_EQ(question(*host_, theirs).question.text, "Hvad gør man, når nogen er uenige?");
  ASSERT_TRUE(facilitator_->took_effect(command::MarkQuestion{theirs, QuestionState::parked}));
  EXPECT_EQ(question(*other_host_, theirs).question.state, QuestionState::parked);
  ASSERT_TRUE(facilitator_->took_effect(command::MergeQuestion{ours, {}}));
  EXPECT_EQ(question(*host_, ours).question.into, QuestionId{});
}

TEST_F(Conversation, P83_AGroupWithExtraTimeStaysUntilItJoinsTheOthers) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  const command::GiveExtraTime give{group_, facilitator_->phase_revision(), 60'000};
  expect_refused(*host_, give, RejectionCode::not_allowed);
  ASSERT_TRUE(facilitator_->took_effect(give));
  lead_to(*facilitator_, PhaseKind::wrap_up);
  const auto lingers = [&](TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    return client.mirror().own_group()->lingering != Lingering{};
  };
  EXPECT_TRUE(lingers(*phone_));
  EXPECT_FALSE(lingers(*other_host_));
  EXPECT_TRUE(lingers(*host_));
  expect_refused(*host_, command::SetReady{host_->phase_revision(), true}, RejectionCode::not_now);
  EXPECT_TRUE(host_->took_effect(command::AddNote{NoteKind::insight, "Vi blev færdige"}));
  expect_refused(*phone_, command::EndExtraTime{}, RejectionCode::not_allowed);
  ASSERT_TRUE(host_->took_effect(command::EndExtraTime{}));
  EXPECT_FALSE(lingers(*phone_));
}

}  // namespace
}  // namespace samtale::protocol_test
