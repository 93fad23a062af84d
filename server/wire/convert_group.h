#pragma once
// What describes a group and what it agreed, between domain and wire. Any thread.
#include "domain/group.h"
#include "samtale/v1/seminar.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

void to_wire(const ExpectedGroup& about, v1::ExpectedGroup& out);
ExpectedGroup from_wire(Reading& reading, const v1::ExpectedGroup& message);

void to_wire(const ActionPointText& text, v1::ActionPointText& out);
ActionPointText from_wire(Reading& reading, const v1::ActionPointText& message);

void to_wire(const Origin& origin, v1::Origin& out);
Origin from_wire(Reading& reading, const v1::Origin& message);

}  // namespace samtale::wire
