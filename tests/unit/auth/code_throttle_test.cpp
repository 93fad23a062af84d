// Room codes cannot be guessed, and guests are not locked out by those who try (P-61, D3).
#include "auth/code_throttle.h"

#include <gtest/gtest.h>

namespace samtale::auth {
namespace {

constexpr std::int64_t kNow = 1'795'251'600'000;

std::string address(int number) {
  return "10." + std::to_string(number / 65'536) + "." + std::to_string(number / 256 % 256) + "." +
         std::to_string(number % 256);
}

// Guesses wrong as often as it is let; how often that was.
int guesses(CodeThrottle& throttle, const std::string& from, std::int64_t now_ms, int at_most = 1'000) {
  int made = 0;
  while (made < at_most && throttle.may_guess(from, now_ms)) {
    throttle.guessed_wrong(from, now_ms);
    ++made;
  }
  return made;
}

// From two addresses, so that neither comes to the end of its own.
void use_up_over_all(CodeThrottle& throttle, std::int64_t now_ms) {
  ASSERT_EQ(guesses(throttle, "192.0.2.1", now_ms, 50), 50);
  ASSERT_EQ(guesses(throttle, "192.0.2.2", now_ms, 50), 50);
}

TEST(CodeThrottle, RightCodesAreFree) {
  CodeThrottle throttle;
  for (int i = 0; i < 100'000; ++i) ASSERT_TRUE(throttle.may_guess("192.0.2.1", kNow));
  EXPECT_EQ(throttle.addresses_remembered(), 0u);
}

TEST(CodeThrottle, AnAddressMayGuessWrongSixtyTimesAndThenOnceInTwoSeconds) {
  CodeThrottle throttle;
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow), 60);
  EXPECT_FALSE(throttle.may_guess("192.0.2.1", kNow + 1'999));
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow + 2'000), 1);
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow + 12'000), 5);
}

TEST(CodeThrottle, AnotherAddressDoesNotFeelIt) {
  CodeThrottle throttle;
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow), 60);
  EXPECT_TRUE(throttle.may_guess("192.0.2.2", kNow));
}

TEST(CodeThrottle, AnAllowanceDoesNotGrowBeyondItsBurst) {
  CodeThrottle throttle;
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow), 60);
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow + 365ll * 86'400'000), 60);
}

TEST(CodeThrottle, OverAllThereAreAHundredAndThenFiveASecond) {
  CodeThrottle throttle;
  use_up_over_all(throttle, kNow);
  EXPECT_FALSE(throttle.may_guess("192.0.2.1", kNow + 199));
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow + 200), 1);
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow + 1'200), 5);
}

TEST(CodeThrottle, AGuesserLocksNobodyOutWhoTypesRightOrIsWrongFiveTimes) {
  CodeThrottle throttle;
  use_up_over_all(throttle, kNow);
  for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(throttle.may_guess("192.0.2.3", kNow));
  EXPECT_EQ(guesses(throttle, "192.0.2.3", kNow), 5);
  EXPECT_FALSE(throttle.may_guess("192.0.2.3", kNow));
  EXPECT_EQ(guesses(throttle, "192.0.2.4", kNow), 5);
}

TEST(CodeThrottle, OwnGuessesComeBackOneInFiveMinutes) {
  CodeThrottle throttle;
  use_up_over_all(throttle, kNow);
  ASSERT_EQ(guesses(throttle, "192.0.2.3", kNow), 5);
  const auto later = kNow + kOwnWrongCodeEveryMs;
  guesses(throttle, "192.0.2.1", later - 1, 60);  // so much time has filled the common allowance again
  guesses(throttle, "192.0.2.2", later - 1, 40);
  EXPECT_FALSE(throttle.may_guess("192.0.2.3", later - 1));
  EXPECT_EQ(guesses(throttle, "192.0.2.3", later), 1);
}

// The most that somebody with very many networks gets: five each once, then what the constants say.
TEST(CodeThrottle, ManyNetworksTogetherAreBounded) {
  CodeThrottle throttle;
  constexpr int kNetworks = 15'000;
  int made = 0;
  for (int number = 0; number < kNetworks; ++number) made += guesses(throttle, address(number), kNow);
  EXPECT_LE(made, 5 * static_cast<int>(kAddressesRemembered) + 100);
  EXPECT_GE(made, 5 * static_cast<int>(kAddressesRemembered));
  EXPECT_EQ(throttle.addresses_remembered(), kAddressesRemembered);

  int in_the_next_minute = 0;
  for (int second = 1; second <= 60; ++second) {
    for (int number = 0; number < kNetworks; ++number) {
      in_the_next_minute += guesses(throttle, address(number), kNow + second * 1'000);
    }
  }
  EXPECT_LE(in_the_next_minute, 60 * (5 + 33 + 1));
}

TEST(CodeThrottle, FullMemoryForgetsWhoHasEverythingBackAndNobodyElse) {
  CodeThrottle throttle;
  for (int number = 0; number < static_cast<int>(kAddressesRemembered); ++number) {
    throttle.guessed_wrong(address(number), kNow);
  }
  ASSERT_EQ(throttle.addresses_remembered(), kAddressesRemembered);
  throttle.guessed_wrong(address(0), kNow);  // one needs twice as long

  EXPECT_FALSE(throttle.may_guess("192.0.2.1", kNow)) << "nothing left in common, and no room to remember it";
  throttle.guessed_wrong("192.0.2.1", kNow);
  EXPECT_EQ(throttle.addresses_remembered(), kAddressesRemembered);

  throttle.guessed_wrong("192.0.2.1", kNow + kOwnWrongCodeEveryMs - 1);
  EXPECT_EQ(throttle.addresses_remembered(), kAddressesRemembered);
  throttle.guessed_wrong("192.0.2.1", kNow + kOwnWrongCodeEveryMs + kForgetEveryMs);
  EXPECT_EQ(throttle.addresses_remembered(), 2u);
}

TEST(CodeThrottle, TimeThatGoesBackGivesNothing) {
  CodeThrottle throttle;
  EXPECT_EQ(guesses(throttle, "192.0.2.1", kNow), 60);
  EXPECT_FALSE(throttle.may_guess("192.0.2.1", kNow - 3'600'000));
  throttle.guessed_wrong("192.0.2.1", kNow - 3'600'000);
  EXPECT_FALSE(throttle.may_guess("192.0.2.1", kNow + 1'999));
}

TEST(NetworkOf, AnIpv4AddressIsItself) {
  EXPECT_EQ(network_of("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(network_of("::ffff:192.0.2.1"), "192.0.2.1");
}

TEST(NetworkOf, OfIpv6TheFirst64BitsCount) {
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
}

TEST(NetworkOf, OtherTextIsItselfCutShort) {
  EXPECT_EQ(network_of("unix"), "unix");
  EXPECT_EQ(network_of(""), "");
  EXPECT_EQ(network_of(std::string(100'000, 'a')).size(), 64u);
}

TEST(CodeThrottle, NeighboursInOneIpv6NetworkAreOneAddress) {
  CodeThrottle throttle;
  EXPECT_EQ(guesses(throttle, "2001:db8::1", kNow), 60);
  EXPECT_FALSE(throttle.may_guess("2001:db8::2", kNow));
}

}  // namespace
}  // namespace samtale::auth
