// Leading a seminar: lobby, phases, the shared timer, the recording, messages to all.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

const Rejection kNotNow{RejectionCode::not_now, "", 0};
const Rejection kStale{RejectionCode::stale_revision, "", 0};

std::uint32_t revision(const SeminarBuilder& seminar) { return seminar.state().session.phase_revision; }
PhaseKind running(const SeminarBuilder& seminar) { return running_phase(seminar.state())->kind; }

TEST(Lobby, opens_from_the_plan_once) {
  SeminarBuilder seminar;
  EXPECT_EQ(seminar.state().session, (Session{SessionState::planned, 0, 0}));
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::OpenLobby{}).accepted());
  EXPECT_EQ(seminar.state().session, (Session{SessionState::lobby, 0, 1}));
  EXPECT_TRUE(seminar.ask(seminar.organiser(), command::OpenLobby{}).changed_nothing());
  seminar.go_to(PhaseKind::welcome);
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::OpenLobby{}).rejection(), kNotNow);
  seminar.end();
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::OpenLobby{}).rejection(), kNotNow);
}

TEST(Phases, do_not_start_before_the_lobby_or_after_the_end) {
  SeminarBuilder seminar;
  EXPECT_EQ(seminar.next_phase().rejection(), kNotNow);
  EXPECT_EQ(seminar.previous_phase().rejection(), kNotNow);
  seminar.end();
  EXPECT_EQ(seminar.next_phase().rejection(), kNotNow);
  EXPECT_EQ(seminar.previous_phase().rejection(), kNotNow);
}

TEST(Phases, run_in_the_order_of_the_agenda_each_with_its_length) {
  SeminarBuilder seminar;
  seminar.open_lobby();
  for (std::uint32_t index = 0; index < seminar.state().agenda.phases.size(); ++index) {
    ASSERT_TRUE(seminar.next_phase().accepted());
    EXPECT_EQ(seminar.state().session, (Session{SessionState::running, index, index + 2}));
    EXPECT_EQ(seminar.state().timer.length_ms, seminar.state().agenda.phases[index].length_ms);
    EXPECT_EQ(seminar.state().timer.running_until_ms, seminar.now_ms() + seminar.state().timer.length_ms);
  }
  EXPECT_EQ(seminar.next_phase().rejection(), kNotNow);
}

TEST(Phases, P36_two_facilitators_pressing_next_move_one_phase) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::talk_1);
  const auto seen = revision(seminar);
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::GoToNextPhase{seen}).accepted());
  EXPECT_EQ(seminar.ask(seminar.organiser(), command::GoToNextPhase{seen}).rejection(), kStale);
  EXPECT_EQ(running(seminar), PhaseKind::talk_2);
}

TEST(Phases, P36_the_second_press_is_stale_also_when_it_would_pass_the_last_phase) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::sharing);
  const auto seen = revision(seminar);
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::GoToNextPhase{seen}).accepted());
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::GoToNextPhase{seen}).rejection(), kStale);
}

TEST(Phases, P36_next_and_back_in_the_same_moment_move_one_phase) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::talk_2);
  const auto seen = revision(seminar);
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::GoToPreviousPhase{seen}).accepted());
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::GoToNextPhase{seen}).rejection(), kStale);
  EXPECT_EQ(running(seminar), PhaseKind::talk_1);
}

TEST(Phases, two_starting_from_the_lobby_start_one_phase) {
  SeminarBuilder seminar;
  seminar.open_lobby();
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::GoToNextPhase{1}).accepted());
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::GoToNextPhase{1}).rejection(), kStale);
}

TEST(Phases, going_back_restarts_the_one_before) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::talk_1);
  seminar.pass(3 * kMinuteMs);
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(running(seminar), PhaseKind::welcome);
  EXPECT_EQ(passed_ms(seminar.state().timer, seminar.now_ms()), 0);
  EXPECT_EQ(seminar.previous_phase().rejection(), kNotNow);
}

TEST(Phases, a_paused_timer_runs_again_in_the_next_phase) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::welcome);
  seminar.pause();
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_TRUE(seminar.state().timer.running);
}

