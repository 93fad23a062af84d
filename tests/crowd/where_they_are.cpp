#include "crowd/where_they_are.h"

#include <algorithm>

#include "domain/timer.h"

namespace samtale::crowd {
namespace {

double share(Millis part, Millis whole) {
  return whole <= 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<WhereTheyAre> where_they_are(const support::Mirror& mirror, Millis server_now_ms) {
  const auto& entities = mirror.entities();
  WhereTheyAre where;
  where.group = mirror.own_group();
  where.phase = mirror.phase();
  where.phase_revision = entities.session.phase_revision;
  if (!where.group || (!where.phase && entities.session.state != SessionState::lobby)) return std::nullopt;
  if (!where.phase) return where;
  const auto passed = passed_ms(entities.timer, server_now_ms);
  where.share_passed = share(passed, entities.timer.length_ms);
  const auto& steps = where.phase->steps;
  if (steps.empty()) return where;
  // A position of another phase revision means the first step, begun with the phase.
  const bool current = where.group->step.phase_revision == where.phase_revision;
  const auto position = current ? where.group->step : StepPosition{where.phase_revision, 0, 0};
  where.step_index = std::min<std::uint32_t>(position.step, static_cast<std::uint32_t>(steps.size()) - 1);
  where.step = &steps[where.step_index];
  where.last_step = where.step_index + 1 == steps.size();
  where.step_length_ms = where.step->length_ms / std::max<std::uint32_t>(1, mirror.welcome().speed);
  where.step_share_passed = share(passed - position.begun_at_ms, where.step_length_ms);
  return where;
}

}  // namespace samtale::crowd
