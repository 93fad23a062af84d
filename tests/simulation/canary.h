#pragma once
// Texts that say whose they are, so that one that turns up in a wrong frame is recognised by the bytes alone.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
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
  message = 'm',       // the group that asks or answers, and the other one
  action_point = 'a',  // the group; staff once it is shared; everybody once the gallery is open
};

// `number` makes each text one of its kind; at least 1. At most 45 characters.
std::string canary(Scope scope, SeminarId seminar, const Viewer& author, std::uint64_t number);
// Of the first canary in `text`; 0: there is none.
std::uint64_t number_of_canary(std::string_view text);

// What people gave away after they had written it, by the texts' numbers. It is not taken back: who no longer shows
// something may do so in frames that are still on their way.
struct GivenAway {
  std::set<std::uint64_t> to_group;        // private notes that were handed in
  std::set<std::uint64_t> to_staff;        // insights that were shared
  std::set<std::uint64_t> to_all;          // insights on the wall
  std::map<std::uint64_t, GroupId> asked;  // what one group asked or answered another, and whom
};

// What has been opened in a seminar. `given` outlives it.
struct Openness {
  bool questions = false;
  bool gallery = false;
  const GivenAway& given;
};
// A canary in `bytes` that this viewer may not see.
std::optional<std::string> find_stranger(std::string_view bytes, SeminarId seminar, const Viewer& viewer,
                                         const Openness& open);

}  // namespace samtale::simulation
