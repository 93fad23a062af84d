// What a client may send, and what becomes of everything else (P-04).
#include "wire/client_frame.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/wire/fields.h"
#include "tests/unit/wire/samples.h"

namespace samtale::wire {
namespace {

using namespace std::string_literals;

const auto kCommand = sample_id<CommandId>(11);
const auto kGroup = sample_id<GroupId>(1);
const auto kPerson = sample_id<PersonId>(2);
const auto kNote = sample_id<NoteId>(3);
const auto kQuestion = sample_id<QuestionId>(5);
const auto kActionPoint = sample_id<ActionPointId>(6);

// In the order of command::Body, up to the five of Role::room, which never travel.
std::vector<command::Body> samples() {
  return {
      command::EditPlan{sample_plan()},
      command::EditAgenda{sample_agenda()},
      command::AddGroups{{{kGroup, sample_about()}, {sample_id<GroupId>(2), sample_about()}}},
      command::EditGroup{kGroup, sample_about()},
      command::RemoveGroup{kGroup},
      command::OpenLobby{},
      command::GoToNextPhase{4},
      command::GoToPreviousPhase{5},
      command::PauseTimer{6},
      command::ResumeTimer{7},
      command::AdjustTimer{8, -60'000},
      command::EndSeminar{9},
      command::ShowBroadcast{"Vi går i gang 😀"},
      command::ClearBroadcast{},
      command::AnswerHelp{kGroup},
      command::PutQuestionOnStage{kQuestion},
      command::PutGroupOnStage{kGroup},
      command::ClearStage{},
      command::MarkQuestion{kQuestion, QuestionState::parked},
      command::MergeQuestion{kQuestion, sample_id<QuestionId>(15)},
      command::RewordQuestion{kQuestion, "Hvordan så?"},
      command::GiveExtraTime{kGroup, 4, 180'000},
      command::SeekTalk{4, 2, 61'000},
      command::ShowInsight{kGroup, kNote, true},
      command::SetReady{4, true},
      command::CallHelp{},
      command::CancelHelp{},
      command::AddPerson{"Åse"},
      command::RenamePerson{kPerson, "Aase"},
      command::RemovePerson{kPerson},
      command::ClaimPerson{kPerson},
      command::GoToStep{4, 1, 2},
      command::EndExtraTime{},
      command::OrderRoster{{kPerson, sample_id<PersonId>(77)}},
      command::StartRound{4, 1},
      command::GiveTurn{kPerson},
      command::EndTurn{7, SeatState::later},
      command::LengthenTurn{7},
      command::UndoTurn{7},
      command::AddNote{NoteKind::private_note, "en note"},
      command::EditNote{kNote, "en anden"},
      command::RemoveNote{kNote},
      command::AskQuestion{"Hvordan?"},
      command::BackQuestion{kQuestion, true},
      command::WithdrawQuestion{kQuestion},
      command::AddActionPoint{sample_agreement()},
      command::EditActionPoint{kActionPoint, 3, sample_agreement()},
      command::RemoveActionPoint{kActionPoint},
      command::ShareActionPoint{kActionPoint, true, "Trivsel"},
      command::ConfirmActionPoint{kActionPoint, 3, true},
      command::RecordReservation{kActionPoint, "et forbehold", "et andet"},
      command::HandInNote{kNote, NoteKind::insight},
      command::ShareInsight{kNote, true},
      command::TakeUpActionPoint{kActionPoint},
      command::ThankGroup{kActionPoint, true},
      command::AskGroup{kActionPoint, "Hvordan begyndte I?"},
      command::AnswerGroup{sample_id<MessageId>(24), "Med en klokke", "Vi ringer"},
  };
}
constexpr std::size_t kCommandsOfTheRoom = 5;

// Protobuf by hand, for messages that no writer of ours would make.
std::string bytes_field(int number, const std::string& value) {
  std::string bytes;
  for (unsigned rest = static_cast<unsigned>(number) << 3 | 2;; rest >>= 7) {
    bytes.push_back(static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
    if (rest <= 0x7F) break;
  }
  for (std::size_t rest = value.size();; rest >>= 7) {
    bytes.push_back(static_cast<char>((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
    if (rest <= 0x7F) break;
  }
  return bytes + value;
}
std::string command_frame(const std::string& id, const std::string& body) {
  return bytes_field(2, bytes_field(1, id) + body);
}
constexpr int kShowBroadcast = 27, kRewordQuestion = 35, kRenamePerson = 44, kAddNote = 48, kAskQuestion = 51, kAddActionPoint = 54;

Unreadable read_unreadable(const std::string& bytes) {
  const auto message = read_client_frame(bytes);
  const auto* unreadable = std::get_if<Unreadable>(&message);
  EXPECT_TRUE(unreadable) << "was read as a message of kind " << message.index();
  return unreadable ? *unreadable : Unreadable{};
}
Unreadable unreadable(const std::string& id, RejectionCode code, const std::string& field = "") {
  return {id, {code, field, 0}};
}
void expect_unreadable(const std::string& bytes, const Unreadable& expected) {
  EXPECT_EQ(described(read_unreadable(bytes)), described(expected));
}

TEST(ClientFrame, ThereIsAFilledSampleOfEveryCommand) {
  const auto all = samples();
  ASSERT_EQ(all.size() + kCommandsOfTheRoom, kCommandKinds) << "a new command needs a sample here";
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].index(), i);
    EXPECT_EQ(unfilled(all[i]), 0) << described(all[i]);
  }
}

TEST(ClientFrame, EveryCommandComesBackAsItWas) {
  for (const auto& body : samples()) {
    const auto message = read_client_frame(write_command({kCommand, body}));
    const auto* command = std::get_if<Command>(&message);
    ASSERT_TRUE(command) << described(body);
    EXPECT_EQ(command->id, kCommand);
    EXPECT_EQ(described(command->body), described(body));
  }
}

TEST(ClientFrame, CommandsOfTheRoomDoNotTravel) {
  for (const command::Body& body : std::vector<command::Body>{command::ExpireTimer{3}, command::ArriveGroup{kGroup},
                                                              command::NameGroup{kGroup, sample_about()},
                                                              command::AttachTalk{PhaseKind::talk_1},
                                                              command::AttachCaptions{PhaseKind::talk_1}}) {
    expect_unreadable(write_command({kCommand, body}), unreadable(kCommand.text(), RejectionCode::malformed));
  }
}

TEST(ClientFrame, NobodysTurnAndNoInsightAreEmptyIds) {
  for (const command::Body& body :
       std::vector<command::Body>{command::GiveTurn{}, command::AddActionPoint{{"hvad", "", "", "", false, {}}}}) {
    const auto message = read_client_frame(write_command({kCommand, body}));
    ASSERT_TRUE(std::holds_alternative<Command>(message)) << described(body);
    EXPECT_EQ(described(std::get<Command>(message).body), described(body));
  }
}

TEST(ClientFrame, HelloComesBackAsItWas) {
  const Hello sent{1, "token", sample_id<SeminarId>(8).text(), Position{2, 1'234'567'890'123}};
  const auto message = read_client_frame(write_hello(sent));
  ASSERT_TRUE(std::holds_alternative<Hello>(message));
  const auto& hello = std::get<Hello>(message);
  EXPECT_EQ(hello.protocol, 1u);
  EXPECT_EQ(hello.token, sent.token);
  EXPECT_EQ(hello.seminar_id, sent.seminar_id);
  EXPECT_EQ(hello.position, sent.position);
}

TEST(ClientFrame, P12HelloWithoutPositionHasNone) {
  const auto message = read_client_frame(write_hello({1, "token", "", std::nullopt}));
  ASSERT_TRUE(std::holds_alternative<Hello>(message));
  EXPECT_FALSE(std::get<Hello>(message).position);
}

TEST(ClientFrame, ClockPingComesBackAsItWas) {
  const auto message = read_client_frame(write_clock_ping({7, 480}));
  ASSERT_TRUE(std::holds_alternative<ClockPing>(message));
  EXPECT_EQ(described(std::get<ClockPing>(message)), described(ClockPing{7, 480}));
}

TEST(ClientFrame, TalkReportComesBackAsItWas) {
  ASSERT_EQ(unfilled(sample_talk_report()), 0);
  const auto message = read_client_frame(write_talk_report(sample_talk_report()));
  ASSERT_TRUE(std::holds_alternative<TalkReport>(message));
  EXPECT_EQ(std::get<TalkReport>(message), sample_talk_report());
}

// A frame that nobody answers cannot be refused.
TEST(ClientFrame, P86WhatANewerPlayerSaysReadsAsNothingSaid) {
  const auto message = read_client_frame(bytes_field(4, "\x08\x07\x20\x63\x38\x63"));
  ASSERT_TRUE(std::holds_alternative<TalkReport>(message));
  TalkReport expected;
  expected.talk_1_percent = 7;
  EXPECT_EQ(std::get<TalkReport>(message), expected);
}

TEST(ClientFrame, P04WithoutBodyIsMalformed) {
  expect_unreadable("", unreadable("", RejectionCode::malformed));
  expect_unreadable(bytes_field(9, "newer"), unreadable("", RejectionCode::malformed));
  expect_unreadable(command_frame(kCommand.text(), ""), unreadable(kCommand.text(), RejectionCode::malformed));
}

TEST(ClientFrame, P04BytesThatAreNoMessageAreMalformed) {
  for (const auto& bytes :
       {"hello"s, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"s, "\x12"s, "\x00"s, "\x0b\x0c"s, "\x12\x7f\x01"s}) {
    expect_unreadable(bytes, unreadable("", RejectionCode::malformed));
  }
}

TEST(ClientFrame, P04WhatFollowsTheIdMayBeTorn) {
  const auto id = kCommand.text();
  expect_unreadable(command_frame(id, "\x0f"), unreadable(id, RejectionCode::malformed));
  expect_unreadable(command_frame(id, bytes_field(kShowBroadcast, "\x0a\x7fxx")),
                    unreadable(id, RejectionCode::malformed));
}

TEST(ClientFrame, P04UnknownCommandSaysSo) {
  expect_unreadable(command_frame(kCommand.text(), bytes_field(999, "newer")),
                    unreadable(kCommand.text(), RejectionCode::unknown_command));
}

TEST(ClientFrame, UnknownFieldOfAKnownCommandIsPassedOver) {
  const auto body = bytes_field(kShowBroadcast, bytes_field(1, "Hej") + bytes_field(15, "newer"));
  const auto message = read_client_frame(command_frame(kCommand.text(), body));
  ASSERT_TRUE(std::holds_alternative<Command>(message));
  EXPECT_EQ(std::get<command::ShowBroadcast>(std::get<Command>(message).body).text, "Hej");
}

TEST(ClientFrame, P04TextThatIsNotUtf8NamesItsField) {
  const auto id = kCommand.text();
  // Cut off, overlong, a surrogate, beyond U+10FFFF, Latin-1.
  for (const auto& bad : {"\xC3"s, "\xC0\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s,
                          "K\xF8"
                          "benhavn"s}) {
    const auto expect_field = [&](int command, int field, const std::string& name) {
      expect_unreadable(command_frame(id, bytes_field(command, bytes_field(field, bad))),
                        unreadable(id, RejectionCode::text_not_utf8, name));
    };
    expect_field(kShowBroadcast, 1, "text");
    expect_field(kRenamePerson, 2, "name");
    expect_field(kAddNote, 2, "text");
    expect_field(kAskQuestion, 1, "text");
    expect_field(kRewordQuestion, 2, "text");
    const char* names[] = {"what", "who", "by_when", "first_step"};
    for (int field = 1; field <= 4; ++field) {
      expect_unreadable(command_frame(id, bytes_field(kAddActionPoint, bytes_field(1, bytes_field(field, bad)))),
                        unreadable(id, RejectionCode::text_not_utf8, names[field - 1]));
    }
  }
}

TEST(ClientFrame, P04IdBehindTheBadTextIsStillFound) {
  const auto id = kCommand.text();
  expect_unreadable(bytes_field(2, bytes_field(kShowBroadcast, bytes_field(1, "\xFF")) + bytes_field(1, id)),
                    unreadable(id, RejectionCode::text_not_utf8, "text"));
}

TEST(ClientFrame, P04BadTextOutsideACommandHasNoId) {
  expect_unreadable(bytes_field(1, bytes_field(2, "\xFF")), unreadable("", RejectionCode::text_not_utf8, "token"));
  expect_unreadable(command_frame("\xFF", bytes_field(kShowBroadcast, "")),
                    unreadable("", RejectionCode::text_not_utf8, "command_id"));
}

// Strangers choose the bytes: they must not be able to fill the log with Protobuf's own complaints.
TEST(ClientFrame, WhatCannotBeReadSaysNothingOnStandardError) {
  testing::internal::CaptureStderr();
  read_client_frame(command_frame(kCommand.text(), bytes_field(kShowBroadcast, bytes_field(1, "\xFF"))));
  read_client_frame("hello");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(ClientFrame, P30CommandIdMustBeOne) {
  const auto body = bytes_field(kShowBroadcast, bytes_field(1, "Hej"));
  expect_unreadable(command_frame("", body), unreadable("", RejectionCode::id_invalid, "command_id"));
  expect_unreadable(command_frame("short", body), unreadable("short", RejectionCode::id_invalid, "command_id"));
  expect_unreadable(command_frame("AAAAAAAAAAAAAAAAAAAAAA", body),
                    unreadable("AAAAAAAAAAAAAAAAAAAAAA", RejectionCode::id_invalid, "command_id"));
  // Longer than an id: not worth sending back.
  expect_unreadable(command_frame(std::string(60'000, 'A'), body),
                    unreadable("", RejectionCode::id_invalid, "command_id"));
}

TEST(ClientFrame, IdsInsideACommandMustBeIds) {
  const auto id = kCommand.text();
  for (const auto& bad : {""s, "x"s, "AAAAAAAAAAAAAAAAAAAAAA"s, std::string(23, 'B'), std::string(21, 'B') + '='}) {
    expect_unreadable(command_frame(id, bytes_field(kRenamePerson, bytes_field(1, bad) + bytes_field(2, "Åse"))),
                      unreadable(id, RejectionCode::id_invalid, "person_id"));
  }
  expect_unreadable(command_frame(id, bytes_field(kAddActionPoint, bytes_field(1, bytes_field(6, "x")))),
                    unreadable(id, RejectionCode::id_invalid, "insight_id"));
}

TEST(ClientFrame, EnumsMustBeKnown) {
  const auto id = kCommand.text();
  expect_unreadable(command_frame(id, bytes_field(kAddNote, "")), unreadable(id, RejectionCode::malformed, "kind"));
  expect_unreadable(command_frame(id, bytes_field(kAddNote, "\x08\x04")),
                    unreadable(id, RejectionCode::malformed, "kind"));
  expect_unreadable(command_frame(id, bytes_field(33, bytes_field(1, kQuestion.text()) + "\x10\x04")),
                    unreadable(id, RejectionCode::malformed, "state"));
  expect_unreadable(command_frame(id, bytes_field(10, "\x28\x09")),
                    unreadable(id, RejectionCode::malformed, "language"));
  expect_unreadable(command_frame(id, bytes_field(11, bytes_field(1, bytes_field(1, "\x08\x0a")))),
                    unreadable(id, RejectionCode::malformed, "kind"));
}

TEST(ClientFrame, LengthsKeepTheirEdges) {
  for (const Millis delta_ms : {std::int64_t{INT32_MIN}, std::int64_t{0}, std::int64_t{INT32_MAX}}) {
    const auto message = read_client_frame(write_command({kCommand, command::AdjustTimer{1, delta_ms}}));
    EXPECT_EQ(std::get<command::AdjustTimer>(std::get<Command>(message).body).delta_ms, delta_ms);
  }
  Agenda agenda;
  agenda.phases.push_back({PhaseKind::welcome, "", UINT32_MAX, false, {}, {}});
  agenda.phases.push_back({PhaseKind::talk_1, "", -1, false, {}, {}});
  const auto message = read_client_frame(write_command({kCommand, command::EditAgenda{agenda}}));
  const auto& phases = std::get<command::EditAgenda>(std::get<Command>(message).body).agenda.phases;
  ASSERT_EQ(phases.size(), 2u);
  EXPECT_EQ(phases[0].length_ms, UINT32_MAX);
  EXPECT_EQ(phases[1].length_ms, 0);
}

TEST(ClientFrame, EveryCutIsMalformedAndSaysWhoseItWas) {
  const auto id = kCommand.text();
  for (const auto& body : samples()) {
    const auto whole = write_command({kCommand, body});
    const auto id_ends = whole.find(id) + id.size();
    for (std::size_t length = 0; length < whole.size(); ++length) {
      expect_unreadable(whole.substr(0, length), unreadable(length >= id_ends ? id : "", RejectionCode::malformed));
    }
  }
}

// A small generator of our own: the same bytes on every machine.
TEST(ClientFrame, RandomAndDamagedBytesDoNoHarm) {
  std::uint64_t state = 0x9E3779B97F4A7C15;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  };
  const auto all = samples();
  int read = 0;
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    if (round % 2 == 0) {
      for (auto length = next() % 64; length > 0; --length) bytes.push_back(static_cast<char>(next()));
    } else {
      bytes = write_command({kCommand, all[next() % all.size()]});
      for (auto damage = 1 + next() % 3; damage > 0; --damage) bytes[next() % bytes.size()] = static_cast<char>(next());
    }
    const auto message = read_client_frame(bytes);
    if (const auto* unreadable = std::get_if<Unreadable>(&message)) {
      ++refused;
      EXPECT_NE(static_cast<int>(unreadable->why.code), 0);
      EXPECT_LE(unreadable->command_id.size(), kIdTextLength);
    } else {
      ++read;
    }
  }
  EXPECT_GT(read, 100);
  EXPECT_GT(refused, 10'000);
}

}  // namespace
}  // namespace samtale::wire
