#pragma once
// One workplace group sitting together, and everything that is its own.
#include <map>
#include <string>
#include <vector>

#include "domain/agenda.h"
#include "domain/date.h"
#include "domain/ids.h"
#include "domain/round.h"

namespace samtale {

struct ExpectedGroup {
  std::string name;
  std::string workplace;
  std::string municipality;
  std::string coordinator_email;
  bool operator==(const ExpectedGroup&) const = default;
};

struct Person {
  PersonId id;
  std::string name;
  DeviceId device;  // the phone of somebody who wrote their own name; empty: the host device did
  bool operator==(const Person&) const = default;
};

// Where a group stands in a conversation; of another phase revision than the session's: at the first step, begun at 0.
struct StepPosition {
  std::uint32_t phase_revision = 0;
  std::uint32_t step = 0;
  Millis begun_at_ms = 0;  // in time passed in the phase
  bool operator==(const StepPosition&) const = default;
};

// The others have gone on, and the group stays in the conversation before until its extra time is over.
struct Lingering {
  std::uint32_t phase_index = 0;
  Millis until_ms = 0;  // the server's clock; may be behind us: then it is over. 0: the group is where the others are
  bool operator==(const Lingering&) const = default;
};

enum class NoteKind { private_note = 1, group_note = 2, insight = 3 };

struct Note {
  NoteId id;
  NoteKind kind{};
  DeviceId device;  // who may see and edit a private note
  std::string text;
  Millis written_at_ms = 0;
  bool operator==(const Note&) const = default;
};

struct ActionPointText {
  std::string what;
  std::string who;
  std::string by_when;  // `YYYY-MM-DD` or empty
  std::string first_step;
  bool needs_leadership = false;
  NoteId insight;  // empty: none
  bool operator==(const ActionPointText&) const = default;
};

struct ActionPoint {
  ActionPointId id;
  std::uint32_t revision = 1;
  ActionPointText text;
  bool shared = false;
  Millis agreed_at_ms = 0;
  bool operator==(const ActionPoint&) const = default;
};

struct Group {
  GroupId id;
  ExpectedGroup about;
  std::uint32_t number = 0;  // group code = room code and number; from 1, never reused
  bool expected = false;     // planned by the organiser, not named at the door
  std::vector<Person> roster;
  StepPosition step;
  Round round;    // at `step`; not begun when `step` is of another phase revision than the session's
  std::uint32_t rounds_begun = 0;
  Millis extra_ms = 0;  // given in the running phase
  Lingering lingering;
  std::uint32_t ready_phase_revision = 0;
  Millis help_called_at_ms = 0;  // 0: no call
  Millis arrived_at_ms = 0;      // 0: no host device yet
  bool late = false;
  std::map<NoteId, Note> notes;
  std::map<ActionPointId, ActionPoint> action_points;
  std::uint32_t questions_asked = 0;  // how many of Seminar::questions are this group's
  bool operator==(const Group&) const = default;
};

}  // namespace samtale
