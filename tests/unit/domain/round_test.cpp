// Rounds with equal voices: shares, order, passing, coming back, a little longer, undo; arrivals and departures.
#include "domain/round.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

constexpr Millis kSecondMs = 1'000;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kStale = rejected(RejectionCode::stale_revision);
const Rejection kNotAllowed = rejected(RejectionCode::not_allowed);

TEST(TurnShare, is_equal_and_in_whole_units) {
  EXPECT_EQ(turn_share(12 * kMinuteMs, 6, 1), 2 * kMinuteMs);
  EXPECT_EQ(turn_share(12 * kMinuteMs, 7, 1), 100 * kSecondMs);  // 102.8
  EXPECT_EQ(turn_share(12 * kMinuteMs, 1, 1), 12 * kMinuteMs);
}

TEST(TurnShare, is_never_under_the_shortest_turn) {
  EXPECT_EQ(turn_share(6 * limits::kShortestTurnMs, 6, 1), limits::kShortestTurnMs);
  EXPECT_EQ(turn_share(6 * limits::kShortestTurnMs - 1, 6, 1), limits::kShortestTurnMs);
  EXPECT_EQ(turn_share(0, 6, 1), limits::kShortestTurnMs);
  EXPECT_EQ(turn_share(-kMinuteMs, 6, 1), limits::kShortestTurnMs);
  EXPECT_EQ(turn_share(0, 6, 20), limits::kShortestTurnMs / 20);
}

// The default step of a round in the learning conversation: twelve minutes from minute five.
class Rounds : public ::testing::Test {
 protected:
  static constexpr std::uint32_t kRoundStep = 1;

  void begin_step() {
    seminar.go_to(PhaseKind::learning_conversation);
    seminar.pass(5 * kMinuteMs);
    ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  }
  testing::Answer ask(command::Body body) { return seminar.ask(seminar.host(birken), std::move(body)); }
  testing::Answer start() { return ask(command::StartRound{seminar.state().session.phase_revision, kRoundStep}); }
  testing::Answer end_turn(SeatState outcome) { return ask(command::EndTurn{round().revision, outcome}); }
  testing::Answer longer() { return ask(command::LengthenTurn{round().revision}); }
  testing::Answer undo() { return ask(command::UndoTurn{round().revision}); }
  void speak_to_the_end() {
    seminar.pass(round().turn.length_ms);
    ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  }
  const Group& group() const { return seminar.group(birken); }
  const Round& round() const { return group().round; }
  std::string speaker() const { return name_of(round().turn.person); }
  std::string name_of(PersonId id) const {
    for (const Person& person : group().roster) {
      if (person.id == id) return person.name;
    }
    return "";
  }
  Millis share() const { return round().turn.length_ms; }
  PersonId id_of(const std::string& name) const {
    for (const Person& person : group().roster) {
      if (person.name == name) return person.id;
    }
    return {};
  }
  SeatState state_of(const std::string& name) const { return find_seat(round(), id_of(name))->state; }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const PersonId ida = seminar.add_person(birken, "Ida");
  const PersonId per = seminar.add_person(birken, "Per");
  const PersonId liv = seminar.add_person(birken, "Liv");
  const PersonId bo = seminar.add_person(birken, "Bo");
};

TEST_F(Rounds, give_everybody_an_equal_share_in_order) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  for (const char* name : {"Ida", "Per", "Liv", "Bo"}) {
    EXPECT_EQ(speaker(), name);
    EXPECT_EQ(share(), 3 * kMinuteMs);
    speak_to_the_end();
  }
  EXPECT_EQ(speaker(), "");
  EXPECT_EQ(people_left(round()), 0u);
  EXPECT_TRUE(start().changed_nothing());
}

TEST_F(Rounds, are_held_in_a_round_step_that_was_seen) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(start().rejection(), kNotNow);
  EXPECT_EQ(end_turn(SeatState::spoken).rejection(), kNotNow);
  EXPECT_EQ(longer().rejection(), kNotNow);
  EXPECT_EQ(undo().rejection(), kNotNow);
  ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  const auto revision = seminar.state().session.phase_revision;
  EXPECT_EQ(ask(command::StartRound{revision - 1, kRoundStep}).rejection(), kStale);
  EXPECT_EQ(ask(command::StartRound{revision, 0}).rejection(), kStale);
  EXPECT_EQ(end_turn(SeatState::spoken).rejection(), kNotNow) << "nobody speaks yet";
  EXPECT_TRUE(undo().changed_nothing());
  ASSERT_TRUE(start().accepted());
  EXPECT_TRUE(start().changed_nothing());
}

