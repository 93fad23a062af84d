// P-23: what a viewer may not see is never sent to it. Searched for byte by byte in everything each client received.
#include <map>
#include <set>

#include "ops/random.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

const std::string kPrivate = "kanarie-privat-7f3a";
const std::string kGroupNote = "kanarie-gruppenote-91bc";
const std::string kInsight = "kanarie-indsigt-22de";
const std::string kQuestion = "kanarie-spørgsmål-5e01";
const std::string kUnshared = "kanarie-handlepunkt-a8f4";
const std::string kShared = "kanarie-delt-c3d9";
const std::string kReservation = "kanarie-forbehold-40b7";
const std::string kObstacle = "kanarie-forhindring-77ac";
const std::string kMessage = "kanarie-til-jer-e6d2";
const std::string kAnswer = "kanarie-svar-19d0";
const std::string kPerson = "Kanariefugl-Åse";
const std::string kEmail = "kanarie@kommune.example";

class Privacy : public Venue {
 protected:
  void SetUp() override {
    Venue::SetUp();
    open();
    facilitator_ = staff("facilitator");
    organiser_ = staff("organiser");
    speaker_ = staff("speaker");
    ASSERT_TRUE(organiser_->took_effect(command::EditPlan{organiser_->entities().plan->plan}));
    const auto group = join_new("Familiegruppen");
    host_ = arrived(group);
    screen_ = arrived(join(Role::screen, group.group));
    phone_ = arrived(join(Role::phone, group.group));
    other_phone_ = arrived(join(Role::phone, group.group));
    const auto others = join_new("PPR-teamet");
    other_host_ = arrived(others);
    other_screen_ = arrived(join(Role::screen, others.group));
  }
  void TearDown() override {
    for (auto* client : {&facilitator_, &organiser_, &speaker_, &host_, &screen_, &phone_, &other_phone_, &other_host_,
                         &other_screen_}) {
      if (!*client) continue;
      EXPECT_EQ((*client)->mirror().violations(), std::vector<std::string>{});
      client->reset();
    }
    Venue::TearDown();
  }

  std::map<std::string, TestClient*> everybody() {
    return {{"facilitator", facilitator_.get()},
            {"organiser", organiser_.get()},
            {"speaker", speaker_.get()},
            {"host", host_.get()},
            {"screen", screen_.get()},
            {"phone", phone_.get()},
            {"other phone", other_phone_.get()},
            {"other group's host", other_host_.get()},
            {"other group's screen", other_screen_.get()}};
  }
  // Exactly these have received the text, now and after a fresh snapshot.
  void expect_seen_by(const std::string& text, const std::set<std::string>& who) {
    for (const auto& [name, client] : everybody()) {
      ASSERT_TRUE(client->catch_up());
      const bool seen = client->received().find(text) != std::string::npos;
      EXPECT_EQ(seen, who.count(name) == 1) << text << " and the " << name;
    }
  }
  void expect_in_no_log(const std::string& text) {
    EXPECT_EQ(server_.output().find(text), std::string::npos) << text << " stands in the server's log";
  }

  Client facilitator_, organiser_, speaker_, host_, screen_, phone_, other_phone_, other_host_, other_screen_;
};

TEST_F(Privacy, P23_APrivateNoteIsItsDevicesOnly) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(phone_->took_effect(command::AddNote{NoteKind::private_note, kPrivate}));
  ASSERT_TRUE(phone_->took_effect(command::EditNote{phone_->last_sent().id.as<NoteTag>(), kPrivate + " rettet"}));
  expect_seen_by(kPrivate, {"phone"});
  expect_in_no_log(kPrivate);
}

TEST_F(Privacy, P23_NotesInsightsAndRosterAreTheGroupsOnly) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, kGroupNote}));
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::insight, kInsight}));
  ASSERT_TRUE(host_->took_effect(command::AddPerson{kPerson}));
  const std::set<std::string> group{"host", "screen", "phone", "other phone"};
  expect_seen_by(kGroupNote, group);
  expect_seen_by(kInsight, group);
  expect_seen_by(kPerson, group);
  for (const auto& text : {kGroupNote, kInsight, kPerson}) expect_in_no_log(text);
}

