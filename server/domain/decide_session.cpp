// The rules for leading: phases, the shared timer, messages to all.
#include <algorithm>
#include <cstdlib>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

Millis at_speed(Millis length_ms, const Context& context) { return length_ms / std::max(context.speed, 1); }

Decision start_phase(const Request& request, std::uint32_t index) {
  const auto& phases = request.seminar.agenda.phases;
  if (index >= phases.size()) return reject(RejectionCode::not_now);
  const Millis length_ms = std::max(at_speed(phases[index].length_ms, request.context), limits::kShortestPhaseMs);
  Events events = extra_times_that_end(request.seminar, index == request.seminar.session.phase_index + 1);
  events.emplace_back(event::PhaseStarted{index, length_ms});
  return events;
}

bool is_stale(const Seminar& seminar, std::uint32_t phase_revision) {
  return phase_revision != seminar.session.phase_revision;
}

}  // namespace

Decision rule(const Request& request, const command::OpenLobby&) {
  const SessionState state = request.seminar.session.state;
  if (state == SessionState::lobby) return nothing_to_do();
  if (state != SessionState::planned) return reject(RejectionCode::not_now);
  return happened(event::LobbyOpened{});
}

Decision rule(const Request& request, const command::GoToNextPhase& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_live(seminar)) return reject(RejectionCode::not_now);
  if (is_stale(seminar, asked.phase_revision)) return reject(RejectionCode::stale_revision);
  const bool from_lobby = seminar.session.state == SessionState::lobby;
  return start_phase(request, from_lobby ? 0 : seminar.session.phase_index + 1);
}

Decision rule(const Request& request, const command::GoToPreviousPhase& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  if (is_stale(seminar, asked.phase_revision)) return reject(RejectionCode::stale_revision);
  if (seminar.session.phase_index == 0) return reject(RejectionCode::not_now);
  return start_phase(request, seminar.session.phase_index - 1);
}

Decision rule(const Request& request, const command::PauseTimer& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  if (asked.timer_revision != seminar.timer.revision) return reject(RejectionCode::stale_revision);
  if (!seminar.timer.running) return reject(RejectionCode::not_now);
  return happened(event::TimerPaused{});
}

Decision rule(const Request& request, const command::ResumeTimer& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  if (asked.timer_revision != seminar.timer.revision) return reject(RejectionCode::stale_revision);
  if (seminar.timer.running) return reject(RejectionCode::not_now);
  return happened(event::TimerResumed{});
}

Decision rule(const Request& request, const command::AdjustTimer& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  if (is_stale(seminar, asked.phase_revision)) return reject(RejectionCode::stale_revision);
  const Rejection out_of_range = reject(RejectionCode::length_out_of_range, "delta_ms", limits::kLongestPhaseMs);
  // Compared without negation: the smallest integer has no opposite.
  if (asked.delta_ms == 0 || asked.delta_ms > limits::kLongestPhaseMs || asked.delta_ms < -limits::kLongestPhaseMs) {
    return out_of_range;
  }
  Millis delta_ms = at_speed(asked.delta_ms, request.context);
  if (delta_ms == 0) delta_ms = asked.delta_ms > 0 ? 1 : -1;
  const Timer after = adjusted(seminar.timer, delta_ms, request.context.now_ms);
  if (delta_ms > 0 && after.length_ms > limits::kLongestPhaseMs) return out_of_range;
  if (delta_ms < 0 && after.length_ms == seminar.timer.length_ms) return nothing_to_do();  // nothing was left to take
  return happened(event::TimerAdjusted{delta_ms});
}

Decision rule(const Request& request, const command::ExpireTimer& asked) {
  const Seminar& seminar = request.seminar;
  const Phase* phase = running_phase(seminar);
  if (phase == nullptr) return reject(RejectionCode::not_now);
  if (asked.timer_revision != seminar.timer.revision) return reject(RejectionCode::stale_revision);
  if (seminar.timer.overtime || !has_run_out(seminar.timer, request.context.now_ms)) {
    return reject(RejectionCode::not_now);
  }
  const std::uint32_t next = seminar.session.phase_index + 1;
  if (phase->goes_on_by_itself && next < seminar.agenda.phases.size()) return start_phase(request, next);
  return happened(event::TimerExpired{});
}

Decision rule(const Request& request, const command::EndSeminar& asked) {
  if (!is_running(request.seminar)) return reject(RejectionCode::not_now);
  if (is_stale(request.seminar, asked.phase_revision)) return reject(RejectionCode::stale_revision);
  Events events = extra_times_that_end(request.seminar, false);
  events.emplace_back(event::SeminarEnded{});
  return events;
}

Decision rule(const Request& request, const command::ShowBroadcast& asked) {
  if (!is_live(request.seminar)) return reject(RejectionCode::not_now);
  if (request.id.empty()) return reject(RejectionCode::id_invalid, "command_id");
  std::string text = asked.text;
  if (auto rejection = check_required_text(text, "text", limits::kBroadcast)) return *rejection;
  return happened(event::BroadcastShown{request.id.as<BroadcastTag>(), std::move(text)});
}

Decision rule(const Request& request, const command::ClearBroadcast&) {
  if (request.seminar.broadcast.id.empty()) return nothing_to_do();
  return happened(event::BroadcastCleared{});
}

}  // namespace samtale::rules
