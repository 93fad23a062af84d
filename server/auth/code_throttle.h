#pragma once
// Slows the guessing of room codes (P-61, D3). Only wrong guesses cost anything; right codes are free, so a whole town
// hall behind one address may join at once. A guess is answered without looking (TOO_FAST) when
//
//   - its address has used up its generous allowance (its neighbours wait too: their way in is then the QR link), or
//   - all addresses together have used up theirs, and this one has itself guessed wrong several times of late.
//
// So a guesser who uses up the common allowance locks nobody out who types his code right, or wrong only a few times.
// The price: each address has a few guesses of its own beyond the common rate. They come back slowly, and at most
// kAddressesRemembered addresses can have some at once, so that 10,000 guessing networks together get
// kWrongCodesPerSecondOverAll + 10,000 / kOwnWrongCodeEveryMs = 5 + 33 a second, and one alone gets 5.
//
// Pure: time is passed in, and may not go back (if it does, nothing is given). Threads: one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace samtale::auth {

inline constexpr double kWrongCodesPerSecondOverAll = 5;
inline constexpr double kWrongCodeBurstOverAll = 100;
inline constexpr double kWrongCodesPerSecondPerAddress = 0.5;
inline constexpr double kWrongCodeBurstPerAddress = 60;
inline constexpr double kOwnWrongCodes = 5;
inline constexpr std::int64_t kOwnWrongCodeEveryMs = 300'000;
inline constexpr std::size_t kAddressesRemembered = 10'000;
inline constexpr std::int64_t kForgetEveryMs = 1'000;

// Who counts as one address: an IPv4 address; of IPv6 the first 64 bits, for that is what one household gets and could
// change the rest of at will. Text that is no address counts as itself.
std::string network_of(std::string_view address);

class CodeThrottle {
 public:
  // Whether a code may be checked now. False: answer TOO_FAST without looking.
  bool may_guess(std::string_view address, std::int64_t now_ms);
  // The code was checked and was wrong.
  void guessed_wrong(std::string_view address, std::int64_t now_ms);

  std::size_t addresses_remembered() const { return by_network_.size(); }

 private:
  // A bucket that fills with time. It is kept as it was at its last change.
  struct Allowance {
    double left;
    std::int64_t at_ms;
  };
  struct Rate {
    double burst;
    double per_ms;
  };
  struct Memory {
    Allowance generous;
    Allowance own;
  };
  static constexpr Rate kOverAll{kWrongCodeBurstOverAll, kWrongCodesPerSecondOverAll / 1'000};
  static constexpr Rate kGenerous{kWrongCodeBurstPerAddress, kWrongCodesPerSecondPerAddress / 1'000};
  static constexpr Rate kOwn{kOwnWrongCodes, 1.0 / static_cast<double>(kOwnWrongCodeEveryMs)};

  static double left_at(const Allowance& allowance, Rate rate, std::int64_t now_ms);
  static void take_one(Allowance& allowance, Rate rate, std::int64_t now_ms);
  // Forgets those whose allowances are full again: remembering them would change nothing. Others are never forgotten,
  // for that would give a guesser everything back. Looks through all of them at most once in kForgetEveryMs, so that a
  // flood of addresses costs nothing. False: there is no room.
  bool make_room(std::int64_t now_ms);

  std::unordered_map<std::string, Memory> by_network_;
  Allowance over_all_{kWrongCodeBurstOverAll, 0};
  std::int64_t may_forget_at_ms_ = 0;
};

}  // namespace samtale::auth
