// The rules for notes and insights. A phone has private notes only; a private note is its own device's and nobody
// else's.
#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

bool may_write(const Viewer& viewer, NoteKind kind) {
  return kind == NoteKind::private_note || viewer.role == Role::host;
}

bool may_touch(const Viewer& viewer, const Note& note) {
  return may_write(viewer, note.kind) && (note.kind != NoteKind::private_note || note.device == viewer.device);
}

// Insights come with the first conversation: before it there is nothing yet that a group could have learnt.
bool is_time_for(const Seminar& seminar, NoteKind kind) {
  return kind != NoteKind::insight || has_reached(seminar, PhaseKind::learning_conversation);
}

}  // namespace

Decision rule(const Request& request, const Group& group, const command::AddNote& asked) {
  if (asked.kind < NoteKind::private_note || asked.kind > NoteKind::insight) {
    return reject(RejectionCode::malformed, "kind");
  }
  if (!may_write(request.context.viewer, asked.kind)) return reject(RejectionCode::not_allowed, "kind");
  if (!is_live(request.seminar)) return reject(RejectionCode::not_now);
  if (!is_time_for(request.seminar, asked.kind)) return reject(RejectionCode::not_now, "kind");
  const auto id = request.id.as<NoteTag>();
  if (id.empty() || find_note(group, id) != nullptr) return reject(RejectionCode::id_invalid, "command_id");
  std::string text = asked.text;
  if (auto rejection = check_required_text(text, "text", limits::kNote)) return *rejection;
  if (group.notes.size() >= limits::kNotesPerGroup) {
    return reject(RejectionCode::limit_reached, "notes", limits::kNotesPerGroup);
  }
  return happened(event::NoteAdded{group.id, id, request.context.viewer.device, asked.kind, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::EditNote& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Note* note = find_note(group, asked.note);
  if (note == nullptr) return reject(RejectionCode::not_found, "note_id");
  if (!may_touch(request.context.viewer, *note)) return reject(RejectionCode::not_allowed, "note_id");
  std::string text = asked.text;
  if (auto rejection = check_required_text(text, "text", limits::kNote)) return *rejection;
  if (text == note->text) return nothing_to_do();
  return happened(event::NoteEdited{group.id, note->id, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::RemoveNote& asked) {
  if (has_ended(request.seminar)) return reject(RejectionCode::not_now);
  const Note* note = find_note(group, asked.note);
  if (note == nullptr) return reject(RejectionCode::not_found, "note_id");
  if (!may_touch(request.context.viewer, *note)) return reject(RejectionCode::not_allowed, "note_id");
  Events events;
  // An action point never points at an insight that is gone.
  for (const auto& [id, action_point] : group.action_points) {
    if (action_point.text.insight != note->id) continue;
    ActionPointText text = action_point.text;
    text.insight = {};
    events.emplace_back(event::ActionPointEdited{group.id, id, std::move(text)});
  }
  if (note->shared) {
    for (auto& event : unshare_insight(request.seminar, group, *note)) events.push_back(std::move(event));
  }
  const DeviceId owner = note->kind == NoteKind::private_note ? note->device : DeviceId{};
  events.emplace_back(event::NoteRemoved{group.id, note->id, owner});
  return events;
}

Decision rule(const Request& request, const Group& group, const command::HandInNote& asked) {
  if (asked.kind != NoteKind::group_note && asked.kind != NoteKind::insight) {
    return reject(RejectionCode::malformed, "kind");
  }
  if (!is_running(request.seminar)) return reject(RejectionCode::not_now);
  if (!is_time_for(request.seminar, asked.kind)) return reject(RejectionCode::not_now, "kind");
  const Note* note = find_note(group, asked.note);
  if (note == nullptr) return reject(RejectionCode::not_found, "note_id");
  // The host device holds the pen for the group, but only its writer gives a private note away.
  if (note->kind != NoteKind::private_note || note->device != request.context.viewer.device) {
    return reject(RejectionCode::not_allowed, "note_id");
  }
  return happened(event::NoteHandedIn{group.id, note->id, asked.kind});
}

}  // namespace samtale::rules
