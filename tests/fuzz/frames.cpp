// Input: one byte that says how it is cut (0: not at all; else into pieces of so many bytes); one of flags; then what
// the client sends. With the first flag a lawful handshake goes before it; without, it is HTTP from its first byte.
//
// Held: however the bytes are cut, the reader sees the same; it never asks for more memory than has arrived; what it
// accepts keeps RFC 6455 and can be written again as the same; the real connection answers each byte as the reader
// says; a handshake that our own reader takes is one for HTTP's reader too, and answered alike; no connection is left
// over.
#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include "domain/limits.h"
#include "domain/text.h"
#include "echo/echo_server.h"
#include "fuzz/invariant.h"
#include "fuzz/largest_allocation.h"
#include "fuzz/targets.h"
#include "ops/log.h"
#include "support/manual_clock.h"
#include "support/raw_socket.h"
#include "transport/quick_handshake.h"
#include "transport/websocket_framing.h"
#include "wire/prepared_frame.h"

namespace samtale::fuzz {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace transport;

constexpr unsigned kAfterHandshake = 1;
constexpr unsigned kTextIsRefused = 2;
constexpr unsigned kShortMessages = 4;
constexpr std::size_t kShortMessageBytes = 200;
constexpr std::string_view kHandshake =
    "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: c2FtdGFsZS10ZXN0LWtleQ==\r\n\r\n";
constexpr std::string_view kEndOfHead = "\r\n\r\n";
// Beast's buffer for a request and the pieces of bodies; see kHttpPieceBytes.
constexpr std::size_t kConnectionAllocates = 512 * 1024;

struct Input {
  std::size_t piece_bytes;
  unsigned flags;
  std::string_view bytes;

  FrameRules rules() const {
    return {flags & kShortMessages ? kShortMessageBytes : limits::kClientMessageBytes, (flags & kTextIsRefused) == 0};
  }
  std::vector<std::string_view> pieces() const {
    std::vector<std::string_view> all;
    for (auto left = bytes; !left.empty(); left.remove_prefix(all.back().size())) {
      all.push_back(left.substr(0, piece_bytes == 0 ? left.size() : piece_bytes));
    }
    return all;
  }
};

// One action, with a copy of its payload.
struct Seen {
  FrameEvent event{};
  Opcode opcode{};
  std::string payload;
  std::uint16_t code = 0;
  bool operator==(const Seen&) const = default;
};

void check_lawful(const Seen& seen, const FrameRules& rules) {
  switch (seen.event) {
    case FrameEvent::message:
      require(seen.payload.size() <= rules.message_bytes, "a message is no longer than the limit");
      require(seen.opcode == Opcode::binary || (seen.opcode == Opcode::text && rules.accept_text),
              "a message is of a kind that is spoken");
      require(seen.opcode == Opcode::binary || is_utf8(seen.payload), "text is UTF-8");
      break;
    case FrameEvent::ping:
    case FrameEvent::pong: require(seen.payload.size() <= kControlPayloadBytes, "a control frame is short"); break;
    case FrameEvent::closed:
      require(seen.code == kCloseNoCode || may_be_sent(seen.code), "a close code is lawful");
      require(seen.payload.size() < 2 || is_utf8(seen.payload.substr(2)), "a reason is UTF-8");
      break;
    case FrameEvent::failed:
      require(seen.code == kCloseProtocolError || seen.code == kCloseUnsupportedData || seen.code == kCloseNotUtf8 ||
                  seen.code == kCloseTooBig,
              "the reader fails with a code of RFC 6455");
      break;
    case FrameEvent::need_more: break;
  }
}

std::vector<Seen> read(const std::vector<std::string_view>& pieces, const FrameRules& rules) {
  FrameReader reader(rules);
  std::vector<Seen> all;
  std::size_t arrived = 0;
  for (const auto piece : pieces) {
    std::string own(piece);  // the reader overwrites it
    arrived += piece.size();
    std::span<char> left(own);
    for (;;) {
      const LargestAllocation largest;
      const auto action = reader.next(left);
      require(largest.bytes() <= 2 * arrived + 64,
              "the reader asks for memory for what has arrived, not for what is declared");
      if (action.event == FrameEvent::need_more) break;
      all.push_back({action.event, action.opcode, std::string(action.payload), action.code});
      check_lawful(all.back(), rules);
    }
    require(left.empty(), "need_more: the input is used up");
  }
  return all;
}

// The same as a client would write it: each message in one frame, or each of its bytes in a fragment.
std::string as_client(const std::vector<Seen>& all, bool in_fragments) {
  std::string bytes;
  for (const auto& seen : all) {
    auto first = static_cast<std::uint8_t>(seen.opcode);
    std::string_view left = seen.payload;
    while (in_fragments && seen.event == FrameEvent::message && left.size() > 1) {
      bytes += support::masked_frame(std::exchange(first, 0), left.substr(0, 1));
      left.remove_prefix(1);
    }
    bytes += support::masked_frame(static_cast<std::uint8_t>(0x80 | first), left);
  }
  return bytes;
}

// What an echo must answer.
std::string answers_to(const std::vector<Seen>& all) {
  std::string bytes;
  for (const auto& seen : all) {
    switch (seen.event) {
      case FrameEvent::message: {
        auto header = wire::binary_header(seen.payload.size());
        if (seen.opcode == Opcode::text) header.front() = '\x81';
        bytes += header + seen.payload;
        break;
      }
      case FrameEvent::ping: bytes += pong_frame(seen.payload); break;
      case FrameEvent::closed:
        return bytes + (seen.code == kCloseNoCode ? close_frame_without_code() : close_frame(seen.code));
      case FrameEvent::failed: return bytes + close_frame(seen.code);
      default: break;
    }
  }
  return bytes;
}

// A body in pieces, as a recording comes.
class CountingTaker final : public BodyTaker {
 public:
  void take(std::string piece, std::function<void(bool)> taken) override {
    bytes_ += piece.size();
    taken(true);
  }
  void finish(Respond respond) override { respond({201, {}, std::to_string(bytes_)}); }

