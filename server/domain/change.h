#pragma once
// What a screen is told: whole entities for an audience. One struct per entity of proto/samtale/v1/change.proto.
// Entities that are the domain's own (Session, Timer, Note, ...) are sent as they are.
#include <string>
#include <variant>

#include "domain/role.h"
#include "domain/seminar.h"
#include "domain/talk_report.h"

namespace samtale {

struct Audience {
  enum class Kind { everyone, staff, staff_and_speakers, group, device };
  Kind kind = Kind::everyone;
  GroupId group;    // Kind::group
  DeviceId device;  // Kind::device

  static Audience everyone() { return {}; }
  static Audience staff() { return {Kind::staff, {}, {}}; }
  static Audience staff_and_speakers() { return {Kind::staff_and_speakers, {}, {}}; }
  static Audience of(GroupId group) { return {Kind::group, group, {}}; }
  static Audience of(DeviceId device) { return {Kind::device, {}, device}; }
  auto operator<=>(const Audience&) const = default;
};

bool belongs(const Viewer& viewer, const Audience& audience);

namespace change {

struct Plan {
  SeminarId seminar;
  PlanText plan;
  std::string room_code;
  Agenda agenda;
  bool operator==(const Plan&) const = default;
};

struct StageView {
  Stage stage;
  std::string group_name;
  bool operator==(const StageView&) const = default;
};

// Whose phone it is, nobody is told; the phone itself remembers whom it speaks for.
struct PersonView {
  PersonId id;
  std::string name;
  bool has_phone = false;
  bool operator==(const PersonView&) const = default;
};

// A group as its own devices see it; notes and action points travel on their own.
struct GroupView {
  GroupId id;
  ExpectedGroup about;
  std::uint32_t number = 0;
  std::vector<PersonView> roster;
  StepPosition step;
  Round round;            // without what came before
  PersonId next_speaker;  // in the round; empty: nobody is left
  PersonId first_speaker; // of the next round to begin; empty: nobody is on the roster
  bool can_undo_turn = false;
  std::uint32_t ready_phase_revision = 0;
  Millis help_called_at_ms = 0;
  Millis arrived_at_ms = 0;
  bool late = false;
  Millis extra_ms = 0;
  Lingering lingering;
  bool operator==(const GroupView&) const = default;
};

struct QuestionView {
  Question question;
  std::string group_name;
  bool operator==(const QuestionView&) const = default;
};

// A group that took an action point up, from the first group or from one that had taken it up before.
struct Traveller {
  GroupId group;
  std::string group_name;
  std::string workplace;
  std::uint32_t distance = 0;
  bool operator==(const Traveller&) const = default;
};

// An action point as its own group sees it.
struct ActionPointView {
  ActionPointId id;
  std::uint32_t revision = 0;
  ActionPointText text;
  bool shared = false;
  Millis agreed_at_ms = 0;
  bool confirmed = false;
  std::string reservation;
  std::string theme;
  Origin origin;
  std::vector<Traveller> taken_up_by;  // the nearest first
  std::vector<std::string> thanked_by;
  bool operator==(const ActionPointView&) const = default;
};

struct SharedActionPoint {
  ActionPointId id;
  GroupId group;
  std::string group_name;
  std::string workplace;
  std::string what;
  std::string who;
  std::string by_when;
  std::string first_step;
  bool confirmed = false;
  std::string theme;
  WorkArea area{};
  Millis shared_at_ms = 0;
  Origin origin;
  std::set<GroupId> taken_up_by;
  std::set<GroupId> thanked_by;
  std::string sign_of_success;
  bool operator==(const SharedActionPoint&) const = default;
};

struct GroupMessageView {
  GroupMessage message;
  std::string from_group_name;
  bool operator==(const GroupMessageView&) const = default;
};

// An insight that its group has shared.
struct WallInsight {
  NoteId id;
  GroupId group;
  std::string group_name;
  std::string text;
  bool shown = false;
  bool operator==(const WallInsight&) const = default;
};

// Counts and states, never contents.
struct GroupProgress {
  GroupId id;
  ExpectedGroup about;
  std::uint32_t number = 0;
  bool expected = false;
  Millis arrived_at_ms = 0;
  bool late = false;
  std::uint32_t people = 0;
  std::uint32_t notes = 0;  // private notes are not counted
  std::uint32_t questions = 0;
  std::uint32_t action_points = 0;
  std::uint32_t shared_action_points = 0;
  StepPosition step;
  std::uint32_t ready_phase_revision = 0;
  Millis help_called_at_ms = 0;
  Millis extra_ms = 0;
  Millis lingers_until_ms = 0;  // 0: does not
  std::uint32_t confirmed_action_points = 0;
  bool operator==(const GroupProgress&) const = default;
};

// Made by live/presence, never stored.
struct GroupPresence {
  GroupId id;
  std::uint32_t hosts = 0;
  std::uint32_t screens = 0;
  std::uint32_t phones = 0;
  std::uint32_t worst_round_trip_ms = 0;
  Millis last_seen_at_ms = 0;
  bool operator==(const GroupPresence&) const = default;
};

// Of the group's devices that show talks, the one that stands best. Made by live/talk_reports, never stored.
struct GroupTalk {
  GroupId id;
  TalkReport report;
  std::uint32_t devices = 0;
  bool operator==(const GroupTalk&) const = default;
};

// Whether the server can save at all. Made by live/, never stored.
struct Storage {
  bool saving = true;
  bool operator==(const Storage&) const = default;
};

enum class EntityKind {
  group = 1,
  note = 2,
  question = 3,
  action_point = 4,
  shared_action_point = 5,
  group_progress = 6,
  wall_insight = 7,
  group_message = 8,
  group_talk = 9,
};

struct Removed {
  EntityKind kind{};
  std::array<std::uint8_t, kIdBytes> id{};
  bool operator==(const Removed&) const = default;
};

}  // namespace change

using Change = std::variant<change::Plan, Session, Timer, Playback, change::StageView, Broadcast, change::GroupView, Note,
                            change::QuestionView, change::ActionPointView, change::SharedActionPoint, change::GroupProgress, change::GroupPresence,
                            change::GroupTalk, change::Storage, change::Removed, change::WallInsight,
                            change::GroupMessageView>;

struct AddressedChange {
  Audience audience;
  Change change;
  bool operator==(const AddressedChange&) const = default;
};

}  // namespace samtale
