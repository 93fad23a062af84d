#pragma once
// Join links (QR codes, invitations): opaque text that names a seminar and perhaps a group, sealed under the server's
// key. Nothing about them is stored; whoever could make one up would have to guess 128 bits. Pure. Threads: any.
#include <optional>
#include <string>
#include <string_view>

#include "auth/link_key.h"
#include "domain/ids.h"

namespace samtale::auth {

struct LinkTarget {
  SeminarId seminar;
  GroupId group;  // empty: the room
};

std::string seal_link(const LinkTarget& target, const LinkKey& key);
// Nullopt: not sealed with this key, or altered.
std::optional<LinkTarget> open_link(std::string_view link, const LinkKey& key);

}  // namespace samtale::auth
