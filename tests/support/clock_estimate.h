#pragma once
// The server's clock as a client sees it (P-41): of several exchanges the one with the shortest round trip counts.
// Pure.
#include <cstdint>
#include <map>

namespace samtale::support {

class ClockEstimate {
 public:
  // The number to send with a ping at this moment of the local clock.
  std::uint32_t ping(std::int64_t local_ms);
  void pong(std::uint32_t number, std::int64_t server_ms, std::int64_t local_ms);
  // After a lost connection: pings on their way will not be answered.
  void forget();

  bool known() const { return known_; }
  std::int64_t offset_ms() const { return offset_ms_; }  // signed
  std::uint32_t last_round_trip_ms() const { return last_round_trip_ms_; }
  std::int64_t server_ms(std::int64_t local_ms) const { return local_ms + offset_ms_; }

 private:
  std::uint32_t last_number_ = 0;
  std::map<std::uint32_t, std::int64_t> sent_;  // number -> local time
  bool known_ = false;
  std::int64_t offset_ms_ = 0;
  std::int64_t shortest_ms_ = 0;
  std::uint32_t last_round_trip_ms_ = 0;
};

}  // namespace samtale::support
