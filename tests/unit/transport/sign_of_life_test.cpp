#include "transport/sign_of_life.h"

#include <gtest/gtest.h>

namespace samtale::transport {
namespace {

using limits::kHelloWithinMs;
using limits::kNoProgressMs;
using limits::kSilentForMs;

constexpr limits::Millis kNow = 1'000'000;

SignOfLife healthy() {
  SignOfLife life;
  life.opened_ms = kNow - 3'600'000;
  life.heard_ms = kNow;
  life.greeted = true;
  return life;
}

// P-10.
TEST(SignOfLife, HelloMustComeWithinTenSeconds) {
  auto life = healthy();
  life.greeted = false;
  life.opened_ms = kNow - kHelloWithinMs + 1;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
  life.opened_ms = kNow - kHelloWithinMs;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::close_silent) << "however much else it says";
}

// P-50.
TEST(SignOfLife, ASilentClientIsPingedOnceAndThenClosed) {
  auto life = healthy();
  life.heard_ms = kNow - kPingAfterMs + 1;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
  life.heard_ms = kNow - kPingAfterMs;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::ping);
  life.pinged = true;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
  life.heard_ms = kNow - kSilentForMs + 1;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
  life.heard_ms = kNow - kSilentForMs;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::close_silent);
}

TEST(SignOfLife, WhoTakesNothingForTenSecondsIsTooSlow) {
  auto life = healthy();
  life.progress_ms = kNow - kNoProgressMs;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on) << "nothing is waiting";
  life.sending = true;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::close_slow);
  life.progress_ms = kNow - kNoProgressMs + 1;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
}

TEST(SignOfLife, ACloseThatIsNotAnsweredEndsInADrop) {
  auto life = healthy();
  life.closing = true;
  life.heard_ms = 0;
  life.closing_ms = kNow - kCloseHandshakeMs + 1;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::go_on);
  life.closing_ms = kNow - kCloseHandshakeMs;
  EXPECT_EQ(check_life(life, kNow), LifeDecision::drop);
}

// In every state: what has nothing due is not looked at.
TEST(SignOfLife, NothingIsDueBeforeTheNextCheckAndSomethingThen) {
  for (unsigned state = 0; state < 16; ++state) {
    for (const limits::Millis heard_ago_ms : {0, 9'000, 34'000}) {
      SignOfLife life;
      life.opened_ms = kNow - 9'999;
      life.heard_ms = kNow - heard_ago_ms;
      life.progress_ms = kNow - 3'000;
      life.closing_ms = kNow - 1'000;
      life.greeted = (state & 1) != 0;
      life.pinged = (state & 2) != 0;
      life.sending = (state & 4) != 0;
      life.closing = (state & 8) != 0;
      const auto next_ms = next_check_ms(life);
      for (auto now_ms = kNow; now_ms < next_ms; now_ms += 500) {
        EXPECT_EQ(check_life(life, now_ms), LifeDecision::go_on) << state << " after " << now_ms - kNow;
      }
      EXPECT_EQ(check_life(life, next_ms - 1), LifeDecision::go_on) << state;
      EXPECT_NE(check_life(life, next_ms), LifeDecision::go_on) << state;
    }
  }
}

}  // namespace
}  // namespace samtale::transport
