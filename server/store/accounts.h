#pragma once
// People with personal links, and the devices of groups: who may come in. Only hashes of secrets are kept.
//
// Threads: any thread may call; look-ups return at once from memory; `done` comes on the store's thread.
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "domain/ids.h"
#include "domain/role.h"
#include "store/catalogue.h"

namespace samtale::store {

using TokenHash = std::array<std::uint8_t, 32>;  // SHA-256 of a 256-bit token

struct PersonalLink {
  Role role{};  // organiser, facilitator or speaker
  std::string name;
  OrganiserId organiser;  // whose seminars; for facilitators and speakers: who invited them
  SeminarId seminar;      // empty for organisers
};

struct Device {
  DeviceId id;
  SeminarId seminar;
  GroupId group;
  Role role{};  // host, screen or phone
};

class Accounts {
 public:
  virtual ~Accounts() = default;
  virtual void add_personal_link(TokenHash token, PersonalLink link, std::function<void(AppendOutcome)> done) = 0;
  // A device that joins again gets a further token; of its tokens the newest limits::kTokensPerDevice are good.
  virtual void add_device(TokenHash token, Device device, std::function<void(AppendOutcome)> done) = 0;
  virtual std::optional<PersonalLink> personal_link(const TokenHash& token) const = 0;
  virtual std::optional<Device> device(const TokenHash& token) const = 0;
  // The same, by the device's own id: as it was first added.
  virtual std::optional<Device> find_device(DeviceId id) const = 0;
  virtual bool has_organiser() const = 0;
};

}  // namespace samtale::store
