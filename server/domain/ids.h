#pragma once
// Ids: 128 bits, written as 22 characters of base64url (RFC 4648, without padding). Strongly typed, so that a group's
// id cannot be passed where a note's is meant. Who makes them: clients (commands, devices) and ops/random.h.
#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace samtale {

inline constexpr std::size_t kIdBytes = 16;
inline constexpr std::size_t kIdTextLength = 22;

std::string id_bytes_to_text(const std::array<std::uint8_t, kIdBytes>& bytes);
// Exactly 22 base64url characters whose unused last bits are zero, so that each id has one spelling.
std::optional<std::array<std::uint8_t, kIdBytes>> id_bytes_from_text(std::string_view text);

template <class Tag>
struct Id {
  std::array<std::uint8_t, kIdBytes> bytes{};

  // All zero means "none"; no random id is ever all zero.
  bool empty() const { return *this == Id{}; }
  std::string text() const { return empty() ? std::string{} : id_bytes_to_text(bytes); }
  static std::optional<Id> parse(std::string_view text) {
    const auto parsed = id_bytes_from_text(text);
    if (!parsed) return std::nullopt;
    Id id{*parsed};
    if (id.empty()) return std::nullopt;
    return id;
  }
  // What a command creates carries the command's id: resending cannot create it twice.
  template <class Other>
  Id<Other> as() const {
    return Id<Other>{bytes};
  }
  auto operator<=>(const Id&) const = default;
};

using SeminarId = Id<struct SeminarTag>;
using GroupId = Id<struct GroupTag>;
using PersonId = Id<struct PersonTag>;
using DeviceId = Id<struct DeviceTag>;
using NoteId = Id<struct NoteTag>;
using QuestionId = Id<struct QuestionTag>;
using ActionPointId = Id<struct ActionPointTag>;
using MessageId = Id<struct MessageTag>;
using BroadcastId = Id<struct BroadcastTag>;
using CommandId = Id<struct CommandTag>;
using MediaId = Id<struct MediaTag>;

}  // namespace samtale

template <class Tag>
struct std::hash<samtale::Id<Tag>> {
  std::size_t operator()(const samtale::Id<Tag>& id) const noexcept {
    std::size_t value;  // the ids are random: any eight bytes are a good hash
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};
