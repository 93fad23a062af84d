#include "domain/extra_time.h"

#include <algorithm>

namespace samtale {

Millis most_extra_ms(const Agenda& agenda, std::uint32_t phase_index) {
  const std::size_t next = std::size_t{phase_index} + 1;
  if (next >= agenda.phases.size() || is_talk(agenda.phases[next].kind)) return 0;
  return std::min(limits::kExtraTimeMs, agenda.phases[next].length_ms / 2);
}

bool is_lingering(const Group& group, Millis now_ms) { return now_ms < group.lingering.until_ms; }

const Phase* phase_of(const Seminar& seminar, const Group& group, Millis now_ms) {
  const Phase* running = running_phase(seminar);
  const std::uint32_t behind = group.lingering.phase_index;
  if (running == nullptr || !is_lingering(group, now_ms) || behind >= seminar.agenda.phases.size()) return running;
  return &seminar.agenda.phases[behind];
}

}  // namespace samtale