TEST_F(Rounds, need_somebody) {
  for (const PersonId person : {ida, per, liv, bo}) ASSERT_TRUE(ask(command::RemovePerson{person}).accepted());
  begin_step();
  EXPECT_EQ(start().rejection(), kNotNow);
  seminar.add_person(birken, "Eva");
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(share(), 12 * kMinuteMs);
}

TEST_F(Rounds, begin_with_another_person_each_time) {
  begin_step();
  for (const char* first : {"Ida", "Per", "Liv", "Bo", "Ida"}) {
    ASSERT_TRUE(start().accepted());
    EXPECT_EQ(speaker(), first);
    ASSERT_TRUE(seminar.go_to_step(birken, 0).accepted());
    ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  }
}

TEST_F(Rounds, end_one_turn_for_two_presses) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  const command::EndTurn seen{round().revision, SeatState::spoken};
  ASSERT_TRUE(ask(seen).accepted());
  EXPECT_EQ(ask(seen).rejection(), kStale);
  EXPECT_EQ(speaker(), "Per");
}

TEST_F(Rounds, give_what_a_pass_leaves_to_the_others) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(end_turn(SeatState::passed).accepted());
  EXPECT_EQ(state_of("Ida"), SeatState::passed);
  EXPECT_EQ(share(), 4 * kMinuteMs);
}

TEST_F(Rounds, come_back_to_those_who_asked_for_it) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(end_turn(SeatState::later).accepted());
  EXPECT_EQ(share(), 3 * kMinuteMs) << "the time is kept for Ida";
  speak_to_the_end();
  ASSERT_TRUE(end_turn(SeatState::later).accepted());
  speak_to_the_end();
  EXPECT_EQ(speaker(), "Ida");
  ASSERT_TRUE(end_turn(SeatState::later).accepted());
  EXPECT_EQ(speaker(), "Liv");
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  EXPECT_EQ(speaker(), "Ida");
  EXPECT_TRUE(end_turn(SeatState::later).changed_nothing()) << "there is nobody to wait for";
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  EXPECT_EQ(people_left(round()), 0u);
}

TEST_F(Rounds, know_three_ways_to_end_a_turn) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(end_turn(SeatState::waiting).rejection(), rejected(RejectionCode::malformed, "outcome"));
  EXPECT_EQ(end_turn(SeatState::speaking).rejection(), rejected(RejectionCode::malformed, "outcome"));
}

TEST_F(Rounds, take_a_little_longer_from_the_time_of_the_others) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(longer().accepted());
  EXPECT_EQ(share(), 3 * kMinuteMs + limits::kALittleLongerMs);
  speak_to_the_end();
  EXPECT_EQ(share(), 170 * kSecondMs) << "8.5 minutes for three";
  // After the share is used up, it counts from now.
  seminar.pass(share() + 40 * kSecondMs);
  ASSERT_TRUE(longer().accepted());
  EXPECT_EQ(share(), 170 * kSecondMs + 40 * kSecondMs + limits::kALittleLongerMs);
}

TEST_F(Rounds, refuse_a_little_longer_that_would_leave_somebody_too_little) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  // What the three others must have, and the half minute itself.
  seminar.pass(12 * kMinuteMs - 3 * limits::kShortestTurnMs - limits::kALittleLongerMs + 1);
  EXPECT_EQ(longer().rejection(), rejected(RejectionCode::turn_too_short));
  seminar.pass(-1);
  EXPECT_TRUE(longer().accepted());
}

TEST_F(Rounds, let_the_last_one_speak_as_long_as_needed) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  for (int i = 0; i < 3; ++i) speak_to_the_end();
  seminar.pass(20 * kMinuteMs);
  EXPECT_TRUE(longer().accepted());
}

TEST_F(Rounds, shorten_everybodys_turn_after_an_overrun_and_cut_nobody_off) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  seminar.pass(6 * kMinuteMs);
  EXPECT_EQ(speaker(), "Ida");
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(share(), 2 * kMinuteMs);
    speak_to_the_end();
  }
}

