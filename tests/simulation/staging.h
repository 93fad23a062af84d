#pragma once
// What there is when a run begins: seminars that somebody has planned and perhaps begun, and the people who have a
// token.
#include <map>
#include <string>
#include <vector>

#include "auth/doorkeeper.h"
#include "simulation/dice.h"
#include "simulation/disk.h"
#include "simulation/sim_shard.h"

namespace samtale::simulation {

struct StagedSeminar {
  SeminarId id;
  std::vector<GroupId> groups;
  MediaId recording;  // of the first talk, mostly
};

// By token.
using People = std::map<std::string, auth::Identity>;

// The `number`th seminar, on the disk. Everybody who belongs to it is added to `people`.
StagedSeminar stage_seminar(Dice& dice, int number, const SimClock& clock, Disk& disk, People& people);
// Of a recording; perhaps none.
std::vector<MediaVersion> random_versions(Dice& dice);
// A lawful agenda with phases of some seconds.
Agenda short_agenda(Dice& dice);

}  // namespace samtale::simulation
