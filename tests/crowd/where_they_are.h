#pragma once
// Where a group stands, read from what its device was told (P-43). Pure.
#include <optional>

#include "domain/agenda.h"
#include "domain/group.h"
#include "support/mirror.h"

namespace samtale::crowd {

struct WhereTheyAre {
  const change::GroupView* group = nullptr;
  const Phase* phase = nullptr;  // null in the lobby
  std::uint32_t phase_revision = 0;
  double share_passed = 0;     // of the phase's time; above 1 in overtime
  const Step* step = nullptr;  // null where the phase has no steps
  std::uint32_t step_index = 0;
  bool last_step = false;
  double step_share_passed = 0;
  Millis step_length_ms = 0;  // as it is lived: divided by the demonstration's speed
};

// Nullopt: not in the lobby and not in a phase, or the group is not known yet.
std::optional<WhereTheyAre> where_they_are(const support::Mirror& mirror, Millis server_now_ms);

}  // namespace samtale::crowd
