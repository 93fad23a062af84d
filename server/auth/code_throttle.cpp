#include "auth/code_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace samtale::auth {
namespace {

constexpr std::size_t kLongestAddress = 64;  // characters kept of a text that is no address
constexpr std::size_t kIpv6NetworkBytes = 8;
constexpr std::array<unsigned char, 12> kIpv4InIpv6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

std::string network_of(std::string_view address) {
  const std::string text{address.substr(0, kLongestAddress)};
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (std::equal(kIpv4InIpv6.begin(), kIpv4InIpv6.end(), bytes.begin())) {
    return inet_ntop(AF_INET, bytes.data() + kIpv4InIpv6.size(), written.data(), written.size());
  }
  std::fill(bytes.begin() + kIpv6NetworkBytes, bytes.end(), 0);
  return inet_ntop(AF_INET6, bytes.data(), written.data(), written.size());
}

bool CodeThrottle::may_guess(std::string_view address, std::int64_t now_ms) {
  const bool over_all = left_at(over_all_, kOverAll, now_ms) >= 1;
  const auto found = by_network_.find(network_of(address));
  if (found != by_network_.end()) {
    const auto& memory = found->second;
    return left_at(memory.generous, kGenerous, now_ms) >= 1 && (over_all || left_at(memory.own, kOwn, now_ms) >= 1);
  }
  return over_all || make_room(now_ms);
}

void CodeThrottle::guessed_wrong(std::string_view address, std::int64_t now_ms) {
  take_one(over_all_, kOverAll, now_ms);
  const auto network = network_of(address);
  auto found = by_network_.find(network);
  if (found == by_network_.end()) {
    if (!make_room(now_ms)) return;  // may_guess() let it in on the common allowance, which it has paid from
    found = by_network_.emplace(network, Memory{{kGenerous.burst, now_ms}, {kOwn.burst, now_ms}}).first;
  }
  take_one(found->second.generous, kGenerous, now_ms);
  take_one(found->second.own, kOwn, now_ms);
}

double CodeThrottle::left_at(const Allowance& allowance, Rate rate, std::int64_t now_ms) {
  const auto passed_ms = std::max<std::int64_t>(now_ms - allowance.at_ms, 0);
  return std::min(rate.burst, allowance.left + static_cast<double>(passed_ms) * rate.per_ms);
}

void CodeThrottle::take_one(Allowance& allowance, Rate rate, std::int64_t now_ms) {
  allowance.left = std::max(left_at(allowance, rate, now_ms) - 1, 0.0);
  allowance.at_ms = std::max(allowance.at_ms, now_ms);
}

bool CodeThrottle::make_room(std::int64_t now_ms) {
  if (by_network_.size() < kAddressesRemembered) return true;
  if (now_ms < may_forget_at_ms_) return false;
  may_forget_at_ms_ = now_ms + kForgetEveryMs;
  std::erase_if(by_network_, [now_ms](const auto& entry) {
    return left_at(entry.second.generous, kGenerous, now_ms) >= kGenerous.burst &&
           left_at(entry.second.own, kOwn, now_ms) >= kOwn.burst;
  });
  return by_network_.size() < kAddressesRemembered;
}

}  // namespace samtale::auth
