#pragma once
// What happened: facts, in order, for ever. One struct per event of proto/samtale/v1/event.proto.
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "domain/agenda.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/seminar.h"

namespace samtale {

namespace event {

struct SeminarCreated {
  SeminarId seminar;
  PlanText plan;
  Agenda agenda;
  std::string room_code;
  bool operator==(const SeminarCreated&) const = default;
};
struct PlanEdited { PlanText plan; bool operator==(const PlanEdited&) const = default; };
struct AgendaEdited { Agenda agenda; bool operator==(const AgendaEdited&) const = default; };
struct GroupAdded {
  GroupId group;
  ExpectedGroup about;
  std::uint32_t number = 0;
  bool expected = false;
  bool operator==(const GroupAdded&) const = default;
};
struct GroupEdited { GroupId group; ExpectedGroup about; bool operator==(const GroupEdited&) const = default; };
struct GroupRemoved { GroupId group; bool operator==(const GroupRemoved&) const = default; };
struct TalkAttached {
  PhaseKind phase{};
  MediaId media;
  Millis media_length_ms = 0;
  std::vector<MediaVersion> versions;  // none, although there is a recording: of before there were any
  bool has_poster = false;
  Millis phase_length_ms = 0;  // 0: the phase stays as long as it is
  bool operator==(const TalkAttached&) const = default;
};
struct CaptionsAttached {
  PhaseKind phase{};
  Language language{};
  MediaId media;  // empty: they were taken away
  bool operator==(const CaptionsAttached&) const = default;
};

struct LobbyOpened { bool operator==(const LobbyOpened&) const = default; };
struct PhaseStarted { std::uint32_t phase_index = 0; Millis length_ms = 0; bool operator==(const PhaseStarted&) const = default; };
struct TimerPaused { bool operator==(const TimerPaused&) const = default; };
struct TimerResumed { bool operator==(const TimerResumed&) const = default; };
struct TimerAdjusted { Millis delta_ms = 0; bool operator==(const TimerAdjusted&) const = default; };
struct TimerExpired { bool operator==(const TimerExpired&) const = default; };
struct SeminarEnded { bool operator==(const SeminarEnded&) const = default; };
struct TalkSought { Millis position_ms = 0; bool operator==(const TalkSought&) const = default; };
struct BroadcastShown { BroadcastId broadcast; std::string text; bool operator==(const BroadcastShown&) const = default; };
struct BroadcastCleared { bool operator==(const BroadcastCleared&) const = default; };
struct HelpAnswered { GroupId group; bool operator==(const HelpAnswered&) const = default; };
struct StageSet {
  QuestionId question;
  GroupId group;
  Millis length_ms = 0;  // this and what follows: of a group, see Stage
  std::uint32_t number = 0;
  std::uint32_t of = 0;
  bool operator==(const StageSet&) const = default;
};
struct QuestionMarked { QuestionId question; QuestionState state{}; bool operator==(const QuestionMarked&) const = default; };

struct GroupArrived { GroupId group; bool late = false; bool operator==(const GroupArrived&) const = default; };
struct ReadySet { GroupId group; bool ready = false; bool operator==(const ReadySet&) const = default; };
struct HelpCalled { GroupId group; bool operator==(const HelpCalled&) const = default; };
struct HelpCancelled { GroupId group; bool operator==(const HelpCancelled&) const = default; };
struct PersonAdded {
  GroupId group;
  PersonId person;
  std::string name;
  DeviceId device;  // see Person
  bool operator==(const PersonAdded&) const = default;
};
struct PersonRenamed { GroupId group; PersonId person; std::string name; bool operator==(const PersonRenamed&) const = default; };
struct PersonRemoved { GroupId group; PersonId person; bool operator==(const PersonRemoved&) const = default; };
// The phone speaks for this person and for nobody else.
struct PersonClaimed {
  GroupId group;
  PersonId person;  // empty: for nobody
  DeviceId device;
  bool operator==(const PersonClaimed&) const = default;
};
struct StepBegun {
  GroupId group;
  std::uint32_t step = 0;
  Millis begun_at_ms = 0;  // in time passed in the phase
  bool operator==(const StepBegun&) const = default;
};
struct ExtraTimeGiven { GroupId group; Millis extra_ms = 0; bool operator==(const ExtraTimeGiven&) const = default; };
// The group is where the others are, or will be when they go on.
struct ExtraTimeEnded { GroupId group; bool operator==(const ExtraTimeEnded&) const = default; };
struct RosterOrdered { GroupId group; std::vector<PersonId> people; bool operator==(const RosterOrdered&) const = default; };
// Begins the round when nobody has had a turn in it.
struct TurnGiven {
  GroupId group;
  PersonId person;                         // empty: nobody has the turn
  SeatState outcome = SeatState::spoken;   // of the one who spoke until now
  Millis begun_at_ms = 0;                  // in time passed in the phase
  Millis length_ms = 0;
  Millis round_ends_at_ms = 0;
  bool operator==(const TurnGiven&) const = default;
};
struct TurnLengthened { GroupId group; Millis by_ms = 0; bool operator==(const TurnLengthened&) const = default; };
struct TurnUndone { GroupId group; bool operator==(const TurnUndone&) const = default; };
struct NoteAdded {
  GroupId group;
  NoteId note;
  DeviceId device;
  NoteKind kind{};
  std::string text;
  bool operator==(const NoteAdded&) const = default;
};
struct NoteEdited { GroupId group; NoteId note; std::string text; bool operator==(const NoteEdited&) const = default; };
struct NoteRemoved {
  GroupId group;
  NoteId note;
  DeviceId device;  // of a private note, so that only it hears of the removal; empty otherwise
  bool operator==(const NoteRemoved&) const = default;
};
struct QuestionAsked { GroupId group; QuestionId question; std::string text; bool operator==(const QuestionAsked&) const = default; };
struct QuestionBacked {
  QuestionId question;
  GroupId group;
  bool backed = false;
  bool operator==(const QuestionBacked&) const = default;
};
struct QuestionWithdrawn {
  QuestionId question;
  GroupId group;  // that had asked it
  bool operator==(const QuestionWithdrawn&) const = default;
};
struct QuestionMerged {
  QuestionId question;
  QuestionId into;    // empty: apart again
  QuestionId out_of;  // what it was in before; empty: nothing
  bool operator==(const QuestionMerged&) const = default;
};
struct QuestionReworded { QuestionId question; std::string wording; bool operator==(const QuestionReworded&) const = default; };
struct ActionPointAdded {
  GroupId group;
  ActionPointId action_point;
  ActionPointText text;
  bool operator==(const ActionPointAdded&) const = default;
};
struct ActionPointEdited {
  GroupId group;
  ActionPointId action_point;
  ActionPointText text;
  bool operator==(const ActionPointEdited&) const = default;
};
struct ActionPointRemoved {
  GroupId group;
  ActionPointId action_point;
  std::vector<Ancestor> lineage;  // so that those it came from hear of it
  bool operator==(const ActionPointRemoved&) const = default;
};
struct ActionPointShared {
  GroupId group;
  ActionPointId action_point;
  bool shared = false;
  std::string theme;  // when `shared`
  bool operator==(const ActionPointShared&) const = default;
};
struct ActionPointTakenUp {
  GroupId group;  // that takes it up
  ActionPointId action_point;
  ActionPointText text;
  Origin origin;
  bool operator==(const ActionPointTakenUp&) const = default;
};
struct GroupThanked {
  GroupId group;
  ActionPointId action_point;
  GroupId by;
  bool thanked = false;
  bool operator==(const GroupThanked&) const = default;
};
struct GroupAsked {
  GroupId group;
  ActionPointId action_point;
  GroupId by;
  MessageId message;
  std::string text;
  bool operator==(const GroupAsked&) const = default;
};
struct GroupAnswered {
  MessageId message;
  std::string text;  // empty: the answer was taken back
  bool operator==(const GroupAnswered&) const = default;
};
// From now on it is the group's, and nothing tells whose it was.
struct NoteHandedIn { GroupId group; NoteId note; NoteKind kind{}; bool operator==(const NoteHandedIn&) const = default; };
struct InsightShared {
  GroupId group;
  NoteId note;
  bool shared = false;
  bool operator==(const InsightShared&) const = default;
};
struct InsightShown {
  GroupId group;
  NoteId note;
  bool shown = false;
  bool operator==(const InsightShown&) const = default;
};
struct ActionPointConfirmed {
  GroupId group;
  ActionPointId action_point;
  bool confirmed = false;
  bool operator==(const ActionPointConfirmed&) const = default;
};
// Nothing in it tells who has the reservation.
struct ReservationRecorded {
  GroupId group;
  ActionPointId action_point;
  std::string text;
  bool operator==(const ReservationRecorded&) const = default;
};

using Body = std::variant<SeminarCreated, PlanEdited, AgendaEdited, GroupAdded, GroupEdited, GroupRemoved, TalkAttached, CaptionsAttached, LobbyOpened,
                          PhaseStarted, TimerPaused, TimerResumed, TimerAdjusted, TimerExpired, SeminarEnded, TalkSought, BroadcastShown,
                          BroadcastCleared, HelpAnswered, StageSet, QuestionMarked, GroupArrived, ReadySet, HelpCalled, HelpCancelled,
                          PersonAdded, PersonRenamed, PersonRemoved, PersonClaimed, StepBegun, ExtraTimeGiven, ExtraTimeEnded, RosterOrdered, TurnGiven, TurnLengthened, TurnUndone, NoteAdded, NoteEdited, NoteRemoved,
                          QuestionAsked, QuestionBacked, QuestionWithdrawn, QuestionMerged, QuestionReworded, ActionPointAdded, ActionPointEdited, ActionPointRemoved,
                          ActionPointShared, ActionPointConfirmed, ReservationRecorded,
                          NoteHandedIn, InsightShared, InsightShown, ActionPointTakenUp,
                          GroupThanked, GroupAsked, GroupAnswered>;

}  // namespace event

struct Event {
  Millis at_ms = 0;    // the server's clock
  CommandId command;   // what caused it; empty: the room itself
  event::Body body;
  bool operator==(const Event&) const = default;
};

}  // namespace samtale
