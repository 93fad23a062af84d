#pragma once
// The one access table: which role may give which command. Checked before every command; a group command also only ever
// touches the sender's own group, because it is taken from Context, not from the command.
#include <string_view>

#include "domain/command.h"
#include "domain/role.h"

namespace samtale {

bool may(Role role, const command::Body& body);

// For the test that asserts every row: name of the command with this index in command::Body.
std::string_view command_name(std::size_t index);
bool may_by_index(Role role, std::size_t index);

}  // namespace samtale
