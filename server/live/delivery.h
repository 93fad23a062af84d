#pragma once
// What one command means for every kind of viewer, encoded once per kind: each screen gets exactly one frame.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "domain/change.h"
#include "domain/position.h"
#include "domain/role.h"
#include "wire/prepared_frame.h"

namespace samtale::live {

struct Delivery {
  Position position;
  CommandId command;  // empty: the room itself
  wire::PreparedFrame staff;
  wire::PreparedFrame speakers;
  std::vector<std::pair<GroupId, wire::PreparedFrame>> groups;    // those that get more than everyone does
  struct ForDevice {
    GroupId group;  // whose device it is
    DeviceId device;
    wire::PreparedFrame frame;
  };
  std::vector<ForDevice> devices;  // likewise
  wire::PreparedFrame everyone_else;

  // The frame for this viewer; null: nothing that it may see has changed.
  const wire::PreparedFrame& frame_for(const Viewer& viewer) const;
};

// What the frames take, as far as they differ.
std::size_t bytes_of(const Delivery& delivery);

// `author` is whose command it was: a change for one device is always for the author's.
Delivery prepare_delivery(Position position, CommandId command, const Viewer& author, const std::vector<AddressedChange>& changes);

}  // namespace samtale::live