 private:
  std::size_t bytes_ = 0;
};

Router routes() {
  Router router;
  router.add(Method::post, "/body", [](const Request& request, const Captures&, Respond respond) {
    require(request.body.size() <= limits::kHttpBodyBytes, "a body is no longer than the limit");
    respond({200, {}, request.body});
  });
  router.add_large_body(Method::put, "/pieces/{}", [](const Request&, const Captures&) {
    return std::variant<Response, std::shared_ptr<BodyTaker>>{std::make_shared<CountingTaker>()};
  });
  return router;
}

// The real connection, on one end of a pair of sockets.
class Conversation {
 public:
  explicit Conversation(const FrameRules& rules) : server_(context_, clock_, rules, routes()) {}

  // Everything that comes back.
  std::string have(const std::vector<std::string_view>& pieces) {
    int ends[2];
    require(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
    server_.serve(transport::Descriptor(ends[0]), tcp::endpoint(tcp::v4(), 0));  // a stream is a stream
    std::string answer;
    for (auto piece : pieces) {
      while (!piece.empty()) {
        const auto sent = send(ends[1], piece.data(), piece.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        run();
        receive(ends[1], answer);
        if (sent < 0 && errno != EAGAIN) break;
        piece.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
      }
    }
    close(ends[1]);
    run();
    require(server_.connections() == 0, "no connection is left over when the client has gone");
    return answer;
  }

 private:
  void run() {
    context_.restart();
    while (context_.poll() != 0) {
    }
  }
  static void receive(int end, std::string& answer) {
    char buffer[16'384];
    for (;;) {
      const auto count = recv(end, buffer, sizeof buffer, MSG_DONTWAIT);
      if (count <= 0) return;
      answer.append(buffer, static_cast<std::size_t>(count));
    }
  }

  support::ManualClock clock_;
  asio::io_context context_{1};
  echo::EchoServer server_;
};

bool contains_ignoring_case(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; }) != text.end();
}

void check_http(std::string_view sent, std::string_view answer) {
  if (answer.empty()) return;
  require(answer.starts_with("HTTP/1.1 "), "HTTP is answered by HTTP");
  if (answer.find("HTTP/1.1 101 ") == std::string_view::npos) return;
  for (const std::string_view word : {"sec-websocket-key", "sec-websocket-version", "upgrade", "websocket", "host"}) {
    require(contains_ignoring_case(sent, word), "no WebSocket for who has not asked for one");
  }
}

// A handshake that comes whole is read by a reader of our own; what comes in two pieces is left to HTTP's.
void check_quick_way(std::string_view sent, const FrameRules& rules) {
  if (!read_quick_handshake(sent, {})) return;
  const auto quick = Conversation(rules).have({sent});
  require(quick.starts_with("HTTP/1.1 101 "), "whom the quick way takes gets a WebSocket");
  require(Conversation(rules).have({sent.substr(0, 1), sent.substr(1)}) == quick,
          "the quick way answers what the whole way would");
}

}  // namespace

void frames(std::string_view bytes) {
  if (bytes.size() < 2) return;
  ops::log::set_level(ops::log::Level::none);
  const Input input{static_cast<std::uint8_t>(bytes[0]), static_cast<std::uint8_t>(bytes[1]), bytes.substr(2)};
  auto pieces = input.pieces();
  const auto rules = input.rules();
  Conversation conversation(rules);
  const LargestAllocation largest;
  if ((input.flags & kAfterHandshake) == 0) {
    check_http(input.bytes, conversation.have(pieces));
    check_quick_way(input.bytes, rules);
    require(largest.bytes() <= kConnectionAllocates, "a connection asks for little memory");
    return;
  }
  pieces.insert(pieces.begin(), kHandshake);
  const auto answer = conversation.have(pieces);
  require(largest.bytes() <= kConnectionAllocates, "a connection asks for little memory");
  const auto head = answer.find(kEndOfHead);
  require(answer.starts_with("HTTP/1.1 101 ") && head != std::string::npos, "a lawful handshake is accepted");

  pieces.erase(pieces.begin());
  const auto seen = read(pieces, rules);
  const bool masked = input.bytes.size() < 2 || (input.bytes[1] & 0x80) != 0;
  require(masked || (!seen.empty() && seen.front().event == FrameEvent::failed),
          "RFC 6455, 5.1: what is not masked is refused");
  require(seen == read({input.bytes}, rules), "it is the same however the bytes are cut");
  require(answer.substr(head + kEndOfHead.size()) == answers_to(seen), "the connection answers what the reader saw");

  auto again = seen;
  if (!again.empty() && again.back().event == FrameEvent::failed) again.pop_back();
  for (const bool in_fragments : {false, true}) {
    const auto written = as_client(again, in_fragments);
    require(read({written}, rules) == again, "what was read can be written, in fragments too, and read again");
  }
}

}  // namespace samtale::fuzz