TEST(Phases, lengths_are_divided_by_the_speed_but_last_a_second) {
  SeminarBuilder seminar;
  seminar.set_speed(20);
  seminar.go_to(PhaseKind::welcome);
  EXPECT_EQ(seminar.state().timer.length_ms, 30'000);
  SeminarBuilder rushed;
  rushed.set_speed(1'000'000);
  rushed.go_to(PhaseKind::welcome);
  EXPECT_EQ(rushed.state().timer.length_ms, limits::kShortestPhaseMs);
}

TEST(Phases, clear_the_stage_and_open_questions_and_gallery) {
  SeminarBuilder seminar;
  const GroupId group = seminar.add_group("Birken");
  seminar.go_to(PhaseKind::learning_conversation);
  const auto question = seminar.ask_question(group, "Why?");
  EXPECT_FALSE(seminar.state().questions_open);
  seminar.go_to(PhaseKind::wrap_up);
  EXPECT_TRUE(seminar.state().questions_open);
  EXPECT_FALSE(seminar.state().gallery_open);
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::PutQuestionOnStage{question}).accepted());
  seminar.go_to(PhaseKind::pause);
  EXPECT_EQ(seminar.state().stage, Stage{});
  EXPECT_TRUE(seminar.state().questions_open);
  seminar.go_to(PhaseKind::sharing);
  EXPECT_TRUE(seminar.state().gallery_open);
}

TEST(End, comes_from_a_running_phase_that_the_sender_saw) {
  SeminarBuilder seminar;
  const auto end = [&](std::uint32_t seen) { return seminar.ask(seminar.facilitator(), command::EndSeminar{seen}); };
  EXPECT_EQ(end(0).rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_EQ(end(1).rejection(), kNotNow);
  seminar.go_to(PhaseKind::talk_1);
  EXPECT_EQ(end(revision(seminar) - 1).rejection(), kStale);
  EXPECT_TRUE(end(revision(seminar)).accepted());
  EXPECT_EQ(seminar.state().session.state, SessionState::ended);
  EXPECT_EQ(seminar.state().session.phase_index, 1u);
  EXPECT_EQ(end(revision(seminar)).rejection(), kNotNow);
}

TEST(End, stops_the_timer_and_clears_what_every_screen_shows) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::welcome);
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::ShowBroadcast{"Goodbye"}).accepted());
  const auto before = seminar.state().timer.revision;
  seminar.end();
  EXPECT_FALSE(seminar.state().timer.running);
  EXPECT_EQ(seminar.state().timer.length_ms, 0);
  EXPECT_EQ(seminar.state().timer.revision, before + 1);
  EXPECT_EQ(seminar.state().broadcast, Broadcast{});
  EXPECT_EQ(seminar.state().stage, Stage{});
  EXPECT_EQ(seminar.state().playback, Playback{});
}

TEST(PhaseTimer, is_paused_and_resumed_by_the_revision_seen) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::welcome);
  const auto seen = seminar.state().timer.revision;
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::ResumeTimer{seen}).rejection(), kNotNow);
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::PauseTimer{seen}).accepted());
  EXPECT_EQ(seminar.ask(seminar.organiser(), command::PauseTimer{seen}).rejection(), kStale);
  EXPECT_EQ(seminar.ask(seminar.organiser(), command::PauseTimer{seen + 1}).rejection(), kNotNow);
  seminar.pass(5 * kMinuteMs);
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::ResumeTimer{seen}).rejection(), kStale);
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::ResumeTimer{seen + 1}).accepted());
  EXPECT_EQ(passed_ms(seminar.state().timer, seminar.now_ms()), 0);
}

TEST(PhaseTimer, is_touched_only_while_a_phase_runs) {
  SeminarBuilder seminar;
  seminar.open_lobby();
  const auto refused = [&] {
    const auto seen = seminar.state().timer.revision;
    EXPECT_EQ(seminar.ask(seminar.facilitator(), command::PauseTimer{seen}).rejection(), kNotNow);
    EXPECT_EQ(seminar.ask(seminar.facilitator(), command::ResumeTimer{seen}).rejection(), kNotNow);
    EXPECT_EQ(seminar.ask(seminar.facilitator(), command::AdjustTimer{revision(seminar), 1}).rejection(), kNotNow);
    EXPECT_EQ(seminar.ask(seminar.room(), command::ExpireTimer{seen}).rejection(), kNotNow);
  };
  refused();
  seminar.end();
  refused();
}

class AdjustTimer : public ::testing::Test {
 protected:
  AdjustTimer() { seminar.go_to(PhaseKind::welcome); }
  testing::Answer adjust(Millis delta_ms) {
    return seminar.ask(seminar.facilitator(), command::AdjustTimer{revision(seminar), delta_ms});
  }
  SeminarBuilder seminar;
  const Rejection out_of_range{RejectionCode::length_out_of_range, "delta_ms", limits::kLongestPhaseMs};
};

