#pragma once
// An id as it lies in a table: its 16 bytes; NULL or anything else is the empty id.
#include <cstring>
#include <string_view>

#include "domain/ids.h"

namespace samtale::store {

template <class SomeId>
SomeId stored_id(std::string_view blob) {
  SomeId id;
  if (blob.size() == id.bytes.size()) std::memcpy(id.bytes.data(), blob.data(), blob.size());
  return id;
}

}  // namespace samtale::store
