// Events as bytes: whatever was stored can be read, also by later versions.
#include "wire/stored_event.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/wire/fields.h"
#include "tests/unit/wire/samples.h"

namespace samtale::wire {
namespace {

const auto kGroup = sample_id<GroupId>(1);
const auto kPerson = sample_id<PersonId>(2);
const auto kNote = sample_id<NoteId>(3);
const auto kDevice = sample_id<DeviceId>(4);
const auto kQuestion = sample_id<QuestionId>(5);
const auto kActionPoint = sample_id<ActionPointId>(6);

std::vector<event::Body> samples() {
  return {
      event::SeminarCreated{sample_id<SeminarId>(8), sample_plan(), sample_agenda(), "K7QM3FPA"},
      event::PlanEdited{sample_plan()},
      event::AgendaEdited{sample_agenda()},
      event::GroupAdded{kGroup, sample_about(), 12, true},
      event::GroupEdited{kGroup, sample_about()},
      event::GroupRemoved{kGroup},
      event::TalkAttached{PhaseKind::talk_2, sample_id<MediaId>(9), 900'000, sample_versions(), true, 930'000},
      event::CaptionsAttached{PhaseKind::talk_2, Language::english, sample_id<MediaId>(31)},
      event::LobbyOpened{},
      event::PhaseStarted{3, 2'100'000},
      event::TimerPaused{},
      event::TimerResumed{},
      event::TimerAdjusted{-120'000},
      event::TimerExpired{},
      event::SeminarEnded{},
      event::TalkSought{61'000},
      event::BroadcastShown{sample_id<BroadcastId>(10), "Vi går i gang igen 😀"},
      event::BroadcastCleared{},
      event::HelpAnswered{kGroup},
      event::StageSet{kQuestion, kGroup, 120'000, 3, 8},
      event::QuestionMarked{kQuestion, QuestionState::answered},
      event::GroupArrived{kGroup, true},
      event::ReadySet{kGroup, true},
      event::HelpCalled{kGroup},
      event::HelpCancelled{kGroup},
      event::PersonAdded{kGroup, kPerson, "Åse", kDevice},
      event::PersonRenamed{kGroup, kPerson, "Aase"},
      event::PersonRemoved{kGroup, kPerson},
      event::PersonClaimed{kGroup, kPerson, kDevice},
      event::StepBegun{kGroup, 2, 300'000},
      event::ExtraTimeGiven{kGroup, 180'000},
      event::ExtraTimeEnded{kGroup},
      event::RosterOrdered{kGroup, {kPerson, sample_id<PersonId>(77)}},
      event::TurnGiven{kGroup, kPerson, SeatState::later, 60'000, 120'000, 900'000},
      event::TurnLengthened{kGroup, 30'000},
      event::TurnUndone{kGroup},
      event::NoteAdded{kGroup, kNote, kDevice, NoteKind::insight, "en indsigt"},
      event::NoteEdited{kGroup, kNote, "en anden"},
      event::NoteRemoved{kGroup, kNote, kDevice},
      event::QuestionAsked{kGroup, kQuestion, "Hvordan?"},
      event::QuestionBacked{kQuestion, kGroup, true},
      event::QuestionWithdrawn{kQuestion, kGroup},
      event::QuestionMerged{kQuestion, sample_id<QuestionId>(15), sample_id<QuestionId>(16)},
      event::QuestionReworded{kQuestion, "Hvordan så?"},
      event::ActionPointAdded{kGroup, kActionPoint, sample_agreement()},
      event::ActionPointEdited{kGroup, kActionPoint, sample_agreement()},
      event::ActionPointRemoved{kGroup, kActionPoint, {{sample_id<GroupId>(21), sample_id<ActionPointId>(20)}}},
      event::ActionPointShared{kGroup, kActionPoint, true, "Trivsel"},
      event::ActionPointConfirmed{kGroup, kActionPoint, true},
      event::ReservationRecorded{kGroup, kActionPoint, "et forbehold"},
      event::NoteHandedIn{kGroup, kNote, NoteKind::insight},
      event::InsightShared{kGroup, kNote, true},
      event::InsightShown{kGroup, kNote, true},
      event::ActionPointTakenUp{kGroup, kActionPoint, sample_agreement(), sample_origin()},
      event::GroupThanked{kGroup, kActionPoint, sample_id<GroupId>(22), true},
      event::GroupAsked{kGroup, kActionPoint, sample_id<GroupId>(22), sample_id<MessageId>(24), "Hvordan?"},
      event::GroupAnswered{sample_id<MessageId>(24), "Med en klokke"},
  };
}

Event at(event::Body body) { return {1'900'000'000'123, sample_id<CommandId>(11), std::move(body)}; }

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

TEST(StoredEvent, ThereIsAFilledSampleOfEveryKind) {
  const auto all = samples();
  ASSERT_EQ(all.size(), std::variant_size_v<event::Body>) << "a new event needs a sample here";
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].index(), i);
    EXPECT_EQ(unfilled(all[i]), 0) << described(all[i]);
  }
}

TEST(StoredEvent, EveryKindComesBackAsItWas) {
  for (const auto& body : samples()) {
    const Event event = at(body);
    const auto back = decode_event(encode_event(event));
    ASSERT_TRUE(back) << described(body);
    EXPECT_EQ(*back, event) << described(body) << "\n" << described(back->body);
  }
}

TEST(StoredEvent, OfTheRoomItselfHasNoCommand) {
  const Event event{1, {}, event::TimerExpired{}};
  EXPECT_EQ(decode_event(encode_event(event)), event);
}

// A log that cannot be read is a seminar that is lost: what says "nothing" must come back as nothing.
TEST(StoredEvent, EmptyValuesComeBackEmpty) {
  for (const event::Body& body : std::vector<event::Body>{
           event::StageSet{}, event::QuestionMerged{kQuestion, {}, {}}, event::TurnGiven{kGroup, {}}, event::TalkAttached{PhaseKind::talk_1, {}, 0, {}, false, 0},
           event::CaptionsAttached{PhaseKind::talk_1, Language::danish, {}},
           event::AgendaEdited{}, event::ActionPointAdded{kGroup, kActionPoint, {}},
           event::NoteRemoved{kGroup, kNote, {}}}) {
    const Event event = at(body);
    EXPECT_EQ(decode_event(encode_event(event)), event) << described(body);
  }
}

// Bytes that a server has written must be read by every later one: these were written by the first. If this fails, the
// format changed; do not change the bytes here.
TEST(StoredEvent, TheFormatStaysAsItIs) {
  const std::string head = "08fbf0cc86a637121673624b7a744c573274376935757275387662365f7741";
  const std::vector<std::pair<std::string, event::Body>> written = {
      {"aa0107080310a0968001", event::PhaseStarted{3, 2'100'000}},
      {"c2010408ffd20e", event::TimerAdjusted{-120'000}},
      {"8a03560a1645524954464255574678675a4768736348523466494112164d54497a4e4455324e7a67354f6a73385054345f5141"
       "1a1651554a44524556475230684a536b744d54553550554120032a0a656e20696e6473696774",
       event::NoteAdded{kGroup, kNote, kDevice, NoteKind::insight, "en indsigt"}},
  };
  for (const auto& [hex, body] : written) {
    EXPECT_EQ(encode_event(at(body)), from_hex(head + hex)) << described(body);
    EXPECT_EQ(decode_event(from_hex(head + hex)), at(body)) << described(body);
  }
}

TEST(StoredEvent, WhatIsNoEventIsNotRead) {
  EXPECT_FALSE(decode_event(""));                            // no body
  EXPECT_FALSE(decode_event("\x08\x01"));                    // a time and nothing else
  EXPECT_FALSE(decode_event(from_hex("fa3f00")));            // a newer server's event, field 1023
  EXPECT_FALSE(decode_event(from_hex("3a")));                // cut off
  EXPECT_FALSE(decode_event(from_hex("1203616263a20100")));  // the command's id is not one
  EXPECT_FALSE(decode_event(from_hex("fa01021063")));        // a question in state 99
  EXPECT_TRUE(decode_event(from_hex("fa01021002")));         // the same in a known one: only the state was wrong
  EXPECT_FALSE(decode_event(encode_event(at(event::NoteEdited{kGroup, kNote, "\xC3\x28"}))));  // not UTF-8
}

TEST(StoredEvent, NoCutMakesItCrash) {
  for (const auto& body : samples()) {
    const auto bytes = encode_event(at(body));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      // The body is written last: without its last byte it is never the same event.
      EXPECT_NE(decode_event(std::string_view(bytes).substr(0, length)), at(body));
    }
  }
}

}  // namespace
}  // namespace samtale::wire
