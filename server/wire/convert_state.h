#pragma once
// The whole state of a seminar between domain and wire, for snapshots. Any thread.
#include <cstring>
#include <string>
#include <string_view>

#include "domain/seminar.h"
#include "samtale/v1/state.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

// Snapshots hold very many ids: as bytes, and none as nothing.
template <class SomeId>
std::string id_bytes(const SomeId& id) {
  return id.empty() ? std::string{} : std::string{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}
template <class SomeId>
SomeId id_from_bytes(std::string_view bytes) {
  SomeId id;
  if (bytes.size() == id.bytes.size()) std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
  return id;
}

void to_wire(const Seminar& seminar, v1::SeminarState& out);
Seminar from_wire(Reading& reading, const v1::SeminarState& message);

}  // namespace samtale::wire
