#pragma once
// Places in the log between domain and wire. Any thread.

#include "domain/position.h"
#include "samtale/v1/frame.pb.h"

namespace samtale::wire {

inline void to_wire(const Position& position, v1::Position& out) {
  out.set_epoch(position.epoch);
  out.set_sequence(position.sequence);
}

inline Position from_wire(const v1::Position& message) { return {message.epoch(), message.sequence()}; }

}  // namespace samtale::wire
