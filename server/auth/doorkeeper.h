#pragma once
// Who is at the door: tokens of people and devices, links, room codes.
//
// A token is 256 random bits as 43 characters of base64url; only its SHA-256 is stored. A link (QR code, invitation) is
// opaque text that names a seminar and perhaps a group, sealed with a 128-bit MAC under the server's own key.
// Threads: the shard's thread; callbacks of the asynchronous calls come on the store's thread.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "auth/join_link.h"
#include "auth/link_key.h"
#include "auth/media_link.h"
#include "domain/ids.h"
#include "domain/limits.h"
#include "domain/role.h"
#include "store/accounts.h"

namespace samtale::auth {

struct Identity {
  Viewer viewer;
  std::string name;              // of the person; empty for devices
  SeminarId seminar;             // empty for organisers
  store::OrganiserId organiser;  // empty for devices
  store::TokenHash token{};      // what is kept of the token it was known by
};

// Those of the largest seminar.
inline constexpr std::size_t kGroupLinksKept = limits::kGroupsPerSeminar;

class Doorkeeper {
 public:
  Doorkeeper(store::Accounts& accounts, LinkKey key);

  std::optional<Identity> identify(std::string_view token) const;

  using TokenMade = std::function<void(std::optional<std::string> token)>;  // nullopt: could not be stored
  void invite(store::PersonalLink link, TokenMade done);
  void enrol(store::Device device, TokenMade done);

  // Nullopt: no device has joined with this id.
  std::optional<store::Device> find_device(DeviceId id) const;

  std::string room_link(SeminarId seminar) const;
  // Sealing costs as much as half a handshake, and thousands come at once: a group's link is kept.
  std::string group_link(SeminarId seminar, GroupId group) const;
  // Nullopt: not made by this server, or altered.
  std::optional<LinkTarget> read_link(std::string_view link) const;

  // What opens the files of a recording for some hours; see media_link.h.
  std::string media_query(MediaId media, std::int64_t ends_at_ms) const;
  std::optional<std::int64_t> media_good_for_s(MediaId media, std::string_view until, std::string_view sign,
                                               std::int64_t now_ms) const;

 private:
  struct Sealed {
    SeminarId seminar;
    std::string link;
  };

  store::Accounts& accounts_;
  LinkKey key_;
  mutable std::unordered_map<GroupId, Sealed> group_links_;  // at most kGroupLinksKept
};

}  // namespace samtale::auth
