#pragma once
// Messages of the organiser's HTTP interface that the server's own wire code has no writer or reader for, by hand:
// short texts, and numbers below 128.
#include <cstdint>
#include <string>

namespace samtale::transport {

inline std::string text_field(int number, const std::string& text) {
  return std::string{static_cast<char>(number << 3 | 2), static_cast<char>(text.size())} + text;
}

inline std::string number_field(int number, int value) {
  return {static_cast<char>(number << 3), static_cast<char>(value)};
}

inline std::string text_of_field(const std::string& message, int number) {
  for (std::size_t at = 0; at + 1 < message.size();) {
    const auto tag = static_cast<std::uint8_t>(message[at]);
    const auto value = static_cast<std::uint8_t>(message[at + 1]);
    if ((tag & 7) != 2) {
      at += 2;
      continue;
    }
    if (tag >> 3 == number) return message.substr(at + 2, value);
    at += 2U + value;
  }
  return {};
}

inline std::string create_seminar_message(const std::string& title, const std::string& date,
                                          const std::string& starts_at = {}) {
  return text_field(1, title) + text_field(2, date) + text_field(3, starts_at) + number_field(4, 1);
}

inline std::string invite_message(int role, const std::string& name) {
  return number_field(1, role) + text_field(2, name);
}

}  // namespace samtale::transport