TEST_F(Rounds, of_a_late_group_are_shorter_so_that_the_next_step_keeps_its_time) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(9 * kMinuteMs);  // the round was to begin after five and to end after seventeen
  ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(share(), 2 * kMinuteMs);
  EXPECT_EQ(round().ends_at_ms, 17 * kMinuteMs);
}

TEST_F(Rounds, of_an_early_group_are_as_long_as_the_step) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(1 * kMinuteMs);
  ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(share(), 3 * kMinuteMs);
  EXPECT_EQ(round().ends_at_ms, 13 * kMinuteMs);
}

TEST_F(Rounds, use_the_time_a_facilitator_adds) {
  seminar.go_to(PhaseKind::learning_conversation);
  seminar.pass(9 * kMinuteMs);
  ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  const auto adjust = command::AdjustTimer{seminar.state().session.phase_revision, 4 * kMinuteMs};
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), adjust).accepted());
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(share(), 3 * kMinuteMs);
}

TEST_F(Rounds, stand_still_in_a_pause) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  seminar.pause();
  seminar.pass(30 * kMinuteMs);
  seminar.resume();
  speak_to_the_end();
  EXPECT_EQ(share(), 3 * kMinuteMs);
}

TEST_F(Rounds, are_as_much_faster_as_the_seminar) {
  seminar.set_speed(10);
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(seminar.go_to_step(birken, kRoundStep).accepted());
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(share(), 18 * kSecondMs);
}

TEST_F(Rounds, take_in_somebody_who_comes_late) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  for (int i = 0; i < 2; ++i) speak_to_the_end();
  const PersonId eva = seminar.add_person(birken, "Eva");
  EXPECT_EQ(share(), 3 * kMinuteMs) << "who speaks keeps the share";
  speak_to_the_end();
  EXPECT_EQ(share(), 90 * kSecondMs);
  speak_to_the_end();
  EXPECT_EQ(round().turn.person, eva);
  speak_to_the_end();
  // Also when everybody has spoken.
  seminar.add_person(birken, "Ole");
  EXPECT_EQ(speaker(), "");
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(speaker(), "Ole");
  EXPECT_EQ(share(), limits::kShortestTurnMs);
}

TEST_F(Rounds, go_on_when_the_one_who_speaks_leaves) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(ask(command::RemovePerson{per}).accepted());
  EXPECT_EQ(speaker(), "Ida");
  ASSERT_TRUE(ask(command::RemovePerson{ida}).accepted());
  EXPECT_EQ(speaker(), "Liv");
  EXPECT_EQ(share(), 6 * kMinuteMs);
  ASSERT_TRUE(ask(command::RemovePerson{liv}).accepted());
  ASSERT_TRUE(ask(command::RemovePerson{bo}).accepted());
  EXPECT_EQ(speaker(), "");
}

TEST_F(Rounds, let_a_person_speak_out_of_order) {
  begin_step();
  ASSERT_TRUE(ask(command::GiveTurn{liv}).accepted());
  EXPECT_EQ(share(), 3 * kMinuteMs);
  ASSERT_TRUE(ask(command::GiveTurn{bo}).accepted());
  EXPECT_EQ(state_of("Liv"), SeatState::spoken);
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  EXPECT_EQ(speaker(), "Ida");
  ASSERT_TRUE(ask(command::GiveTurn{liv}).accepted()) << "also once more";
  EXPECT_EQ(state_of("Liv"), SeatState::speaking);
}

TEST_F(Rounds, undo_step_by_step) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  const Round first = round();
  seminar.pass(kMinuteMs);
  ASSERT_TRUE(end_turn(SeatState::later).accepted());
  ASSERT_TRUE(longer().accepted());
  EXPECT_EQ(speaker(), "Per");
  ASSERT_TRUE(undo().accepted());
  EXPECT_EQ(share(), 165 * kSecondMs) << "eleven minutes for four";
  ASSERT_TRUE(undo().accepted());
  EXPECT_EQ(round().turn, first.turn);
  EXPECT_EQ(round().seats, first.seats);
  ASSERT_TRUE(undo().accepted());
  EXPECT_EQ(speaker(), "");
  EXPECT_EQ(state_of("Ida"), SeatState::waiting);
  EXPECT_TRUE(undo().changed_nothing());
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(speaker(), "Ida");
}

