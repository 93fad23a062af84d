#pragma once
// What a client knows: the entities the server told it, its place in the log, and the commands it still waits for.
// Written from docs/protocol.md alone. Pure: no input, output, clock or randomness.
//
// It also holds the server to the rules a client can check by itself; see violations().
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/change.h"
#include "domain/command.h"
#include "domain/position.h"
#include "wire/client_frame.h"
#include "wire/server_frame.h"

namespace samtale::support {

// Everything stored that a viewer may see. Two viewers of the same kind at the same position have the same.
struct Entities {
  std::optional<change::Plan> plan;
  Session session;
  Timer timer;
  Playback playback;
  change::StageView stage;
  Broadcast broadcast;
  std::map<GroupId, change::GroupView> groups;
  std::map<NoteId, Note> notes;
  std::map<QuestionId, change::QuestionView> questions;
  std::map<ActionPointId, change::ActionPointView> action_points;
  std::map<ActionPointId, change::SharedActionPoint> gallery;
  std::map<GroupId, change::GroupProgress> progress;
  std::map<NoteId, change::WallInsight> wall;
  std::map<MessageId, change::GroupMessageView> messages;
  bool operator==(const Entities&) const = default;
};

// How a command was answered.
struct Answer {
  bool took_effect = false;
  Rejection why;  // when it did not
};

class Mirror {
 public:
  // What to say first on a connection: with a position once there is one (P-13).
  wire::Hello hello(std::string token, std::string seminar_id) const;

  void take(const wire::Welcome& welcome);
  void take(const wire::Changes& changes);
  void take(const wire::Refusal& refusal);

  // Notes that the command is being sent; it stays pending until it is answered.
  void sent(const Command& command);
  // In the order first sent: what to send again on a new connection (P-33).
  std::vector<Command> pending() const;
  bool is_pending(CommandId id) const;
  bool has_pending() const { return pending_count_ > 0; }
  std::uint64_t refusals() const { return refusals_; }
  // Nullopt: not answered yet, or forgotten (see forget_answers).
  std::optional<Answer> answer(CommandId id) const;
  // For clients that live for hours: answers are no longer remembered, nor is every answer counted.
  void forget_answers() { remembers_answers_ = false; }

  // From Welcome until the connection is lost: commands may be sent.
  bool welcomed() const { return welcomed_; }
  // After Welcome and what it announced, until the connection is lost.
  bool synced() const { return synced_; }
  void disconnected();

  const Entities& entities() const { return entities_; }
  const std::map<GroupId, change::GroupPresence>& presence() const { return presence_; }
  const std::map<GroupId, change::GroupTalk>& talks() const { return talks_; }
  std::optional<Position> position() const { return position_; }
  const wire::Welcome& welcome() const { return welcome_; }
  std::uint64_t snapshots() const { return snapshots_; }

  // Where the server broke a rule, in words; P-12, P-13, P-21, P-22, P-31. At most a hundred are kept.
  const std::vector<std::string>& violations() const { return violations_; }

  // A group device's own group; null for others.
  const change::GroupView* own_group() const;
  // The phase that runs; null otherwise.
  const Phase* phase() const;

 private:
  struct Sent {
    Command command;
    std::uint64_t order = 0;
    bool pending = true;
    int times_sent = 0;
    int times_answered = 0;
    Answer last;
  };

  void note_violation(std::string what);
  void check_position(const wire::Changes& changes);
  void answered(CommandId id, const Answer& answer);

  Entities entities_;
  std::map<GroupId, change::GroupPresence> presence_;
  std::map<GroupId, change::GroupTalk> talks_;
  std::optional<Position> position_;
  wire::Welcome welcome_;
  bool welcomed_ = false;
  bool synced_ = false;
  std::uint64_t snapshots_ = 0;
  std::map<CommandId, Sent> sent_;
  std::uint64_t last_order_ = 0;
  std::size_t pending_count_ = 0;
  std::uint64_t refusals_ = 0;
  bool remembers_answers_ = true;
  std::vector<std::string> violations_;
};

}  // namespace samtale::support
