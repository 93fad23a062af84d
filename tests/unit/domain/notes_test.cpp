// Notes and insights: who may write which, when, and what a private note means.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kNotThisNote = rejected(RejectionCode::not_allowed, "note_id");

class Notes : public ::testing::Test {
 protected:
  testing::Answer add(const Viewer& viewer, NoteKind kind, const std::string& text = "text") {
    return seminar.ask(viewer, command::AddNote{kind, text});
  }
  testing::Answer edit(const Viewer& viewer, NoteId note, const std::string& text = "edited") {
    return seminar.ask(viewer, command::EditNote{note, text});
  }
  testing::Answer remove(const Viewer& viewer, NoteId note) { return seminar.ask(viewer, command::RemoveNote{note}); }
  const Note& note(NoteId id) const { return seminar.group(birken).notes.at(id); }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
  const Viewer host = seminar.host(birken);
  const Viewer phone = seminar.phone(birken, 1);
  const Viewer other_phone = seminar.phone(birken, 2);
};

TEST_F(Notes, are_written_from_the_lobby_to_the_end) {
  EXPECT_EQ(add(phone, NoteKind::private_note).rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_TRUE(add(phone, NoteKind::private_note).accepted());
  EXPECT_TRUE(add(host, NoteKind::group_note).accepted());
  seminar.go_to(PhaseKind::evaluation);
  const NoteId kept = seminar.add_note(host, NoteKind::group_note, "text");
  seminar.end();
  EXPECT_EQ(add(phone, NoteKind::private_note).rejection(), kNotNow);
  EXPECT_EQ(edit(host, kept).rejection(), kNotNow);
  EXPECT_EQ(remove(host, kept).rejection(), kNotNow);
}

TEST_F(Notes, carry_the_id_of_their_command_and_the_device_that_wrote_them) {
  seminar.open_lobby();
  const Command command{numbered<CommandId>(4), command::AddNote{NoteKind::private_note, " mine "}};
  ASSERT_TRUE(seminar.ask(phone, command).accepted());
  EXPECT_EQ(note(numbered<NoteId>(4)),
            (Note{numbered<NoteId>(4), NoteKind::private_note, phone.device, "mine", seminar.now_ms()}));
  EXPECT_EQ(seminar.ask(phone, command).rejection(), rejected(RejectionCode::id_invalid, "command_id"));
}

TEST_F(Notes, a_phone_writes_private_notes_only) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_EQ(add(phone, NoteKind::group_note).rejection(), rejected(RejectionCode::not_allowed, "kind"));
  EXPECT_EQ(add(phone, NoteKind::insight).rejection(), rejected(RejectionCode::not_allowed, "kind"));
  EXPECT_TRUE(add(phone, NoteKind::private_note).accepted());
}

TEST_F(Notes, are_of_a_known_kind) {
  seminar.open_lobby();
  for (const int kind : {0, 4}) {
    EXPECT_EQ(add(host, static_cast<NoteKind>(kind)).rejection(), rejected(RejectionCode::malformed, "kind"));
  }
}

TEST_F(Notes, insights_come_with_the_first_conversation) {
  seminar.go_to(PhaseKind::talk_2);
  EXPECT_EQ(add(host, NoteKind::insight).rejection(), rejected(RejectionCode::not_now, "kind"));
  for (const auto kind :
       {PhaseKind::learning_conversation, PhaseKind::productive_conversation, PhaseKind::evaluation}) {
    seminar.go_to(kind);
    EXPECT_TRUE(add(host, NoteKind::insight).accepted());
  }
  SeminarBuilder in_lobby;
  const GroupId group = in_lobby.add_group("Asken");
  in_lobby.open_lobby();
  EXPECT_EQ(in_lobby.ask(in_lobby.host(group), command::AddNote{NoteKind::insight, "x"}).rejection(),
            rejected(RejectionCode::not_now, "kind"));
}

TEST_F(Notes, have_a_limit_and_are_not_empty) {
  seminar.open_lobby();
  const NoteId longest = seminar.add_note(host, NoteKind::group_note, std::string(limits::kNote, 'x'));
  const auto too_long = rejected(RejectionCode::text_too_long, "text", limits::kNote);
  EXPECT_EQ(add(host, NoteKind::group_note, std::string(limits::kNote + 1, 'x')).rejection(), too_long);
  EXPECT_EQ(edit(host, longest, std::string(limits::kNote + 1, 'x')).rejection(), too_long);
  EXPECT_EQ(add(host, NoteKind::group_note, " ").rejection(), rejected(RejectionCode::text_empty, "text"));
  EXPECT_EQ(edit(host, longest, " ").rejection(), rejected(RejectionCode::text_empty, "text"));
}

