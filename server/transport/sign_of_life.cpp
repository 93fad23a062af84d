#include "transport/sign_of_life.h"

#include <algorithm>

namespace samtale::transport {

LifeDecision check_life(const SignOfLife& life, limits::Millis now_ms) {
  if (life.closing) return now_ms - life.closing_ms >= kCloseHandshakeMs ? LifeDecision::drop : LifeDecision::go_on;
  if (!life.greeted && now_ms - life.opened_ms >= limits::kHelloWithinMs) return LifeDecision::close_silent;
  if (life.sending && now_ms - life.progress_ms >= limits::kNoProgressMs) return LifeDecision::close_slow;
  const auto silent_ms = now_ms - life.heard_ms;
  if (silent_ms >= limits::kSilentForMs) return LifeDecision::close_silent;
  if (silent_ms >= kPingAfterMs && !life.pinged) return LifeDecision::ping;
  return LifeDecision::go_on;
}

limits::Millis next_check_ms(const SignOfLife& life) {
  if (life.closing) return life.closing_ms + kCloseHandshakeMs;
  auto next_ms = life.heard_ms + (life.pinged ? limits::kSilentForMs : kPingAfterMs);
  if (!life.greeted) next_ms = std::min(next_ms, life.opened_ms + limits::kHelloWithinMs);
  if (life.sending) next_ms = std::min(next_ms, life.progress_ms + limits::kNoProgressMs);
  return next_ms;
}

}  // namespace samtale::transport
