#pragma once
// One workplace group sitting together, and everything that is its own.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/agenda.h"
#include "domain/date.h"
#include "domain/ids.h"
#include "domain/round.h"

namespace samtale {

// What kind of workplace a group comes from; coarse, and optional.
enum class WorkArea {
  unknown = 0,
  casework = 1,
  school = 2,
  residential = 3,
  day_care = 4,
  health = 5,
  employment = 6,
  ngo = 7,
  other = 8,
};

struct ExpectedGroup {
  std::string name;
  std::string workplace;
  std::string municipality;
  std::string coordinator_email;
  WorkArea area = WorkArea::unknown;
  bool operator==(const ExpectedGroup&) const = default;
};

struct Person {
  PersonId id;
  std::string name;
  DeviceId device;  // the phone that speaks for this person: it wrote the name, or claimed it; empty: none does
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
  DeviceId device;  // who may see and edit a private note; empty of one that was handed in
  std::string text;
  Millis written_at_ms = 0;
  bool shared = false;  // an insight the others may see
  bool operator==(const Note&) const = default;
};

struct ActionPointText {
  std::string what;
  std::string who;
  std::string by_when;  // `YYYY-MM-DD` or empty
  std::string first_step;
  bool needs_leadership = false;
  NoteId insight;  // empty: none
  std::string first_step_by;  // `YYYY-MM-DD` or empty; not after `by_when`
  std::string needed_from_leadership;
  std::string obstacles;
  std::string sign_of_success;
  bool operator==(const ActionPointText&) const = default;
};

// Where an action point that was taken up came from. The names stay when the original changes or goes.
struct Origin {
  ActionPointId action_point;  // empty: the group's own
  GroupId group;
  std::string group_name;
  std::string workplace;
  bool operator==(const Origin&) const = default;
};

struct Ancestor {
  GroupId group;
  ActionPointId action_point;
  bool operator==(const Ancestor&) const = default;
};

// Another group's action point that came from this one, directly or by way of others.
struct Copy {
  GroupId group;
  std::uint32_t distance = 1;
  bool operator==(const Copy&) const = default;
};

struct ActionPoint {
  ActionPointId id;
  std::uint32_t revision = 1;
  ActionPointText text;
  bool shared = false;
  Millis agreed_at_ms = 0;
  bool confirmed = false;    // read aloud and meant; otherwise a draft
  std::string reservation;   // somebody's; whose is not known
  std::string theme;         // one the plan had when it was shared; may be empty
  Millis shared_at_ms = 0;   // 0: never shared
  Origin origin;
  std::vector<Ancestor> lineage;         // `origin` first, then where that came from, also what is gone since
  std::map<ActionPointId, Copy> copies;  // follows from the copies' lineages
  std::set<GroupId> thanked_by;
  bool operator==(const ActionPoint&) const = default;
};

// What of a group's notes and action points is counted: as they change, since the board is told at every note, and a
// group may have hundreds.
struct Tally {
  std::uint32_t notes = 0;  // without the private ones
  std::uint32_t shared_action_points = 0;
  std::uint32_t confirmed_action_points = 0;
  bool operator==(const Tally&) const = default;
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
  Tally tally;  // follows from `notes` and `action_points`
  std::uint32_t questions_asked = 0;  // how many of Seminar::questions are this group's
  bool operator==(const Group&) const = default;
};

}  // namespace samtale
