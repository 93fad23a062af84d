#pragma once
// Looks into plain structs field by field: `described` writes all of them down, so that two structs without operator==
// can be compared and a difference can be read; `unfilled` finds the fields a sample forgot, which a round trip could
// lose unseen.
#include <array>
#include <boost/pfr.hpp>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "domain/ids.h"

namespace samtale::wire {

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};

template <class T>
struct IsSequence : std::false_type {};
template <class T>
struct IsSequence<std::vector<T>> : std::true_type {};
template <class T>
struct IsSequence<std::set<T>> : std::true_type {};
template <class T, std::size_t kSize>
struct IsSequence<std::array<T, kSize>> : std::true_type {};

template <class T>
std::string described(const T& value) {
  if constexpr (IsId<T>::value) {
    return value.text();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return '"' + value + '"';
  } else if constexpr (std::is_enum_v<T>) {
    return '#' + std::to_string(static_cast<int>(value));
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(value);
  } else if constexpr (IsSequence<T>::value) {
    std::string text = "[";
    for (const auto& item : value) text += described(item) + ' ';
    return text + ']';
  } else {
    std::string text = "{";
    boost::pfr::for_each_field(value, [&](const auto& field) { text += described(field) + ' '; });
    return text + '}';
  }
}

// How many fields, at any depth, still have the value they are born with.
template <class T>
int unfilled(const T& value) {
  if constexpr (IsId<T>::value || std::is_same_v<T, std::string>) {
    return value.empty() ? 1 : 0;
  } else if constexpr (std::is_enum_v<T> || std::is_arithmetic_v<T>) {
    return value == T{} ? 1 : 0;
  } else if constexpr (std::is_same_v<T, std::array<std::uint8_t, kIdBytes>>) {
    return value == T{} ? 1 : 0;
  } else if constexpr (IsSequence<T>::value) {
    int count = value.empty() ? 1 : 0;
    for (const auto& item : value) count += unfilled(item);
    return count;
  } else {
    int count = 0;
    boost::pfr::for_each_field(value, [&](const auto& field) { count += unfilled(field); });
    return count;
  }
}

template <class... Alternatives>
std::string described(const std::variant<Alternatives...>& value) {
  return std::visit([&](const auto& held) { return std::to_string(value.index()) + described(held); }, value);
}

template <class... Alternatives>
int unfilled(const std::variant<Alternatives...>& value) {
  return std::visit([](const auto& held) { return unfilled(held); }, value);
}

}  // namespace samtale::wire
