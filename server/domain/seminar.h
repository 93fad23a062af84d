#pragma once
// The whole state of one seminar. Changed only by apply(); read by decide() and project().
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/agenda.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/question.h"
#include "domain/stage.h"
#include "domain/timer.h"

namespace samtale {

enum class SessionState { planned = 1, lobby = 2, running = 3, ended = 4 };

struct PlanText {
  std::string title;
  std::string date;          // `YYYY-MM-DD`
  std::string starts_at;     // `HH:MM` or empty
  std::string follow_up_on;  // `YYYY-MM-DD`
  Language language = Language::danish;
  std::string meeting_url;          // https, or empty
  std::vector<std::string> themes;  // what shared action points can be sorted by
  bool operator==(const PlanText&) const = default;
};

struct Session {
  SessionState state = SessionState::planned;
  std::uint32_t phase_index = 0;
  std::uint32_t phase_revision = 0;
  bool operator==(const Session&) const = default;
};

// Where the talk's recording is. Follows pauses and jumps, but not added time.
struct Playback {
  MediaId media;  // empty: nothing is playing
  bool playing = false;
  Millis playing_since_ms = 0;  // the server time at which position 0 played
  Millis paused_at_ms = 0;
  std::uint32_t revision = 0;  // grows with every jump
  bool operator==(const Playback&) const = default;
};

struct Broadcast {
  BroadcastId id;  // empty: none is shown
  std::string text;
  Millis shown_at_ms = 0;
  bool operator==(const Broadcast&) const = default;
};

// What one group asks another about an action point it shared.
struct GroupMessage {
  MessageId id;
  ActionPointId action_point;  // may be gone
  GroupId to;
  GroupId from;
  std::string text;
  Millis asked_at_ms = 0;
  std::string answer;  // of the group that was asked; empty: none
  Millis answered_at_ms = 0;
  bool operator==(const GroupMessage&) const = default;
};

struct Seminar {
  SeminarId id;
  PlanText plan;
  Agenda agenda;
  std::string room_code;  // eight symbols, no hyphen
  Session session;
  Timer timer;
  Playback playback;
  Stage stage;
  std::vector<GroupId> groups_been_on_stage;  // in the running phase, in that order
  Broadcast broadcast;
  std::map<GroupId, Group> groups;
  std::unordered_map<ActionPointId, GroupId> whose_action_point;  // follows from `groups`
  std::uint32_t last_group_number = 0;
  Questions questions;
  bool questions_open = false;  // from the first wrap-up on, every group sees every question
  std::map<NoteId, GroupId> wall;  // shared insights that the facilitator shows to everybody, and whose they are
  std::map<MessageId, GroupMessage> messages;
  bool gallery_open = false;    // from the first sharing on, every group sees what is shared
  bool operator==(const Seminar&) const = default;
};

// The running phase; null unless the session runs.
const Phase* running_phase(const Seminar& seminar);
const Group* find_group(const Seminar& seminar, GroupId id);
const Note* find_note(const Group& group, NoteId id);
const ActionPoint* find_action_point(const Group& group, ActionPointId id);
// The step a group stands at now, by the rule at StepPosition; null where the phase has no steps.
const Step* current_step(const Seminar& seminar, const Group& group);
StepPosition step_position(const Seminar& seminar, const Group& group);

}  // namespace samtale
