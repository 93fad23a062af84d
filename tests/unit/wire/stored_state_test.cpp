// A whole state as bytes: comes back with every field, or not at all.
#include "wire/stored_state.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/random_seminar.h"
#include "tests/unit/wire/samples.h"

namespace samtale::wire {
namespace {

Group full_group() {
  Group group;
  group.id = sample_id<GroupId>(1);
  group.about = sample_about();
  group.number = 7;
  group.expected = true;
  group.roster = {{sample_id<PersonId>(2), "Åse"}, {sample_id<PersonId>(3), "Søren", sample_id<DeviceId>(5)}};
  group.step = {3, 2, 61'000};
  group.round = {7, 900'000, {{sample_id<PersonId>(3), SeatState::speaking}, {sample_id<PersonId>(4), SeatState::later}},
                 {sample_id<PersonId>(3), 60'000, 120'000},
                 {{{}, sample_id<PersonId>(4), SeatState::waiting}, {{sample_id<PersonId>(4), 1, 2}, {}, {}}}};
  group.rounds_begun = 2;
  group.extra_ms = 180'000;
  group.lingering = {3, 1'900'000'000'009};
  group.ready_phase_revision = 4;
  group.help_called_at_ms = 1'900'000'000'000;
  group.arrived_at_ms = 1'900'000'000'001;
  group.late = true;
  const Note note{sample_id<NoteId>(4), NoteKind::insight, sample_id<DeviceId>(5), "En indsigt – 全",
                  1'900'000'000'002, true};
  group.notes[note.id] = note;
  ActionPoint point{sample_id<ActionPointId>(6), 9, sample_agreement(), true, 1'900'000'000'003,
                          true, "et forbehold", "Trivsel", 1'900'000'000'008};
  point.origin = sample_origin();
  point.lineage = {{point.origin.group, point.origin.action_point}, {sample_id<GroupId>(25), sample_id<ActionPointId>(26)}};
  point.thanked_by = {sample_id<GroupId>(2), sample_id<GroupId>(9)};
  point.copies[sample_id<ActionPointId>(7)] = {group.id, 1};
  group.action_points[point.id] = point;
  // One that came from it; here, in the same group, as no rule would let it.
  ActionPoint copy{sample_id<ActionPointId>(7)};
  copy.origin = {point.id, group.id, "Team Ærø", ""};
  copy.lineage = {{group.id, point.id}};
  group.action_points[copy.id] = copy;
  group.tally = {1, 1, 1};
  group.questions_asked = 2;
  return group;
}

StoredState full_state() {
  StoredState state;
  state.position = {3'000'000'000u, 250'000};
  state.last_event = std::string("\0event\xff", 7);
  state.commands = {{sample_id<CommandId>(10), 1}, {sample_id<CommandId>(11), 250'000}};
  Seminar& seminar = state.seminar;
  seminar.id = sample_id<SeminarId>(12);
  seminar.plan = sample_plan();
  seminar.agenda = sample_agenda();
  seminar.room_code = "K7QM3FPA";
  seminar.session = {SessionState::running, 4, 11};
  seminar.timer = {5, 60'000, true, 1'900'000'000'004, 7, 8, true};
  seminar.playback = {sample_id<MediaId>(13), true, 1'900'000'000'005, 9, 3};
  seminar.stage = {sample_id<QuestionId>(8), sample_id<GroupId>(1), 1'900'000'000'008, 120'000, 3, 8};
  seminar.groups_been_on_stage = {sample_id<GroupId>(9), sample_id<GroupId>(1)};
  seminar.broadcast = {sample_id<BroadcastId>(14), "Vi går i gang", 1'900'000'000'006};
  seminar.groups[sample_id<GroupId>(1)] = full_group();
  seminar.whose_action_point = {{sample_id<ActionPointId>(6), sample_id<GroupId>(1)},
                                {sample_id<ActionPointId>(7), sample_id<GroupId>(1)}};
  seminar.last_group_number = 8;
  const Question question{
      sample_id<QuestionId>(8), sample_id<GroupId>(1), "Hvorfor?", {sample_id<GroupId>(2), sample_id<GroupId>(9)},
      QuestionState::parked,    1'900'000'000'007,        "Hvorfor ikke?"};
  seminar.questions[question.id] = question;
  Question put_into_it = question;
  put_into_it.id = sample_id<QuestionId>(15);
  seminar.questions[put_into_it.id] = put_into_it;
  put_into(seminar.questions, put_into_it.id, question.id);
  seminar.questions_open = true;
  seminar.gallery_open = true;
  const GroupMessage message{sample_id<MessageId>(24), sample_id<ActionPointId>(6), sample_id<GroupId>(1),
                             sample_id<GroupId>(9), "Hvordan?", 1'900'000'000'009, "Med en klokke", 1'900'000'000'010};
  seminar.messages[message.id] = message;
  seminar.wall[sample_id<NoteId>(4)] = sample_id<GroupId>(1);
  return state;
}

void expect_same(const StoredState& state) {
  const auto read = decode_state(encode_state(state));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->position, state.position);
  EXPECT_EQ(read->last_event, state.last_event);
  EXPECT_EQ(read->commands, state.commands);
  EXPECT_EQ(read->seminar, state.seminar);
}

TEST(StoredState, EveryFieldComesBack) { expect_same(full_state()); }

TEST(StoredState, WhateverASeminarBecomesComesBack) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    samtale::testing::RandomSeminar random(seed);
    for (int i = 0; i < 2'000; ++i) {
      const auto attempt = random.next_attempt();
      random.seminar.ask(attempt.viewer, attempt.command);
      if (i % 100 == 0) expect_same({{1, 5}, "x", random.seminar.state(), {}});
    }
  }
}

TEST(StoredState, DamageAnywhereIsSeen) {
  const auto whole = encode_state(full_state());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(decode_state(damaged)) << i;
    EXPECT_FALSE(decode_state(whole.substr(0, i))) << i;
  }
  EXPECT_FALSE(decode_state(whole + "x"));
}

}  // namespace
}  // namespace samtale::wire
