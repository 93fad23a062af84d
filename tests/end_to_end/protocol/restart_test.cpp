// P-32, P-33, P-42 across a killed server: what was acknowledged is there, what was not is done once, timers go on.
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Restart : public Venue {};

TEST_F(Restart, P32_WhatWasAcknowledgedIsStillThereAfterKill9) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  std::vector<CommandId> sent;
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 8; ++i)
      sent.push_back(host->send(command::AddNote{NoteKind::group_note, "Note " + std::to_string(sent.size())}));
    // The server dies while the later ones are still on their way.
    ASSERT_TRUE(host->answer_to(sent[sent.size() - 5]));
    server_.kill();
    ASSERT_TRUE(host->wait_for_end());
    std::vector<NoteId> acknowledged;
    for (const auto id : sent) {
      if (host->mirror().answer(id)) acknowledged.push_back(id.as<NoteTag>());
    }
    ASSERT_TRUE(server_.start_again()) << server_.output();
    // A fresh look before anything is sent again.
    const auto screen = arrived(join(Role::screen, host->mirror().welcome().viewer.group));
    for (const auto& note : acknowledged) EXPECT_EQ(screen->entities().notes.count(note), 1U) << "lost";
    ASSERT_TRUE(host->hello());
    for (const auto id : sent) ASSERT_TRUE(host->answer_to(id)->took_effect);
  }
  ASSERT_TRUE(host->catch_up());
  EXPECT_EQ(host->entities().notes.size(), sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_EQ(notes_saying(*host, "Note " + std::to_string(i)), 1U);
}

TEST_F(Restart, P33_ACommandSentAgainAfterKill9TakesEffectOnce) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  ASSERT_TRUE(host->took_effect(command::AddPerson{"Åse"}));
  const auto command = host->last_sent();
  kill_and_start_again();
  ASSERT_TRUE(host->wait_for_end());
  host->resend(command);
  ASSERT_TRUE(host->hello());
  ASSERT_TRUE(host->answer_to(command.id)->took_effect);
  ASSERT_TRUE(host->catch_up());
  EXPECT_EQ(host->mirror().own_group()->roster.size(), 1U);
}

TEST_F(Restart, EverybodyComesBackAsWhoTheyWere) {
  open();
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  const auto phone = arrived(join(Role::phone, joined.group));
  const auto facilitator = staff("facilitator");
  const auto organiser = staff("organiser");
  const auto speaker = staff("speaker");
  lead_to(*facilitator, PhaseKind::learning_conversation);
  ASSERT_TRUE(host->took_effect(command::AddPerson{"Bjørn"}));
  ASSERT_TRUE(host->took_effect(command::AddNote{NoteKind::insight, "Vi spørger for lidt"}));
  ASSERT_TRUE(phone->took_effect(command::AddNote{NoteKind::private_note, "Kun til mig"}));
  ASSERT_TRUE(host->took_effect(command::AskQuestion{"Hvordan begyndte I?"}));
  const std::vector<TestClient*> everybody{host.get(), phone.get(), facilitator.get(), organiser.get(), speaker.get()};
  std::vector<support::Entities> before;
  for (auto* one : everybody) ASSERT_TRUE(one->catch_up());
  for (auto* one : everybody) before.push_back(one->entities());

  kill_and_start_again();
  for (auto* one : everybody) ASSERT_TRUE(one->wait_for_end());
  for (std::size_t i = 0; i < everybody.size(); ++i) {
    ASSERT_TRUE(everybody[i]->hello());
    ASSERT_TRUE(everybody[i]->catch_up());
    EXPECT_EQ(everybody[i]->entities(), before[i]) << "client " << i;
    EXPECT_EQ(everybody[i]->mirror().violations(), std::vector<std::string>{});
  }
  EXPECT_EQ(phone->mirror().welcome().viewer,
            (Viewer{Role::phone, joined.group, phone->mirror().welcome().viewer.device}));
}

TEST_F(Restart, P42_ARunningTimerGoesOnToTheSameMoment) {
  open();
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::welcome);
  const auto before = facilitator->entities().timer;
  ASSERT_TRUE(before.running);
  kill_and_start_again();
  ASSERT_TRUE(facilitator->wait_for_end());
  ASSERT_TRUE(facilitator->hello());
  EXPECT_EQ(facilitator->entities().timer, before);
}

TEST_F(Restart, P42_APausedTimerStaysPausedWithTheSameTimeLeft) {
  open();
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::welcome);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  const auto before = facilitator->entities().timer;
  ASSERT_FALSE(before.running);
  kill_and_start_again();
  ASSERT_TRUE(facilitator->wait_for_end());
  ASSERT_TRUE(facilitator->hello());
  EXPECT_EQ(facilitator->entities().timer, before);
  ASSERT_TRUE(facilitator->took_effect(command::ResumeTimer{before.revision}));
  EXPECT_TRUE(facilitator->entities().timer.running);
}

TEST_F(Restart, P42_ATimerThatRanOutWhileTheServerWasAwayIsAnnounced) {
  open({"--speed", "600"});
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::welcome);  // one second, and it waits in overtime
  server_.kill();
  ASSERT_TRUE(facilitator->wait_for_end());
  loop_.run_until([] { return false; }, 1'500);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_TRUE(facilitator->hello());
  EXPECT_TRUE(facilitator->wait_for([&] { return facilitator->entities().timer.overtime; }));
  EXPECT_EQ(facilitator->mirror().phase()->kind, PhaseKind::welcome);
}

TEST_F(Restart, ACleanStopClosesWith1001) {
  open();
  const auto facilitator = staff("facilitator");
  EXPECT_EQ(stop_cleanly(), 0);
  ASSERT_TRUE(facilitator->wait_for_end());
  EXPECT_EQ(facilitator->ended()->code, 1001);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  EXPECT_TRUE(facilitator->hello());
}

}  // namespace
}  // namespace samtale::protocol_test
