#pragma once
// What a line does to the bytes that cross it, in one direction.
#include <cstddef>

namespace samtale::network_test {

enum class Direction { up, down };  // up: to the server

struct Weather {
  int delay_ms = 0;
  int jitter_ms = 0;           // at most so much more, at random; the order stays
  std::size_t drip_bytes = 0;  // so many at each tick; 0: no dripping
  int drip_every_ms = 0;
  bool held = false;  // nothing passes and nothing is lost: it goes on when the weather changes
};

// How the connections that are open now end.
enum class Cut {
  reset,        // both sides get an RST
  finish,       // both sides get a FIN
  client_only,  // the client gets an RST; the server hears nothing, now or later
};

}  // namespace samtale::network_test