TEST_F(AdjustTimer, adds_and_takes_time) {
  ASSERT_TRUE(adjust(kMinuteMs).accepted());
  EXPECT_EQ(seminar.state().timer.length_ms, 11 * kMinuteMs);
  ASSERT_TRUE(adjust(-2 * kMinuteMs).accepted());
  EXPECT_EQ(seminar.state().timer.length_ms, 9 * kMinuteMs);
}

TEST_F(AdjustTimer, names_the_phase_seen) {
  const auto seen = revision(seminar);
  ASSERT_TRUE(seminar.next_phase().accepted());
  EXPECT_EQ(seminar.ask(seminar.facilitator(), command::AdjustTimer{seen, kMinuteMs}).rejection(), kStale);
}

TEST_F(AdjustTimer, needs_a_length_within_four_hours) {
  EXPECT_EQ(adjust(0).rejection(), out_of_range);
  EXPECT_EQ(adjust(limits::kLongestPhaseMs + 1).rejection(), out_of_range);
  EXPECT_EQ(adjust(-limits::kLongestPhaseMs - 1).rejection(), out_of_range);
  EXPECT_EQ(adjust(std::numeric_limits<Millis>::min()).rejection(), out_of_range);
  EXPECT_EQ(adjust(std::numeric_limits<Millis>::max()).rejection(), out_of_range);
  EXPECT_TRUE(adjust(-limits::kLongestPhaseMs).accepted());
}

TEST_F(AdjustTimer, the_phase_stays_within_four_hours) {
  const Millis room = limits::kLongestPhaseMs - seminar.state().timer.length_ms;
  EXPECT_EQ(adjust(room + 1).rejection(), out_of_range);
  EXPECT_TRUE(adjust(room).accepted());
  EXPECT_EQ(seminar.state().timer.length_ms, limits::kLongestPhaseMs);
}

TEST_F(AdjustTimer, is_divided_by_the_speed) {
  seminar.set_speed(20);
  ASSERT_TRUE(adjust(kMinuteMs).accepted());
  EXPECT_EQ(seminar.state().timer.length_ms, 10 * kMinuteMs + 3'000);
}

TEST_F(AdjustTimer, taking_more_than_is_left_lets_the_phase_run_out_now) {
  seminar.pass(kMinuteMs);
  ASSERT_TRUE(adjust(-60 * kMinuteMs).accepted());
  EXPECT_FALSE(seminar.state().timer.overtime);
  EXPECT_TRUE(seminar.expire().accepted());
  EXPECT_TRUE(seminar.state().timer.overtime);
}

TEST_F(AdjustTimer, leaves_overtime_when_time_is_added_and_takes_nothing_there) {
  seminar.pass(12 * kMinuteMs);
  ASSERT_TRUE(seminar.expire().accepted());
  EXPECT_TRUE(adjust(-kMinuteMs).changed_nothing());
  ASSERT_TRUE(adjust(kMinuteMs).accepted());
  EXPECT_FALSE(seminar.state().timer.overtime);
  EXPECT_EQ(seminar.state().timer.running_until_ms, seminar.now_ms() + kMinuteMs);
  EXPECT_EQ(passed_ms(seminar.state().timer, seminar.now_ms()), 12 * kMinuteMs);
}

TEST(Expiry, is_announced_once_when_time_is_up_and_not_before) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(35 * kMinuteMs - 1);
  EXPECT_EQ(seminar.expire().rejection(), kNotNow);
  seminar.pass(1);
  const auto seen = seminar.state().timer.revision;
  EXPECT_TRUE(seminar.expire().accepted());
  EXPECT_TRUE(seminar.state().timer.overtime);
  EXPECT_EQ(running(seminar), PhaseKind::learning_conversation);
  EXPECT_EQ(seminar.ask(seminar.room(), command::ExpireTimer{seen}).rejection(), kStale);
  EXPECT_EQ(seminar.expire().rejection(), kNotNow);
}

TEST(Expiry, of_a_timer_that_was_changed_meanwhile_is_stale) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::welcome);
  const auto seen = seminar.state().timer.revision;
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::AdjustTimer{revision(seminar), kMinuteMs}).accepted());
  seminar.pass(10 * kMinuteMs);
  EXPECT_EQ(seminar.ask(seminar.room(), command::ExpireTimer{seen}).rejection(), kStale);
  EXPECT_EQ(seminar.expire().rejection(), kNotNow);
}

TEST(Expiry, does_not_come_while_paused) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::welcome);
  seminar.pause();
  seminar.pass(60 * kMinuteMs);
  EXPECT_EQ(seminar.expire().rejection(), kNotNow);
}

