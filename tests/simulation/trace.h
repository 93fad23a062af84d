#pragma once
// What happened in a run: always a hash of it, so that two runs can be compared; the readable lines only when asked
// for. And the rules that were found broken. Threads: one.
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/timeline.h"

namespace samtale::simulation {

class Trace {
 public:
  Trace(const Timeline& timeline, bool verbose) : timeline_(timeline), verbose_(verbose) {}

  // `what` and the numbers are part of the hash.
  void note(std::string_view what, std::initializer_list<std::uint64_t> numbers = {}, std::string_view text = {});
  // A rule is broken.
  void broken(const std::string& rule);

  std::uint64_t hash() const { return hash_; }
  std::uint64_t length() const { return length_; }
  const std::vector<std::string>& broken_rules() const { return broken_rules_; }

 private:
  void mix(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001B3u; }
  void mix(std::string_view text);

  const Timeline& timeline_;
  bool verbose_;
  std::uint64_t hash_ = 0xCBF29CE484222325u;  // FNV-1a
  std::uint64_t length_ = 0;
  std::vector<std::string> broken_rules_;
};

}  // namespace samtale::simulation
