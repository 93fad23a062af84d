#pragma once
// What everybody looks at: a question to the speakers, or a group that tells what it will do. Groups are called up one
// after another, and each gets an equal part of the time that is left. Pure.
#include <cstdint>

#include "domain/ids.h"
#include "domain/limits.h"

namespace samtale {

struct Group;
struct Seminar;

struct Stage {
  QuestionId question;  // at most one of the two
  GroupId group;
  // Of a group.
  limits::Millis begun_at_ms = 0;  // the server's clock; a pause of the timer stops nobody who talks
  limits::Millis length_ms = 0;    // its part of the time; nobody is cut off when it is over
  std::uint32_t number = 0;        // the how-manieth group in this phase
  std::uint32_t of = 0;            // of so many
  bool operator==(const Stage&) const = default;
};

bool has_shared_something(const Group& group);

// What `group` is given when it is called up now, with `begun_at_ms` the time now: of the time left an equal part with
// those that have shared something and have not been called up in this phase, in whole units of limits::kStageUnitMs
// and between the limits, which `speed` divides. A group that is called up once more keeps its number.
Stage called_up(const Seminar& seminar, GroupId group, limits::Millis now_ms, int speed);

}  // namespace samtale
