#pragma once
// When a connection is pinged, closed or dropped for its silence (P-10, P-50). Pure, so that a sweep over all
// connections can take the place of a timer in each. Threads: any.
#include "domain/limits.h"

namespace samtale::transport {

// How long a client has to answer our close frame before the socket is closed.
inline constexpr limits::Millis kCloseHandshakeMs = 5'000;
inline constexpr limits::Millis kSweepEveryMs = 1'000;
// Of silence. Later than a page asks that nobody looks at (P-51): it need not be asked as well.
inline constexpr limits::Millis kPingAfterMs = 35'000;

struct SignOfLife {
  limits::Millis opened_ms = 0;
  limits::Millis heard_ms = 0;     // when bytes last came from the client
  limits::Millis progress_ms = 0;  // when the kernel last took bytes, or began to refuse them
  limits::Millis closing_ms = 0;   // when our close frame was queued
  bool greeted = false;            // a lawful Hello has come
  bool pinged = false;             // since heard_ms
  bool sending = false;            // the outbox is not empty
  bool closing = false;
};

enum class LifeDecision {
  go_on,
  ping,
  close_silent,  // 4408
  close_slow,    // 4409
  drop,          // the close was not answered in time
};

LifeDecision check_life(const SignOfLife& life, limits::Millis now_ms);
// Before this moment check_life() says go_on, unless something begins that was not so: closing, or sending.
limits::Millis next_check_ms(const SignOfLife& life);

}  // namespace samtale::transport