TEST_F(Privacy, P23_AQuestionIsTheGroupsStaffsAndSpeakersUntilTheWrapUp) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(host_->took_effect(command::AskQuestion{kQuestion}));
  expect_seen_by(kQuestion, {"host", "screen", "phone", "other phone", "facilitator", "organiser", "speaker"});
  lead_to(*facilitator_, PhaseKind::wrap_up);
  expect_seen_by(kQuestion, {"host", "screen", "phone", "other phone", "facilitator", "organiser", "speaker",
                             "other group's host", "other group's screen"});
  expect_in_no_log(kQuestion);
}

TEST_F(Privacy, P23_AnActionPointIsTheGroupsUntilItIsSharedAndEverybodysFromSharingOn) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  ASSERT_TRUE(host_->took_effect(command::AddActionPoint{{kUnshared, kPerson, "", "", true, {}}}));
  ASSERT_TRUE(host_->took_effect(command::AddActionPoint{{kShared, "", "", "", false, {}}}));
  const std::set<std::string> group{"host", "screen", "phone", "other phone"};
  expect_seen_by(kUnshared, group);
  expect_seen_by(kShared, group);
  ASSERT_TRUE(host_->took_effect(command::ShareActionPoint{host_->last_sent().id.as<ActionPointTag>(), true}));
  auto with_staff = group;
  with_staff.insert({"facilitator", "organiser"});
  expect_seen_by(kShared, with_staff);
  lead_to(*facilitator_, PhaseKind::sharing);
  auto everyone = with_staff;
  everyone.insert({"speaker", "other group's host", "other group's screen"});
  expect_seen_by(kShared, everyone);
  expect_seen_by(kUnshared, group);
  for (const auto& text : {kUnshared, kShared}) expect_in_no_log(text);
}

TEST_F(Privacy, P70_WhatIsHandedInIsTheGroupsAndNobodyElses) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(phone_->took_effect(command::AddNote{NoteKind::private_note, kPrivate}));
  const auto note = phone_->last_sent().id.as<NoteTag>();
  for (auto* client : {host_.get(), other_phone_.get()}) {
    EXPECT_FALSE(client->took_effect(command::HandInNote{note, NoteKind::group_note}));
    EXPECT_EQ(client->last_refusal().code, RejectionCode::not_allowed);
  }
  ASSERT_TRUE(phone_->took_effect(command::HandInNote{note, NoteKind::insight}));
  expect_seen_by(kPrivate, {"host", "screen", "phone", "other phone"});
  expect_in_no_log(kPrivate);
}

TEST_F(Privacy, P72_AReservationIsTheGroupsOnlyAndStaysSoWhenTheActionPointIsShared) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  ActionPointText text{kShared, "", "", "", false, {}};
  text.obstacles = kObstacle;
  ASSERT_TRUE(host_->took_effect(command::AddActionPoint{text}));
  const auto id = host_->last_sent().id.as<ActionPointTag>();
  ASSERT_TRUE(phone_->took_effect(command::RecordReservation{id, kReservation}));
  ASSERT_TRUE(host_->took_effect(command::ShareActionPoint{id, true}));
  lead_to(*facilitator_, PhaseKind::sharing);
  ASSERT_TRUE(other_host_->wait_for([&] { return other_host_->entities().gallery.count(id) == 1; }));
  ASSERT_TRUE(other_host_->took_effect(command::TakeUpActionPoint{id}));
  const std::set<std::string> group{"host", "screen", "phone", "other phone"};
  for (const auto& kept : {kReservation, kObstacle}) {
    expect_seen_by(kept, group);
    expect_in_no_log(kept);
  }
}

TEST_F(Privacy, P74_AnInsightIsStaffsWhenItIsSharedAndEverybodysOnTheWall) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::insight, kInsight}));
  const auto note = host_->last_sent().id.as<NoteTag>();
  const auto group_id = host_->mirror().welcome().viewer.group;
  EXPECT_FALSE(facilitator_->took_effect(command::ShowInsight{group_id, note, true}));
  ASSERT_TRUE(host_->took_effect(command::ShareInsight{note, true}));
  lead_to(*facilitator_, PhaseKind::wrap_up);
  std::set<std::string> who{"host", "screen", "phone", "other phone", "facilitator", "organiser"};
  expect_seen_by(kInsight, who);
  ASSERT_TRUE(facilitator_->took_effect(command::ShowInsight{group_id, note, true}));
  who.insert({"speaker", "other group's host", "other group's screen"});
  expect_seen_by(kInsight, who);
  ASSERT_TRUE(host_->took_effect(command::RemoveNote{note}));
  EXPECT_TRUE(other_screen_->wait_for([&] { return other_screen_->entities().wall.empty(); }));
  expect_in_no_log(kInsight);
}

