#include "domain/tally.h"

namespace samtale {
namespace {

std::uint32_t one_if(bool counts) { return counts ? 1 : 0; }
std::uint32_t notes_in(const Note& note) { return one_if(note.kind != NoteKind::private_note); }

}  // namespace

void count(Tally& tally, const Note& note) { tally.notes += notes_in(note); }
void discount(Tally& tally, const Note& note) { tally.notes -= notes_in(note); }

void count(Tally& tally, const ActionPoint& action_point) {
  tally.shared_action_points += one_if(action_point.shared);
  tally.confirmed_action_points += one_if(action_point.confirmed);
}
void discount(Tally& tally, const ActionPoint& action_point) {
  tally.shared_action_points -= one_if(action_point.shared);
  tally.confirmed_action_points -= one_if(action_point.confirmed);
}

Tally tally_of(const Group& group) {
  Tally tally;
  for (const auto& [id, note] : group.notes) count(tally, note);
  for (const auto& [id, action_point] : group.action_points) count(tally, action_point);
  return tally;
}

}  // namespace samtale
