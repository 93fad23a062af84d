#pragma once
// Slows the guessing of room codes (P-61, D3): wrong guesses are counted per network address and over all. A whole town hall
// shares one address, so right codes are never held against anybody and the per-address allowance is generous.
// Pure: time is passed in. Threads: one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace samtale::auth {

inline constexpr double kWrongCodesPerSecondOverAll = 5;
inline constexpr double kWrongCodeBurstOverAll = 100;
inline constexpr double kWrongCodesPerSecondPerAddress = 0.5;
inline constexpr double kWrongCodeBurstPerAddress = 60;
inline constexpr std::size_t kAddressesRemembered = 10'000;

class CodeThrottle {
 public:
  // Whether a code may be checked now. False: answer TOO_FAST without looking.
  bool may_guess(const std::string& address, std::int64_t now_ms);
  void guessed_wrong(const std::string& address, std::int64_t now_ms);

 private:
  struct Allowance {
    double left = 0;
    std::int64_t at_ms = 0;
  };
  std::unordered_map<std::string, Allowance> by_address_;
  Allowance over_all_{kWrongCodeBurstOverAll, 0};
};

}  // namespace samtale::auth
