#include "domain/room_code.h"

namespace samtale {
namespace {

constexpr std::size_t kGroupNumberDigits = 6;

// Bytes of a separator at the front of `text`; 0: none. Telephone keyboards write hard spaces and long dashes too.
std::size_t separator_at_front(std::string_view text) {
  const char first = text.front();
  if (first == ' ' || first == '-' || (first >= '\t' && first <= '\r')) return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;  // no-break space
  if (text.size() >= 3 && text.substr(0, 2) == "\xE2\x80") {
    const auto last = static_cast<unsigned char>(text[2]);
    if (last >= 0x80 && last <= 0x95) return 3;  // U+2000 to U+2015: spaces, hyphens, dashes
  }
  return 0;
}

char upper(char symbol) { return symbol >= 'a' && symbol <= 'z' ? static_cast<char>(symbol - 'a' + 'A') : symbol; }

}  // namespace

std::optional<TypedCode> read_code(std::string_view typed) {
  std::string symbols;
  while (!typed.empty()) {
    const std::size_t separator = separator_at_front(typed);
    if (separator == 0) symbols.push_back(upper(typed.front()));
    typed.remove_prefix(separator == 0 ? 1 : separator);
    if (symbols.size() > kRoomCodeLength + kGroupNumberDigits) return std::nullopt;
  }
  if (symbols.size() < kRoomCodeLength) return std::nullopt;
  TypedCode code;
  code.room_code = symbols.substr(0, kRoomCodeLength);
  if (code.room_code.find_first_not_of(kRoomCodeSymbols) != std::string::npos) return std::nullopt;
  if (symbols.size() == kRoomCodeLength) return code;
  for (const char digit : std::string_view{symbols}.substr(kRoomCodeLength)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    code.group_number = code.group_number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  if (code.group_number == 0) return std::nullopt;
  return code;
}

std::string in_two_halves(std::string_view room_code) {
  const std::size_t half = room_code.size() / 2;
  return std::string{room_code.substr(0, half)} + "-" + std::string{room_code.substr(half)};
}

std::string room_code_from(const std::array<std::uint8_t, kRoomCodeLength>& indices) {
  std::string code;
  for (const std::uint8_t index : indices) code.push_back(kRoomCodeSymbols[index % kRoomCodeSymbols.size()]);
  return code;
}

}  // namespace samtale