TEST_F(Notes, a_group_has_a_thousand_and_no_more_private_ones_included) {
  seminar.open_lobby();
  for (std::size_t i = 0; i + 1 < limits::kNotesPerGroup; ++i) seminar.add_note(host, NoteKind::group_note, "x");
  const NoteId last = seminar.add_note(phone, NoteKind::private_note, "x");
  const auto full = rejected(RejectionCode::limit_reached, "notes", limits::kNotesPerGroup);
  EXPECT_EQ(add(phone, NoteKind::private_note).rejection(), full);
  EXPECT_EQ(add(host, NoteKind::group_note).rejection(), full);
  EXPECT_TRUE(seminar.ask(seminar.host(elmen), command::AddNote{NoteKind::group_note, "x"}).accepted());
  ASSERT_TRUE(remove(phone, last).accepted());
  EXPECT_TRUE(add(host, NoteKind::group_note).accepted());
}

TEST_F(Notes, private_ones_are_touched_by_their_own_device_only) {
  seminar.open_lobby();
  const NoteId mine = seminar.add_note(phone, NoteKind::private_note, "mine");
  for (const Viewer& viewer : {host, other_phone}) {
    EXPECT_EQ(edit(viewer, mine).rejection(), kNotThisNote);
    EXPECT_EQ(remove(viewer, mine).rejection(), kNotThisNote);
  }
  EXPECT_TRUE(edit(phone, mine).accepted());
  EXPECT_EQ(note(mine).text, "edited");
  EXPECT_TRUE(remove(phone, mine).accepted());
  const NoteId hosts = seminar.add_note(host, NoteKind::private_note, "mine");
  EXPECT_EQ(edit(phone, hosts).rejection(), kNotThisNote);
  EXPECT_TRUE(edit(host, hosts).accepted());
}

TEST_F(Notes, of_the_group_are_touched_by_any_host_device_and_no_phone) {
  seminar.open_lobby();
  const NoteId ours = seminar.add_note(host, NoteKind::group_note, "ours");
  EXPECT_EQ(edit(phone, ours).rejection(), kNotThisNote);
  EXPECT_EQ(remove(phone, ours).rejection(), kNotThisNote);
  Viewer second_host = host;
  second_host.device = numbered<DeviceId>(8);
  const Millis written = seminar.now_ms();
  seminar.pass(kMinuteMs);
  EXPECT_TRUE(edit(second_host, ours).accepted());
  EXPECT_EQ(note(ours).written_at_ms, written);
  EXPECT_TRUE(edit(second_host, ours).changed_nothing());
  EXPECT_TRUE(remove(second_host, ours).accepted());
  EXPECT_EQ(remove(host, ours).rejection(), rejected(RejectionCode::not_found, "note_id"));
}

TEST_F(Notes, of_another_group_are_not_found) {
  seminar.open_lobby();
  const NoteId ours = seminar.add_note(host, NoteKind::group_note, "ours");
  const auto unknown = rejected(RejectionCode::not_found, "note_id");
  EXPECT_EQ(edit(seminar.host(elmen), ours).rejection(), unknown);
  EXPECT_EQ(remove(seminar.host(elmen), ours).rejection(), unknown);
}

TEST_F(Notes, an_insight_that_goes_leaves_no_action_point_pointing_at_it) {
  seminar.go_to(PhaseKind::productive_conversation);
  const NoteId insight = seminar.add_note(host, NoteKind::insight, "we interrupt");
  const auto linked = seminar.agree(birken, "linked");
  const auto free = seminar.agree(birken, "free");
  ASSERT_TRUE(
      seminar.ask(host, command::EditActionPoint{linked, 1, {"linked", "", "", "", false, insight}}).accepted());
  ASSERT_TRUE(remove(host, insight).accepted());
  EXPECT_TRUE(seminar.group(birken).action_points.at(linked).text.insight.empty());
  EXPECT_EQ(seminar.group(birken).action_points.at(linked).revision, 3u);
  EXPECT_EQ(seminar.group(birken).action_points.at(free).revision, 1u);
}

}  // namespace
}  // namespace samtale
