#pragma once
// What happened in a run: always a hash of it, so that two runs can be compared; the readable lines only when asked for. And
// the first rule that was found broken. Threads: one.
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "simulation/timeline.h"

namespace samtale::simulation {

class Trace {
 public:
  Trace(const Timeline& timeline, bool verbose) : timeline_(timeline), verbose_(verbose) {}

  // `what` and the numbers are part of the hash.
  void note(std::string_view what, std::initializer_list<std::uint64_t> numbers = {}, std::string_view text = {});
  // A rule is broken. Only the first is kept: the later ones follow from it.
  void broken(const std::string& rule);

  std::uint64_t hash() const { return hash_; }
  std::uint64_t length() const { return length_; }
  const std::optional<std::string>& first_broken() const { return first_broken_; }

 private:
  void mix(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001B3u; }
  void mix(std::string_view text);

  const Timeline& timeline_;
  bool verbose_;
  std::uint64_t hash_ = 0xCBF29CE484222325u;  // FNV-1a
  std::uint64_t length_ = 0;
  std::optional<std::string> first_broken_;
};

}  // namespace samtale::simulation
