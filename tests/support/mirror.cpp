#include "support/mirror.h"

#include <algorithm>
#include <utility>

namespace samtale::support {
namespace {

constexpr std::uint32_t kProtocol = 1;
constexpr std::size_t kMostViolations = 100;

// Only what is never stored may travel without a position.
bool is_stored(const Change& change) {
  const auto* removed = std::get_if<change::Removed>(&change);
  if (removed != nullptr && removed->kind == change::EntityKind::group_talk) return false;
  return !std::holds_alternative<change::GroupPresence>(change) && !std::holds_alternative<change::GroupTalk>(change) &&
         !std::holds_alternative<change::Storage>(change);
}

// A place where an entity of one variant type belongs.
struct Place {
  Entities& entities;
  std::map<GroupId, change::GroupPresence>& presence;
  std::map<GroupId, change::GroupTalk>& talks;

  void operator()(const change::Plan& plan) { entities.plan = plan; }
  void operator()(const Session& session) { entities.session = session; }
  void operator()(const Timer& timer) { entities.timer = timer; }
  void operator()(const Playback& playback) { entities.playback = playback; }
  void operator()(const change::StageView& stage) { entities.stage = stage; }
  void operator()(const Broadcast& broadcast) { entities.broadcast = broadcast; }
  void operator()(const change::GroupView& group) { entities.groups[group.id] = group; }
  void operator()(const Note& note) { entities.notes[note.id] = note; }
  void operator()(const change::QuestionView& question) { entities.questions[question.question.id] = question; }
  void operator()(const change::ActionPointView& point) { entities.action_points[point.id] = point; }
  void operator()(const change::SharedActionPoint& point) { entities.gallery[point.id] = point; }
  void operator()(const change::GroupMessageView& view) { entities.messages[view.message.id] = view; }
  void operator()(const change::WallInsight& insight) { entities.wall[insight.id] = insight; }
  void operator()(const change::GroupProgress& progress) { entities.progress[progress.id] = progress; }
  void operator()(const change::GroupPresence& group) { presence[group.id] = group; }
  void operator()(const change::GroupTalk& talk) { talks[talk.id] = talk; }
  void operator()(const change::Storage&) {}  // a sign for staff to see, nothing to keep
  void operator()(const change::Removed& removed) {
    using Kind = change::EntityKind;
    switch (removed.kind) {
      case Kind::group: entities.groups.erase(GroupId{removed.id}); break;
      case Kind::note: entities.notes.erase(NoteId{removed.id}); break;
      case Kind::question: entities.questions.erase(QuestionId{removed.id}); break;
      case Kind::action_point: entities.action_points.erase(ActionPointId{removed.id}); break;
      case Kind::shared_action_point: entities.gallery.erase(ActionPointId{removed.id}); break;
      case Kind::wall_insight: entities.wall.erase(NoteId{removed.id}); break;
      case Kind::group_message: entities.messages.erase(MessageId{removed.id}); break;
      case Kind::group_progress:
        entities.progress.erase(GroupId{removed.id});
        presence.erase(GroupId{removed.id});
        break;
      case Kind::group_talk: talks.erase(GroupId{removed.id}); break;
    }
  }
};

}  // namespace

wire::Hello Mirror::hello(std::string token, std::string seminar_id) const {
  return {kProtocol, std::move(token), std::move(seminar_id), position_};
}

void Mirror::take(const wire::Welcome& welcome) {
  if (welcomed_) note_violation("P-12: a second Welcome on one connection");
  if (welcome.resumed && !position_) note_violation("P-13: resumed a client that had no position");
  welcome_ = welcome;
  welcomed_ = true;
  // Presence is told anew to whoever connects; the rest is either continued or replaced by the snapshot.
  presence_.clear();
  synced_ = welcome.resumed;
}

void Mirror::take(const wire::Changes& changes) {
  if (!welcomed_) note_violation("P-12: Changes before Welcome");
  if (!synced_ && !changes.snapshot) note_violation("P-12: the first Changes was to be a snapshot");
  check_position(changes);
  if (changes.snapshot) {
    entities_ = {};
    presence_.clear();
    talks_.clear();
    ++snapshots_;
  }
  for (const auto& change : changes.changes) std::visit(Place{entities_, presence_, talks_}, change);
  if (changes.position) position_ = changes.position;
  synced_ = true;
  for (const auto& id : changes.commands) answered(id, {true, {}});
}

void Mirror::take(const wire::Refusal& refusal) {
  if (const auto id = CommandId::parse(refusal.command_id)) answered(*id, {false, refusal.why});
}

void Mirror::note_violation(std::string what) {
  if (violations_.size() < kMostViolations) violations_.push_back(std::move(what));
}

void Mirror::check_position(const wire::Changes& changes) {
  if (!changes.position) {
    if (changes.snapshot) note_violation("P-21: a snapshot without a position");
    if (std::any_of(changes.changes.begin(), changes.changes.end(), is_stored))
      note_violation("P-21: stored entities came without a position");
    return;
  }
  if (!position_ || position_->epoch != changes.position->epoch) return;
  if (changes.position->sequence < position_->sequence)
    note_violation("P-22: the position went back from " + std::to_string(position_->sequence) + " to " +
                   std::to_string(changes.position->sequence));
  if (changes.position->sequence == position_->sequence && !changes.snapshot && !changes.changes.empty())
    note_violation("P-21: changes that bring the client no further than " + std::to_string(position_->sequence));
}

void Mirror::sent(const Command& command) {
  auto& entry = sent_[command.id];
  if (entry.times_sent == 0) entry.order = ++last_order_;
  if (entry.times_sent == 0 || !entry.pending) ++pending_count_;
  entry.command = command;
  entry.pending = true;
  ++entry.times_sent;
}

void Mirror::answered(CommandId id, const Answer& answer) {
  // Another device of the same audience may be named in what we see; that is its business.
  const auto found = sent_.find(id);
  if (found == sent_.end()) return;
  if (found->second.pending) --pending_count_;
  if (!answer.took_effect) ++refusals_;
  if (!remembers_answers_) {
    sent_.erase(found);
    return;
  }
  auto& entry = found->second;
  entry.pending = false;
  entry.last = answer;
  if (++entry.times_answered > entry.times_sent)
    note_violation("P-31: command " + id.text() + " was answered more often than it was sent");
}

std::vector<Command> Mirror::pending() const {
  std::vector<const Sent*> waiting;
  for (const auto& [id, entry] : sent_) {
    if (entry.pending) waiting.push_back(&entry);
  }
  std::sort(waiting.begin(), waiting.end(), [](const Sent* a, const Sent* b) { return a->order < b->order; });
  std::vector<Command> commands;
  for (const auto* entry : waiting) commands.push_back(entry->command);
  return commands;
}

bool Mirror::is_pending(CommandId id) const {
  const auto found = sent_.find(id);
  return found != sent_.end() && found->second.pending;
}

std::optional<Answer> Mirror::answer(CommandId id) const {
  const auto found = sent_.find(id);
  if (found == sent_.end() || found->second.pending) return std::nullopt;
  return found->second.last;
}

void Mirror::disconnected() {
  welcomed_ = false;
  synced_ = false;
}

const change::GroupView* Mirror::own_group() const {
  const auto found = entities_.groups.find(welcome_.viewer.group);
  return found == entities_.groups.end() ? nullptr : &found->second;
}

const Phase* Mirror::phase() const {
  if (entities_.session.state != SessionState::running || !entities_.plan) return nullptr;
  const auto& phases = entities_.plan->agenda.phases;
  return entities_.session.phase_index < phases.size() ? &phases[entities_.session.phase_index] : nullptr;
}

}  // namespace samtale::support
