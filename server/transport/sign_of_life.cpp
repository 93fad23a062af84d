#include "transport/sign_of_life.h"

namespace samtale::transport {

LifeDecision check_life(const SignOfLife& life, limits::Millis now_ms) {
  if (life.closing) return now_ms - life.closing_ms >= kCloseHandshakeMs ? LifeDecision::drop : LifeDecision::go_on;
  if (!life.greeted && now_ms - life.opened_ms >= limits::kHelloWithinMs) return LifeDecision::close_silent;
  if (life.sending && now_ms - life.progress_ms >= limits::kNoProgressMs) return LifeDecision::close_slow;
  const auto silent_ms = now_ms - life.heard_ms;
  if (silent_ms >= limits::kSilentForMs) return LifeDecision::close_silent;
  if (silent_ms >= limits::kPingAfterMs && !life.pinged) return LifeDecision::ping;
  return LifeDecision::go_on;
}

}  // namespace samtale::transport