TEST_F(Rounds, remember_so_many_changes_and_no_more) {
  begin_step();
  for (std::size_t i = 0; i <= limits::kTurnsToUndo; ++i) {
    ASSERT_TRUE(ask(command::GiveTurn{i % 2 == 0 ? ida : per}).accepted());
    ASSERT_EQ(round().before.size(), std::min(i + 1, limits::kTurnsToUndo));
  }
}

TEST_F(Rounds, do_not_give_the_turn_back_to_somebody_who_has_left) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  ASSERT_TRUE(ask(command::RemovePerson{ida}).accepted());
  ASSERT_TRUE(undo().accepted());
  EXPECT_EQ(speaker(), "");
  EXPECT_EQ(state_of("Per"), SeatState::waiting);
}

TEST_F(Rounds, are_the_hosts_and_of_the_phone_of_the_one_who_speaks) {
  const Viewer phone = seminar.phone(birken, 1);
  ASSERT_TRUE(seminar.ask(phone, command::AddPerson{"Eva"}).accepted());
  EXPECT_EQ(seminar.ask(phone, command::AddPerson{"Eva"}).rejection(), rejected(RejectionCode::limit_reached, "roster", 1));
  const PersonId eva = id_of("Eva");
  EXPECT_EQ(seminar.ask(phone, command::RenamePerson{ida, "Ib"}).rejection(), kNotAllowed);
  EXPECT_EQ(seminar.ask(phone, command::RemovePerson{ida}).rejection(), kNotAllowed);
  EXPECT_TRUE(seminar.ask(phone, command::RenamePerson{eva, "Eva M"}).accepted());
  begin_step();
  ASSERT_TRUE(start().accepted());
  const auto press = [&](command::Body body) { return seminar.ask(phone, std::move(body)).rejection(); };
  EXPECT_EQ(press(command::EndTurn{round().revision, SeatState::spoken}), kNotAllowed);
  EXPECT_EQ(press(command::LengthenTurn{round().revision}), kNotAllowed);
  ASSERT_TRUE(ask(command::GiveTurn{eva}).accepted());
  EXPECT_EQ(press(command::LengthenTurn{round().revision}), Rejection{});
  EXPECT_EQ(press(command::EndTurn{round().revision, SeatState::spoken}), Rejection{});
  EXPECT_TRUE(seminar.ask(phone, command::RemovePerson{eva}).accepted());
  EXPECT_TRUE(seminar.ask(phone, command::AddPerson{"Eva"}).accepted());
}

TEST_F(Rounds, are_shown_with_who_comes_next_and_who_begins_the_next_one) {
  const auto view = [&] {
    for (const Change& change : snapshot(seminar.state(), seminar.host(birken))) {
      if (const auto* found = std::get_if<change::GroupView>(&change)) return *found;
    }
    return change::GroupView{};
  };
  EXPECT_EQ(view().first_speaker, ida);
  EXPECT_TRUE(view().next_speaker.empty());
  EXPECT_FALSE(view().can_undo_turn);
  begin_step();
  ASSERT_TRUE(start().accepted());
  EXPECT_EQ(view().first_speaker, per);
  EXPECT_EQ(view().next_speaker, per);
  EXPECT_EQ(view().round.turn, round().turn);
  EXPECT_TRUE(view().can_undo_turn);
  EXPECT_TRUE(view().round.before.empty());
}

using RosterOrder = Rounds;

TEST_F(RosterOrder, is_the_hosts_and_names_everybody_once) {
  ASSERT_TRUE(ask(command::OrderRoster{{bo, liv, per, ida}}).accepted());
  EXPECT_EQ(group().roster.front().name, "Bo");
  EXPECT_EQ(group().roster.back().name, "Ida");
  EXPECT_TRUE(ask(command::OrderRoster{{bo, liv, per, ida}}).changed_nothing());
  for (const auto& people : std::vector<std::vector<PersonId>>{
           {}, {bo, liv, per}, {bo, liv, per, per}, {bo, liv, per, ida, ida}, {bo, liv, per, numbered<PersonId>(9)}}) {
    EXPECT_EQ(ask(command::OrderRoster{people}).rejection(), kStale);
  }
}

TEST_F(RosterOrder, holds_from_the_next_round_on) {
  begin_step();
  ASSERT_TRUE(start().accepted());
  ASSERT_TRUE(ask(command::OrderRoster{{bo, liv, per, ida}}).accepted());
  ASSERT_TRUE(end_turn(SeatState::spoken).accepted());
  EXPECT_EQ(speaker(), "Per");
}

