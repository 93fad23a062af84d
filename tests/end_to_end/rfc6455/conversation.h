#pragma once
// A conversation with the echo, written down beforehand: what is sent, what must come back for it, how it ends. The
// server's bytes are compared exactly: it sends each message in one frame with the shortest header. Any one thread.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/server_address.h"

namespace samtale::rfc6455 {

// RFC 6455, 5.2 and 7.4.1.
inline constexpr int kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10;
inline constexpr int kNormal = 1000, kProtocolError = 1002, kNotUtf8 = 1007, kTooBig = 1009;

struct FrameFlags {
  bool final = true;
  int reserved = 0;  // three bits
  bool masked = true;
};
// As a client sends it.
std::string frame(int opcode, std::string_view payload, FrameFlags flags = {});
// As the server does.
std::string from_server(int opcode, std::string_view payload);
std::string close_payload(int code, std::string_view reason = {});
// One message in pieces of at most so many bytes, the last one final.
std::string fragmented(int opcode, std::string_view payload, std::size_t piece_bytes);

class Conversation {
 public:
  explicit Conversation(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

  Conversation& send(std::string bytes);
  // Nothing further is sent before this has come.
  Conversation& expect(std::string bytes);
  Conversation& expect_text(std::string_view text) { return expect(from_server(kText, text)); }
  Conversation& expect_pong(std::string_view payload) { return expect(from_server(kPong, payload)); }
  // The server must fail the connection with this code, by itself.
  Conversation& fails(int code);
  // The server must answer our close frame, which was sent, with this.
  Conversation& closes(std::string_view payload);

  // Has it, sent in pieces of so many bytes (0: as it comes). Answers what went wrong; empty: nothing. What does not
  // say how it ends is ended by us, with 1000.
  std::string run(const support::ServerAddress& address, std::size_t piece_bytes) const;
  std::size_t bytes_sent() const;

 private:
  struct Step {
    bool sends;
    std::string bytes;
  };
  std::string name_;
  std::vector<Step> steps_;
  bool ends_ = false;
};

// The cases, by the chapters of the public suite.
std::vector<Conversation> framing_cases();   // 1 to 4
std::vector<Conversation> fragment_cases();  // 5, 10
std::vector<Conversation> utf8_cases();      // 6
std::vector<Conversation> closing_cases();   // 7

}  // namespace samtale::rfc6455
