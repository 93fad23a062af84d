#pragma once
// Texts that say whose they are, so that one that turns up in a wrong frame is recognised by the bytes alone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/role.h"

namespace samtale::simulation {

enum class Scope : char {
  seminar = 's',  // everybody in it
  staff = 't',
  group = 'g',         // the group's devices
  device = 'd',        // one device: private notes
  question = 'q',      // the group, staff and speakers; everybody once questions are open
  action_point = 'a',  // the group; staff once it is shared; everybody once the gallery is open
};

// `number` makes each text one of its kind; at least 1. At most 45 characters.
std::string canary(Scope scope, SeminarId seminar, const Viewer& author, std::uint64_t number);
// Of the first canary in `text`; 0: there is none.
std::uint64_t number_of_canary(std::string_view text);

// What has been opened to everybody in a seminar.
struct Openness {
  bool questions = false;
  bool gallery = false;
};
// A canary in `bytes` that this viewer may not see.
std::optional<std::string> find_stranger(std::string_view bytes, SeminarId seminar, const Viewer& viewer,
                                         Openness open);

}  // namespace samtale::simulation
