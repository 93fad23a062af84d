// A whole seminar, from planning to the end: an organiser, a facilitator, a speaker and three groups, one of them late,
// with a dead network and a killed server on the way. In the end every screen shows what a fresh one would.
#include <algorithm>
#include <functional>
#include <set>

#include "ops/random.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

struct Group {
  std::string name;
  GroupId id;
  Client host, screen, phone;
};

class WholeSeminar : public Venue {
 protected:
  void plan();
  void arrive(Group& group, GroupId id);
  void welcome_and_talks();
  void learning_conversation();
  void wrap_up();
  void productive_conversation();
  void sharing();
  void the_end();

  // All are on one position, and hold what a fresh client of their kind gets.
  void expect_all_screens_agree();
  void everybody_comes_back();
  void lose_network(TestClient& client);
  void come_back(TestClient& client);
  std::vector<TestClient*> everybody();
  bool all_see(PhaseKind kind);

  std::string seminar_id_, code_, organiser_token_, facilitator_token_, speaker_token_;
  Client organiser_, facilitator_, speaker_;
  Group families_{"Familieafdelingen", {}, {}, {}, {}};
  Group school_{"PPR-teamet", {}, {}, {}, {}};
  Group late_{"Børnehuset Tusindfryd", {}, {}, {}, {}};
  NoteId insight_;
  const TestClient* away_ = nullptr;  // has lost its network
};

std::vector<TestClient*> WholeSeminar::everybody() {
  std::vector<TestClient*> all{organiser_.get(), facilitator_.get(), speaker_.get()};
  for (auto* group : {&families_, &school_, &late_}) {
    for (auto* client : {group->host.get(), group->screen.get(), group->phone.get()}) {
      if (client && client != away_) all.push_back(client);
    }
  }
  return all;
}

bool WholeSeminar::all_see(PhaseKind kind) {
  bool all = true;
  for (auto* client : everybody())
    all = client->wait_for([&] { return client->mirror().phase() && client->mirror().phase()->kind == kind; }) && all;
  return all;
}

void WholeSeminar::plan() {
  open();
  organiser_token_ = token_of("organiser");
  v1::CreateSeminar wish;
  wish.set_title("Sammen om børnene");
  wish.set_date("2099-05-04");
  wish.set_starts_at("09:00");
  wish.set_language(v1::LANGUAGE_DANISH);
  v1::SeminarSummary created;
  ASSERT_TRUE(created.ParseFromString(post("/api/seminars", wish.SerializeAsString(), organiser_token_).body));
  seminar_id_ = created.seminar_id();
  code_ = created.room_code();
  const auto invite = [&](v1::Role role, const std::string& name) {
    v1::InvitePerson person;
    person.set_role(role);
    person.set_name(name);
    v1::PersonalLink link;
    const auto path = "/api/seminars/" + seminar_id_ + "/people";
    EXPECT_TRUE(link.ParseFromString(post(path, person.SerializeAsString(), organiser_token_).body));
    return link.token();
  };
  facilitator_token_ = invite(v1::ROLE_FACILITATOR, "Signe");
  speaker_token_ = invite(v1::ROLE_SPEAKER, "Ali");
  organiser_ = arrived(organiser_token_, seminar_id_);

  auto plan = organiser_->entities().plan->plan;
  plan.title = "Sammen om børnene – sammen om de unge";
  ASSERT_TRUE(organiser_->took_effect(command::EditPlan{plan}));
  auto agenda = organiser_->entities().plan->agenda;
  find_phase(agenda, PhaseKind::learning_conversation)->prompt = "Lær af hinanden. Beslut ikke noget endnu.";
  find_phase(agenda, PhaseKind::wrap_up)->length_ms = 25 * 60'000;
  ASSERT_TRUE(organiser_->took_effect(command::EditAgenda{agenda}));
  families_.id = ops::random_id<GroupId>();
  school_.id = ops::random_id<GroupId>();
  late_.id = ops::random_id<GroupId>();
  ASSERT_TRUE(organiser_->took_effect(command::AddGroups{{{families_.id, {families_.name, "Aalborg", "Aalborg", ""}},
                                                          {school_.id, {school_.name, "PPR", "Næstved", ""}},
                                                          {late_.id, {late_.name, "Børnehuset", "Ærø", ""}}}}));
  facilitator_ = arrived(facilitator_token_);
  speaker_ = arrived(speaker_token_);
  EXPECT_EQ(facilitator_->entities().plan->plan.title, plan.title);
  ASSERT_TRUE(facilitator_->took_effect(command::OpenLobby{}));
}