TEST_F(Privacy, P78_P91_WhatOneGroupAsksAndAnotherAnswersIsReadByTheseTwoAndNotByStaff) {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  ASSERT_TRUE(host_->took_effect(command::AddActionPoint{{kShared, "", "", "", false, {}}}));
  const auto id = host_->last_sent().id.as<ActionPointTag>();
  ASSERT_TRUE(host_->took_effect(command::ShareActionPoint{id, true}));
  lead_to(*facilitator_, PhaseKind::sharing);
  const auto third = arrived(join_new("Sundhedsplejen"));
  ASSERT_TRUE(other_host_->wait_for([&] { return other_host_->entities().gallery.count(id) == 1; }));
  ASSERT_TRUE(other_host_->took_effect(command::AskGroup{id, kMessage}));
  const auto question = other_host_->last_sent().id.as<MessageTag>();
  ASSERT_TRUE(phone_->wait_for([&] { return phone_->entities().messages.count(question) == 1; }));
  ASSERT_TRUE(phone_->took_effect(command::AnswerGroup{question, kAnswer, ""}));
  for (const auto& text : {kMessage, kAnswer}) {
    expect_seen_by(text, {"host", "screen", "phone", "other phone", "other group's host", "other group's screen"});
    ASSERT_TRUE(third->catch_up());
    EXPECT_EQ(third->received().find(text), std::string::npos);
    expect_in_no_log(text);
  }
}

TEST_F(Privacy, P23_ASnapshotHoldsNoMoreThanTheChangesDid) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  ASSERT_TRUE(phone_->took_effect(command::AddNote{NoteKind::private_note, kPrivate}));
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, kGroupNote}));
  ASSERT_TRUE(host_->took_effect(command::AskQuestion{kQuestion}));
  const auto group = host_->mirror().welcome().viewer.group;
  const auto newcomer = arrived(join(Role::phone, group));
  EXPECT_EQ(newcomer->received().find(kPrivate), std::string::npos);
  EXPECT_NE(newcomer->received().find(kGroupNote), std::string::npos);
  const auto stranger = arrived(join_new("Sundhedsplejen"));
  const auto second_facilitator = staff("facilitator");
  for (const auto* client : {stranger.get(), second_facilitator.get()}) {
    EXPECT_EQ(client->received().find(kPrivate), std::string::npos);
    EXPECT_EQ(client->received().find(kGroupNote), std::string::npos);
  }
  EXPECT_EQ(stranger->received().find(kQuestion), std::string::npos);
}

TEST_F(Privacy, P23_ResumingBringsNothingThatAnotherMayNotSee) {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  other_host_->drop();
  other_phone_->drop();
  ASSERT_TRUE(phone_->took_effect(command::AddNote{NoteKind::private_note, kPrivate}));
  ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, kGroupNote}));
  ASSERT_TRUE(other_host_->hello());
  ASSERT_TRUE(other_phone_->hello());
  EXPECT_TRUE(other_host_->mirror().welcome().resumed);
  expect_seen_by(kPrivate, {"phone"});
  expect_seen_by(kGroupNote, {"host", "screen", "phone", "other phone"});
}

TEST_F(Privacy, TheCoordinatorsAddressIsStaffsOnly) {
  const auto id = ops::random_id<GroupId>();
  ASSERT_TRUE(organiser_->took_effect(command::AddGroups{{{id, {"Sundhedsplejen", "", "", kEmail}}}}));
  const auto nurses = arrived(join(Role::host, id));
  ASSERT_TRUE(nurses->took_effect(command::AddPerson{"Inge"}));
  expect_seen_by(kEmail, {"facilitator", "organiser"});
  EXPECT_EQ(nurses->received().find(kEmail), std::string::npos);
  expect_in_no_log(kEmail);
}

TEST_F(Privacy, TokensStandInNoLog) {
  const auto joined = join_new("Sundhedsplejen");
  arrived(joined);
  get("/api/me", token_of("speaker"));
  const auto log = server_.output();
  EXPECT_EQ(log.find(joined.token), std::string::npos);
  // The demo prints the staff's links once, for the person who started it; after that line nothing may name them.
  const auto after = log.substr(log.find("listening on http://"));
  for (const auto* person : {"organiser", "facilitator", "speaker"})
    EXPECT_EQ(after.find(token_of(person)), std::string::npos) << person;
}

}  // namespace
}  // namespace samtale::protocol_test
