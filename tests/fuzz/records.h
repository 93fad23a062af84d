#pragma once
// An input that is a row of records: for each, one byte that says what it is, its length in two bytes (the lower
// first), and its bytes. What is cut off at the end is a shorter record. Any thread.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samtale::fuzz {

struct Record {
  std::uint8_t kind = 0;
  std::string bytes;
};

inline constexpr std::size_t kRecordHead = 3;

inline std::vector<Record> read_records(std::string_view input) {
  std::vector<Record> all;
  while (input.size() >= kRecordHead) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(input[at]); };
    const std::size_t length = byte(1) + 256U * byte(2);
    const auto bytes = input.substr(kRecordHead, length);
    all.push_back({byte(0), std::string(bytes)});
    input.remove_prefix(kRecordHead + bytes.size());
  }
  return all;
}

inline std::string write_records(const std::vector<Record>& records) {
  std::string input;
  for (const auto& record : records) {
    const auto length = std::min<std::size_t>(record.bytes.size(), 0xFFFF);
    input.push_back(static_cast<char>(record.kind));
    input.push_back(static_cast<char>(length & 0xFF));
    input.push_back(static_cast<char>(length >> 8));
    input.append(record.bytes, 0, length);
  }
  return input;
}

}  // namespace samtale::fuzz