// Whatever people do in a round: nobody who wants to speak is left out, nobody's share is under the shortest turn, and
// when nobody takes longer than the share, the shares of those who are there from the beginning differ by one unit.
TEST_F(Rounds, are_fair_whatever_happens) {
  bool has_had_extra_time = false;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    std::mt19937 dice(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
    SeminarBuilder here;
    const GroupId group_id = here.add_group("Birken");
    const auto round_now = [&]() -> const Round& { return here.group(group_id).round; };
    const std::size_t people = 2 + below(10);
    for (std::size_t i = 0; i < people; ++i) here.add_person(group_id, "person");
    here.go_to(PhaseKind::learning_conversation);
    here.pass(below(10) * kMinuteMs);
    ASSERT_TRUE(here.go_to_step(group_id, kRoundStep).accepted());
    const auto host = here.host(group_id);
    ASSERT_TRUE(
        here.ask(host, command::StartRound{here.state().session.phase_revision, kRoundStep}).accepted());
    const bool calm = seed % 3 == 0;  // nobody comes, passes or takes longer
    Millis smallest = limits::kLongestPhaseMs;
    Millis greatest = 0;
    for (int turn = 0; turn < 200 && !round_now().turn.person.empty(); ++turn) {
      const Millis share = round_now().turn.length_ms;
      ASSERT_GE(share, limits::kShortestTurnMs) << "seed " << seed;
      // All who are left would get as much, but for one unit.
      const Millis left = round_now().ends_at_ms - round_now().turn.begun_at_ms;
      const auto shares_left = static_cast<Millis>(people_left(round_now()) + 1);
      // The seminar's clock is not the group's to move.
      ASSERT_EQ(here.state().timer.length_ms, 35 * kMinuteMs) << "seed " << seed;
      const bool fresh = std::holds_alternative<event::TurnGiven>(here.log().back().body);
      if (fresh && left >= shares_left * limits::kShortestTurnMs) {
        ASSERT_LE(share * shares_left, left) << "seed " << seed;
        ASSERT_LT(left - share * shares_left, shares_left * limits::kTurnUnitMs) << "seed " << seed;
      }
      smallest = std::min(smallest, share);
      greatest = std::max(greatest, share);
      if (calm) {
        here.pass(share);
        ASSERT_TRUE(here.ask(host, command::EndTurn{round_now().revision, SeatState::spoken}).accepted());
        continue;
      }
      const bool overruns = below(4) == 0;
      here.pass(overruns ? share + below(120) * kSecondMs : below(static_cast<std::uint32_t>(share)));
      if (below(6) == 0) {
        here.pause();
        here.pass(below(20) * kMinuteMs);
        here.resume();
      }
      if (below(8) == 0 && here.group(group_id).roster.size() < 14) here.add_person(group_id, "person");
      if (below(10) == 0) {
        const Millis extra_ms = below(6) * kMinuteMs;
        here.ask(here.facilitator(),
                 command::GiveExtraTime{group_id, here.state().session.phase_revision, extra_ms});
        has_had_extra_time = has_had_extra_time || here.group(group_id).extra_ms > 0;
      }
      if (below(10) == 0) here.ask(host, command::LengthenTurn{round_now().revision});
      if (below(12) == 0) here.ask(host, command::UndoTurn{round_now().revision});
      if (round_now().turn.person.empty()) {
        here.ask(host, command::StartRound{here.state().session.phase_revision, kRoundStep});
        continue;
      }
      const SeatState outcomes[] = {SeatState::spoken, SeatState::spoken, SeatState::passed, SeatState::later};
      ASSERT_TRUE(here.ask(host, command::EndTurn{round_now().revision, outcomes[below(4)]}).accepted());
    }
    if (calm) {
      EXPECT_LE(greatest - smallest, limits::kTurnUnitMs) << "seed " << seed;
    }
    for (const Seat& seat : round_now().seats) {
      EXPECT_TRUE(seat.state == SeatState::spoken || seat.state == SeatState::passed) << "seed " << seed;
    }
    EXPECT_EQ(round_now().seats.size(), here.group(group_id).roster.size());
  }
  EXPECT_TRUE(has_had_extra_time);
}

}  // namespace
}  // namespace samtale