void WholeSeminar::arrive(Group& group, GroupId id) {
  const auto device = [&](Role role) {
    wire::JoinRequest wish;
    wish.door.code = code_;
    wish.device = ops::random_id<DeviceId>();
    wish.role = role;
    wish.group = id;
    const auto answer = wire::read_join_answer(ask_to_join(wish).body);
    EXPECT_TRUE(answer);
    return arrived(answer ? answer->token : "");
  };
  group.host = device(Role::host);
  group.screen = device(Role::screen);
  group.phone = device(Role::phone);
  for (const auto* name : {"Åse", "Bjørn", "Mette", "Søren"})
    ASSERT_TRUE(group.host->took_effect(command::AddPerson{name}));
  ASSERT_TRUE(group.host->took_effect(command::SetReady{group.host->phase_revision(), true}));
}

void WholeSeminar::welcome_and_talks() {
  const auto ready = [&] {
    return count_where(organiser_->entities().progress, [&](const change::GroupProgress& progress) {
      return progress.ready_phase_revision == organiser_->phase_revision() && progress.people == 4;
    });
  };
  EXPECT_TRUE(organiser_->wait_for([&] { return ready() == 2; }));
  ASSERT_TRUE(facilitator_->took_effect(command::GoToNextPhase{facilitator_->phase_revision()}));
  EXPECT_TRUE(all_see(PhaseKind::welcome));
  ASSERT_TRUE(facilitator_->took_effect(command::ShowBroadcast{"Velkommen til alle"}));
  EXPECT_TRUE(
      school_.screen->wait_for([&] { return school_.screen->entities().broadcast.text == "Velkommen til alle"; }));
  ASSERT_TRUE(facilitator_->took_effect(command::ClearBroadcast{}));
  EXPECT_TRUE(school_.screen->wait_for([&] { return school_.screen->entities().broadcast.id.empty(); }));
  lead_to(*facilitator_, PhaseKind::talk_2);
  EXPECT_TRUE(all_see(PhaseKind::talk_2));
  ASSERT_TRUE(families_.phone->took_effect(command::AddNote{NoteKind::private_note, "Det kender jeg godt"}));
  arrive(late_, late_.id);
  EXPECT_TRUE(late_.host->mirror().own_group()->late);
  EXPECT_EQ(late_.screen->entities().timer, facilitator_->entities().timer);
}

void WholeSeminar::learning_conversation() {
  lead_to(*facilitator_, PhaseKind::learning_conversation);
  EXPECT_TRUE(all_see(PhaseKind::learning_conversation));
  auto& host = *families_.host;
  const auto revision = host.phase_revision();
  EXPECT_FALSE(host.took_effect(command::AddActionPoint{{"For tidligt", "", "", "", false, {}}}));
  EXPECT_EQ(host.last_refusal().code, RejectionCode::not_now);
  ASSERT_TRUE(host.took_effect(command::GoToStep{revision, 0, 1}));
  ASSERT_TRUE(host.took_effect(command::StartRound{revision, 1}));
  for (const auto& person : host.mirror().own_group()->roster) {
    EXPECT_TRUE(families_.screen->wait_for([&] {
      return families_.screen->mirror().own_group()->round.turn.person == person.id;
    }));
    ASSERT_TRUE(host.took_effect(command::EndTurn{host.mirror().own_group()->round.revision, SeatState::spoken}));
  }
  EXPECT_FALSE(host.took_effect(command::LengthenTurn{host.mirror().own_group()->round.revision}));
  ASSERT_TRUE(host.took_effect(command::GoToStep{revision, 1, 3}));
  ASSERT_TRUE(host.took_effect(command::AddNote{NoteKind::insight, "Vi spørger for sjældent børnene"}));
  insight_ = host.last_sent().id.as<NoteTag>();
  ASSERT_TRUE(host.took_effect(command::AskQuestion{"Hvordan begyndte I?"}));
  ASSERT_TRUE(school_.phone->took_effect(command::AskQuestion{"Hvad gør I med fædrene?"}));
  ASSERT_TRUE(school_.host->took_effect(command::CallHelp{}));
  const auto called = [&] { return facilitator_->entities().progress.at(school_.id).help_called_at_ms > 0; };
  EXPECT_TRUE(facilitator_->wait_for(called));
  ASSERT_TRUE(facilitator_->took_effect(command::AnswerHelp{school_.id}));
  EXPECT_TRUE(school_.host->wait_for([&] { return school_.host->mirror().own_group()->help_called_at_ms == 0; }));
}

