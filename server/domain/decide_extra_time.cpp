// The rules for giving single groups more time, within bounds that keep the whole seminar on its clock.
#include "domain/decide_parts.h"

namespace samtale::rules {
namespace {

std::size_t groups_with_extra_time(const Seminar& seminar) {
  return static_cast<std::size_t>(std::count_if(seminar.groups.begin(), seminar.groups.end(),
                                                [](const auto& entry) { return entry.second.extra_ms > 0; }));
}

}  // namespace

Decision rule(const Request& request, const command::GiveExtraTime& asked) {
  const Seminar& seminar = request.seminar;
  const Phase* phase = running_phase(seminar);
  if (phase == nullptr || !is_conversation(phase->kind)) return reject(RejectionCode::not_now);
  if (asked.phase_revision != seminar.session.phase_revision) return reject(RejectionCode::stale_revision);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr) return reject(RejectionCode::not_found, "group_id");
  if (group->arrived_at_ms == 0) return reject(RejectionCode::not_now, "group_id");
  const Millis most_ms = most_extra_ms(seminar.agenda, seminar.session.phase_index);
  if (most_ms == 0) return reject(RejectionCode::not_now);
  if (asked.extra_ms < 0 || asked.extra_ms > most_ms) {
    return reject(RejectionCode::length_out_of_range, "extra_ms", static_cast<std::size_t>(most_ms));
  }
  Millis extra_ms = asked.extra_ms / std::max(request.context.speed, 1);
  if (extra_ms == 0 && asked.extra_ms > 0) extra_ms = 1;
  if (extra_ms == group->extra_ms) return nothing_to_do();
  if (group->extra_ms == 0 && groups_with_extra_time(seminar) >= limits::kGroupsWithExtraTime) {
    return reject(RejectionCode::limit_reached, "group_id", limits::kGroupsWithExtraTime);
  }
  return happened(event::ExtraTimeGiven{group->id, extra_ms});
}

Decision rule(const Request& request, const Group& group, const command::EndExtraTime&) {
  if (!is_running(request.seminar)) return reject(RejectionCode::not_now);
  if (!is_lingering(group, request.context.now_ms)) return nothing_to_do();
  return happened(event::ExtraTimeEnded{group.id});
}

Events extra_times_that_end(const Seminar& seminar, bool others_go_on) {
  Events events;
  for (const auto& [id, group] : seminar.groups) {
    const bool is_lost = group.extra_ms > 0 && !others_go_on;
    if (is_lost || group.lingering != Lingering{}) events.emplace_back(event::ExtraTimeEnded{id});
  }
  return events;
}

}  // namespace samtale::rules