TEST(Expiry, starts_the_next_phase_where_the_agenda_says_so) {
  SeminarBuilder seminar;
  seminar.go_to(PhaseKind::talk_1);
  seminar.pass(15 * kMinuteMs);
  ASSERT_TRUE(seminar.expire().accepted());
  EXPECT_EQ(running(seminar), PhaseKind::talk_2);
  EXPECT_FALSE(seminar.state().timer.overtime);
}

TEST(Expiry, of_the_last_phase_is_overtime_whatever_the_agenda_says) {
  Agenda agenda = testing::full_agenda();
  agenda.phases.back().goes_on_by_itself = true;
  SeminarBuilder seminar{agenda};
  seminar.go_to(PhaseKind::evaluation);
  seminar.pass(5 * kMinuteMs);
  ASSERT_TRUE(seminar.expire().accepted());
  EXPECT_TRUE(seminar.state().timer.overtime);
}

class Recording : public ::testing::Test {
 protected:
  Recording() {
    EXPECT_TRUE(seminar.ask(seminar.room(), command::AttachTalk{PhaseKind::talk_1, media, 14 * kMinuteMs}).accepted());
    seminar.go_to(PhaseKind::talk_1);
    begun_ms = seminar.now_ms();
  }
  const MediaId media = numbered<MediaId>(77);
  SeminarBuilder seminar;
  Millis begun_ms = 0;
};

TEST_F(Recording, plays_from_the_start_of_its_phase) {
  EXPECT_EQ(seminar.state().playback, (Playback{media, true, begun_ms, 0, 0}));
}

TEST_F(Recording, is_not_there_in_a_phase_without_one) {
  seminar.go_to(PhaseKind::talk_2);
  EXPECT_EQ(seminar.state().playback, Playback{});
}

TEST_F(Recording, pauses_with_the_timer_and_goes_on_without_a_jump) {
  seminar.pass(4'000);
  seminar.pause();
  EXPECT_EQ(seminar.state().playback, (Playback{media, false, 0, 4'000, 0}));
  seminar.pass(60'000);
  seminar.resume();
  EXPECT_EQ(seminar.state().playback, (Playback{media, true, seminar.now_ms() - 4'000, 0, 0}));
  seminar.pass(1'000);
  seminar.pause();
  EXPECT_EQ(seminar.state().playback.paused_at_ms, 5'000);
}

TEST_F(Recording, does_not_follow_added_time) {
  const Playback before = seminar.state().playback;
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::AdjustTimer{revision(seminar), kMinuteMs}).accepted());
  EXPECT_EQ(seminar.state().playback, before);
}

TEST_F(Recording, starts_over_when_its_phase_is_restarted) {
  seminar.pass(4'000);
  seminar.go_to(PhaseKind::talk_2);
  seminar.pass(4'000);
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(seminar.state().playback, (Playback{media, true, seminar.now_ms(), 0, 0}));
}

class MessageToAll : public ::testing::Test {
 protected:
  testing::Answer show(const std::string& text) {
    return seminar.ask(seminar.facilitator(), command::ShowBroadcast{text});
  }
  SeminarBuilder seminar;
};

TEST_F(MessageToAll, is_shown_in_the_lobby_and_in_phases_only) {
  EXPECT_EQ(show("Hello").rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_TRUE(show("Hello").accepted());
  seminar.go_to(PhaseKind::welcome);
  EXPECT_TRUE(show("Hello").accepted());
  seminar.end();
  EXPECT_EQ(show("Hello").rejection(), kNotNow);
}

TEST_F(MessageToAll, carries_the_id_of_its_command_and_is_cleared) {
  seminar.open_lobby();
  const Command command{numbered<CommandId>(5), command::ShowBroadcast{" Back in five "}};
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command).accepted());
  EXPECT_EQ(seminar.state().broadcast, (Broadcast{numbered<BroadcastId>(5), "Back in five", seminar.now_ms()}));
  EXPECT_FALSE(seminar.ask(seminar.facilitator(), command::ClearBroadcast{}).changed_nothing());
  EXPECT_EQ(seminar.state().broadcast, Broadcast{});
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::ClearBroadcast{}).changed_nothing());
}

TEST_F(MessageToAll, has_a_limit_and_is_not_empty) {
  seminar.open_lobby();
  EXPECT_TRUE(show(std::string(limits::kBroadcast, 'x')).accepted());
  EXPECT_EQ(show(std::string(limits::kBroadcast + 1, 'x')).rejection(),
            (Rejection{RejectionCode::text_too_long, "text", limits::kBroadcast}));
  EXPECT_EQ(show("  ").rejection(), (Rejection{RejectionCode::text_empty, "text", 0}));
}

}  // namespace
}  // namespace samtale
