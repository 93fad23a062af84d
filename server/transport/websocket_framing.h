#pragma once
// RFC 6455 frames, as pure functions: from the bytes of a client to what is to be done, and from messages to bytes. No
// input or output of its own, so that it is tested by feeding bytes. The server's side: clients' frames must be masked.
//
// Memory: a message that arrives whole is unmasked where it lies and handed out as a view; only what is incomplete is
// copied, and never more than has arrived, however long a frame says it is. Threads: none of its own.
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "transport/utf8_check.h"

namespace samtale::transport {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

// Close codes that framing itself gives (RFC 6455, 7.4.1).
inline constexpr std::uint16_t kCloseNormal = 1000;
inline constexpr std::uint16_t kCloseProtocolError = 1002;
inline constexpr std::uint16_t kCloseUnsupportedData = 1003;
inline constexpr std::uint16_t kCloseNoCode = 1005;  // never sent: the close frame had no code
inline constexpr std::uint16_t kCloseNotUtf8 = 1007;
inline constexpr std::uint16_t kCloseTooBig = 1009;

inline constexpr std::size_t kControlPayloadBytes = 125;

struct FrameRules {
  std::size_t message_bytes = 0;  // the longest message; fragments count together
  bool accept_text = false;       // false: a text frame fails with 1003 (P-01)
};

enum class FrameEvent {
  need_more,  // all of the input is used
  message,    // `payload`, of kind `opcode` (text or binary)
  ping,       // answer with pong_frame(payload)
  pong,
  closed,  // the client closes: `code` as it said, or 1005; nothing is read any more
  failed,  // the client broke the rules: close with `code`; nothing is read any more
};

struct FrameAction {
  FrameEvent event = FrameEvent::need_more;
  Opcode opcode = Opcode::binary;
  std::string_view payload;  // valid until the next call, or until the input's memory changes
  std::uint16_t code = 0;
};

class FrameReader {
 public:
  explicit FrameReader(FrameRules rules) : rules_(rules) {}

  // Takes bytes from the front of `input`, which it overwrites, until something is to be done or all are used.
  // Call again with the same span until it says need_more.
  FrameAction next(std::span<char>& input);

 private:
  static constexpr std::size_t kLongestHeader = 14;

  bool take_header(std::span<char>& input);  // true: the header is complete and lawful, or the reader failed
  void check_first_bytes();
  void begin_frame();
  FrameAction take_payload(std::span<char>& input);
  FrameAction end_data(std::span<char> last_piece);
  FrameAction end_control(std::string_view payload);
  FrameAction read_close(std::string_view payload);
  FrameAction fail(std::uint16_t code);
  bool in_control_frame() const { return static_cast<std::uint8_t>(opcode_) >= 8; }

  struct Kept {
    std::string message;  // what has arrived of an incomplete message
    std::string control;  // what has arrived of an incomplete control frame
  };
  Kept& keep();
  void forget_what_was_handed_out();

  // The large before the small, since each connection has one of these.
  FrameRules rules_;
  std::unique_ptr<Kept> kept_;      // only while there is any
  std::uint64_t payload_left_ = 0;  // of this frame
  std::uint16_t failed_with_ = 0;
  std::array<std::uint8_t, kLongestHeader> header_{};
  std::uint8_t header_bytes_ = 0;  // arrived so far
  std::array<std::uint8_t, 4> mask_{};
  std::uint8_t mask_offset_ = 0;
  Utf8Check utf8_;
  Opcode opcode_ = Opcode::continuation;  // of this frame
  Opcode message_opcode_ = Opcode::binary;
  bool in_payload_ = false;
  bool final_ = false;
  bool in_message_ = false;      // a fragmented message has begun
  bool over_ = false;            // closed or failed
  bool message_is_out_ = false;  // handed out, complete: forgotten at the next call
  bool control_is_out_ = false;
};

// XORs `bytes` with `mask`, the first byte with mask[offset % 4].
void unmask(std::span<char> bytes, const std::array<std::uint8_t, 4>& mask, std::size_t offset);

// Unmasked frames, as a server sends them. `payload` and `reason` at most 125 and 123 bytes.
std::string ping_frame(std::string_view payload);
std::string pong_frame(std::string_view payload);
std::string close_frame(std::uint16_t code, std::string_view reason = {});
// An empty close frame: the answer to one without a code.
std::string close_frame_without_code();

// Whether a client may send this code in a close frame.
bool may_be_sent(std::uint16_t close_code);

}  // namespace samtale::transport
