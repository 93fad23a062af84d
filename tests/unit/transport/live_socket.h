#pragma once
// A live connection over a plain socket, frame by frame.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plain_http.h"
#include "support/raw_socket.h"
#include "wire/client_frame.h"
#include "wire/server_frame.h"

namespace samtale::transport {

class LiveSocket {
 public:
  explicit LiveSocket(const support::ServerAddress& address) : socket_(address), open_(socket_.upgrade(address)) {}
  LiveSocket(const support::ServerAddress& address, const std::string& token, const std::string& seminar_id = {})
      : LiveSocket(address) {
    say(wire::write_hello({1, token, seminar_id, std::nullopt}));
  }

  // Offers `protocols` with the handshake; the answer is `head()`.
  struct Offer {
    std::string protocols;
    std::string more_headers = {};
  };
  LiveSocket(const support::ServerAddress& address, const Offer& offer) : socket_(address) {
    socket_.write("GET /ws HTTP/1.1\r\nHost: " + address.authority() +
                  "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: c2FtdGFsZS10ZXN0LWtleQ==\r\nSec-WebSocket-Protocol: " +
                  offer.protocols + "\r\n" + offer.more_headers + "\r\n");
    static constexpr std::string_view kEnd = "\r\n\r\n";
    socket_.read_until([](const auto& all) { return all.find(kEnd) != std::string::npos; }, kPatienceMs);
    used_ = std::min(socket_.received().size(), socket_.received().find(kEnd) + kEnd.size());
    head_ = socket_.received().substr(0, used_);
    open_ = head_.starts_with("HTTP/1.1 101 ");
  }
  const std::string& head() const { return head_; }

  bool open() const { return open_; }
  void say(std::string_view message) { socket_.write(support::masked_frame(0x82, message)); }
  support::RawSocket& socket() { return socket_; }

  struct Frame {
    int opcode = 0;
    std::string payload;
  };
  std::optional<Frame> next_frame() {
    if (!wait_for(2)) return std::nullopt;
    const auto opcode = byte(0) & 0x0F;
    std::uint64_t length = byte(1) & 0x7F;
    std::size_t header = 2;
    if (length >= 126) {
      const int length_bytes = length == 126 ? 2 : 8;
      header += static_cast<std::size_t>(length_bytes);
      if (!wait_for(header)) return std::nullopt;
      length = 0;
      for (int i = 0; i < length_bytes; ++i) length = length << 8 | byte(2 + static_cast<std::size_t>(i));
    }
    if (!wait_for(header + length)) return std::nullopt;
    Frame frame{opcode, socket_.received().substr(used_ + header, length)};
    used_ += header + length;
    return frame;
  }

  // The next message of the protocol; nullopt when the connection ends first.
  std::optional<wire::ServerMessage> next() {
    while (const auto frame = next_frame()) {
      if (frame->opcode == 8) remember_close(*frame);
      if (frame->opcode == 2) return wire::read_server_frame(frame->payload);
    }
    return std::nullopt;
  }
  template <class Message>
  std::optional<Message> next_of() {
    while (auto message = next()) {
      if (auto* wanted = std::get_if<Message>(&*message)) return std::move(*wanted);
    }
    return std::nullopt;
  }
  // Reads to the end. The code of the server's close frame; 0: there was none.
  int closed_with() {
    while (next()) {
    }
    return closed_with_;
  }

 private:
  std::uint8_t byte(std::size_t at) const { return static_cast<std::uint8_t>(socket_.received()[used_ + at]); }
  bool wait_for(std::size_t bytes) {
    return closed_with_ == 0 &&
           socket_.read_until([&](const auto& all) { return all.size() - used_ >= bytes; }, kPatienceMs);
  }
  void remember_close(const Frame& frame) {
    closed_with_ = 1005;
    if (frame.payload.size() < 2) return;
    closed_with_ = static_cast<std::uint8_t>(frame.payload[0]) << 8 | static_cast<std::uint8_t>(frame.payload[1]);
  }

  support::RawSocket socket_;
  bool open_ = false;
  std::string head_;
  std::size_t used_ = 0;
  int closed_with_ = 0;
};

}  // namespace samtale::transport
