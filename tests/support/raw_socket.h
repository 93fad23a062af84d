#pragma once
// A plain TCP connection for what a proper client would never send or never shows: half a frame, a length that lies, a
// server's ping, a HEAD. Blocking, with deadlines. Any one thread.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "support/server_address.h"

namespace samtale::support {

class RawSocket {
 public:
  // `receive_bytes`: what the system may keep unread (SO_RCVBUF); 0 leaves it to the system, which may take megabytes, so
  // whoever plays a stalled reader says a small number. Then segments are as on a real network, too.
  explicit RawSocket(const ServerAddress& address, int receive_bytes = 0);
  ~RawSocket();
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  bool connected() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }  // for options that only one test wants
  bool write(std::string_view bytes);
  // Reads until `done` says so of everything received so far. False: the time is up or the peer has closed.
  bool read_until(const std::function<bool(const std::string&)>& done, std::int64_t within_ms);
  const std::string& received() const { return received_; }
  // Forgets what was received so far.
  void clear() { received_.clear(); }
  bool closed_by_peer() const { return closed_by_peer_; }

  // The WebSocket handshake on /ws; false unless the server answers 101. `received` is then empty or the first frames.
  bool upgrade(const ServerAddress& address);

 private:
  int descriptor_ = -1;
  bool closed_by_peer_ = false;
  std::string received_;
};

// A client's frame as RFC 6455 has it: masked, with the first byte as given (FIN, opcode).
std::string masked_frame(std::uint8_t first_byte, std::string_view payload);
// Only the header of such a frame, declaring a payload of that length.
std::string masked_frame_header(std::uint8_t first_byte, std::uint64_t payload_length);

}  // namespace samtale::support