void WholeSeminar::wrap_up() {
  lead_to(*facilitator_, PhaseKind::wrap_up);
  EXPECT_TRUE(all_see(PhaseKind::wrap_up));
  EXPECT_EQ(facilitator_->entities().timer.length_ms, 25 * 60'000);
  EXPECT_TRUE(late_.host->wait_for([&] { return late_.host->entities().questions.size() == 2; }));
  const auto question = families_.host->entities().questions.begin()->first;
  const auto& view = late_.host->entities().questions.at(question);
  auto& asking = view.question.group == families_.id ? families_ : school_;
  ASSERT_TRUE(late_.host->took_effect(command::BackQuestion{question, true}));
  EXPECT_FALSE(asking.host->took_effect(command::BackQuestion{question, true}));
  ASSERT_TRUE(facilitator_->took_effect(command::PutQuestionOnStage{question}));
  EXPECT_TRUE(speaker_->wait_for([&] { return speaker_->entities().stage.stage.question == question; }));
  EXPECT_EQ(speaker_->entities().stage.group_name, asking.name);
  EXPECT_EQ(speaker_->entities().questions.at(question).question.backing, std::set<GroupId>{late_.id});
  ASSERT_TRUE(facilitator_->took_effect(command::MarkQuestion{question, QuestionState::answered}));
  EXPECT_TRUE(late_.screen->wait_for([&] { return late_.screen->entities().stage.stage.question.empty(); }));
}

void WholeSeminar::productive_conversation() {
  lead_to(*facilitator_, PhaseKind::productive_conversation);
  EXPECT_TRUE(all_see(PhaseKind::productive_conversation));
  auto& host = *families_.host;
  ASSERT_TRUE(host.took_effect(command::AddActionPoint{{"Vi begynder hvert møde med barnets spørgsmål", "Åse og Bjørn",
                                                        "2099-06-01", "Sige det på mødet", true, insight_}}));
  const auto first = host.last_sent().id.as<ActionPointTag>();
  EXPECT_FALSE(host.took_effect(command::AddActionPoint{{"Forkert dag", "", "2099-02-30", "", false, {}}}));
  EXPECT_EQ(host.last_refusal().code, RejectionCode::date_invalid);
  EXPECT_FALSE(host.took_effect(command::AddActionPoint{{"I fortiden", "", "2001-01-01", "", false, {}}}));
  EXPECT_EQ(host.last_refusal().code, RejectionCode::date_in_past);
  auto text = host.entities().action_points.at(first).text;
  text.who = "Åse, Bjørn og Mette";
  ASSERT_TRUE(host.took_effect(command::EditActionPoint{first, 1, text}));
  ASSERT_TRUE(
      school_.host->took_effect(command::AddActionPoint{{"Fast runde på teammødet", "Søren", "", "", false, {}}}));
  ASSERT_TRUE(host.took_effect(command::ConfirmActionPoint{first, 2, true}));
  EXPECT_FALSE(host.took_effect(command::ConfirmActionPoint{first, 2, false}));
  EXPECT_EQ(host.last_refusal().code, RejectionCode::stale_revision);
  ASSERT_TRUE(host.took_effect(command::ShareActionPoint{first, true}));
  ASSERT_TRUE(
      school_.host->took_effect(command::ShareActionPoint{school_.host->last_sent().id.as<ActionPointTag>(), true}));
  EXPECT_TRUE(organiser_->wait_for([&] { return organiser_->entities().gallery.size() == 2; }));
  EXPECT_TRUE(late_.screen->entities().gallery.empty());
}

void WholeSeminar::sharing() {
  lead_to(*facilitator_, PhaseKind::sharing);
  EXPECT_TRUE(all_see(PhaseKind::sharing));
  EXPECT_TRUE(late_.screen->wait_for([&] { return late_.screen->entities().gallery.size() == 2; }));
  ASSERT_TRUE(facilitator_->took_effect(command::PutGroupOnStage{families_.id}));
  EXPECT_TRUE(late_.screen->wait_for([&] { return late_.screen->entities().stage.stage.group == families_.id; }));
  EXPECT_FALSE(facilitator_->took_effect(command::PutGroupOnStage{late_.id}));
  auto& host = *families_.host;
  const auto shared = host.entities().gallery;
  const auto ours = std::find_if(shared.begin(), shared.end(),
                                 [&](const auto& entry) { return entry.second.group == families_.id; });
  ASSERT_NE(ours, shared.end());
  EXPECT_TRUE(ours->second.confirmed);
  EXPECT_FALSE(host.took_effect(command::TakeUpActionPoint{ours->first}));
  EXPECT_EQ(host.last_refusal().code, RejectionCode::not_allowed);
  ASSERT_TRUE(school_.host->took_effect(command::TakeUpActionPoint{ours->first}));
  EXPECT_FALSE(school_.host->took_effect(command::TakeUpActionPoint{ours->first}));
  EXPECT_EQ(school_.host->last_refusal().code, RejectionCode::already_taken_up);
  ASSERT_TRUE(school_.host->took_effect(command::ThankGroup{ours->first, true}));
  EXPECT_TRUE(host.wait_for([&] {
    const auto& point = host.entities().action_points.at(ours->first);
    return point.taken_up_by.size() == 1 && point.taken_up_by.front().distance == 1 && point.thanked_by.size() == 1;
  }));
}

void WholeSeminar::the_end() {
  lead_to(*facilitator_, PhaseKind::evaluation);
  EXPECT_TRUE(all_see(PhaseKind::evaluation));
  ASSERT_TRUE(facilitator_->took_effect(command::EndSeminar{facilitator_->phase_revision()}));
  for (auto* client : everybody())
    EXPECT_TRUE(client->wait_for([&] { return client->entities().session.state == SessionState::ended; }));
  EXPECT_FALSE(families_.host->took_effect(command::AddNote{NoteKind::group_note, "For sent"}));
  EXPECT_EQ(families_.host->last_refusal().code, RejectionCode::not_now);
}

void WholeSeminar::lose_network(TestClient& client) {
  client.drop();
  away_ = &client;
}

void WholeSeminar::come_back(TestClient& client) {
  away_ = nullptr;
  ASSERT_TRUE(client.hello());
  EXPECT_TRUE(client.mirror().welcome().resumed);
}

void WholeSeminar::everybody_comes_back() {
  for (auto* client : everybody()) {
    ASSERT_TRUE(client->wait_for_end());
    ASSERT_TRUE(client->hello());
  }
}

void WholeSeminar::expect_all_screens_agree() {
  for (auto* client : everybody()) {
    ASSERT_TRUE(client->catch_up());
    const auto followed = client->entities();
    EXPECT_EQ(client->mirror().violations(), std::vector<std::string>{});
    const auto& viewer = client->mirror().welcome().viewer;
    // The same person or device on a second connection, from a snapshot.
    auto fresh = arrived(client->token(), viewer.role == Role::organiser ? seminar_id_ : "");
    EXPECT_EQ(fresh->entities(), followed) << "role " << static_cast<int>(viewer.role);
  }
}

TEST_F(WholeSeminar, FromPlanToEnd) {
  const std::vector<std::function<void()>> parts{
      [&] { plan(); },
      [&] { arrive(families_, families_.id); },
      [&] { arrive(school_, school_.id); },
      [&] { welcome_and_talks(); },
      [&] { learning_conversation(); },
      [&] { expect_all_screens_agree(); },
      [&] { lose_network(*families_.screen); },
      [&] { wrap_up(); },
      [&] { come_back(*families_.screen); },
      [&] { kill_and_start_again(); },
      [&] { everybody_comes_back(); },
      [&] { productive_conversation(); },
      [&] { expect_all_screens_agree(); },
      [&] { sharing(); },
      [&] { the_end(); },
      [&] { expect_all_screens_agree(); },
  };
  for (const auto& part : parts) {
    part();
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace samtale::protocol_test
