#pragma once
// Room codes: eight of 31 symbols without look-alikes (no 0 O 1 I L). Randomness comes from ops/random.h.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samtale {

inline constexpr std::string_view kRoomCodeSymbols = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
inline constexpr std::size_t kRoomCodeLength = 8;

// What somebody typed: a room code, or a group code (room code, then the group's number).
struct TypedCode {
  std::string room_code;           // eight symbols, upper case
  std::uint32_t group_number = 0;  // 0: none was typed
  bool operator==(const TypedCode&) const = default;
};

// Case, white space and hyphens do not matter. Nullopt: cannot be a code.
std::optional<TypedCode> read_code(std::string_view typed);
// "K7QM3FPA" -> "K7QM-3FPA".
std::string in_two_halves(std::string_view room_code);
// Each entry in [0, 31).
std::string room_code_from(const std::array<std::uint8_t, kRoomCodeLength>& indices);

}  // namespace samtale
