#pragma once
// What somebody in a seminar may think of asking: mostly what makes sense to one who sees what the mirror shows,
// sometimes what the role may not, what is not there, or what is somebody else's.
#include "domain/command.h"
#include "domain/role.h"
#include "simulation/dice.h"
#include "simulation/observer.h"
#include "support/mirror.h"

namespace samtale::simulation {

struct Asker {
  SeminarId seminar;
  Viewer viewer;
  const support::Mirror& mirror;
};

command::Body random_command(Dice& dice, Observer& observer, const Asker& asker);

}  // namespace samtale::simulation
