#include "conversation.h"

#include <algorithm>
#include <utility>

#include "support/raw_socket.h"

namespace samtale::rfc6455 {
namespace {

constexpr std::int64_t kPatienceMs = 60'000;
constexpr int kFinal = 0x80;

std::string first_difference(const std::string& expected, const std::string& got) {
  const auto at = static_cast<std::size_t>(
      std::mismatch(expected.begin(), expected.end(), got.begin(), got.end()).first - expected.begin());
  std::string shown;
  for (auto i = at; i < std::min(at + 8, got.size()); ++i) {
    static constexpr char kDigits[] = "0123456789abcdef";
    shown += {kDigits[static_cast<std::uint8_t>(got[i]) >> 4], kDigits[got[i] & 0x0F], ' '};
  }
  return "byte " + std::to_string(at) + " of " + std::to_string(expected.size()) + " expected, " +
         std::to_string(got.size()) + " came; there: " + (shown.empty() ? "nothing" : shown);
}

bool write_in_pieces(support::RawSocket& socket, std::string_view bytes, std::size_t piece_bytes) {
  if (piece_bytes == 0) return socket.write(bytes);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_bytes, bytes.size()))) {
    if (!socket.write(bytes.substr(0, piece_bytes))) return false;
  }
  return true;
}

}  // namespace

std::string frame(int opcode, std::string_view payload, FrameFlags flags) {
  const auto first = static_cast<std::uint8_t>((flags.final ? kFinal : 0) | flags.reserved << 4 | opcode);
  if (flags.masked) return support::masked_frame(first, payload);
  std::string bytes{static_cast<char>(first), static_cast<char>(payload.size())};  // short ones only
  return bytes.append(payload);
}

std::string from_server(int opcode, std::string_view payload) {
  auto header = support::masked_frame_header(static_cast<std::uint8_t>(kFinal | opcode), payload.size());
  header.resize(header.size() - 4);  // no mask
  header[1] = static_cast<char>(header[1] & 0x7F);
  return header.append(payload);
}

std::string close_payload(int code, std::string_view reason) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)}.append(reason);
}

std::string fragmented(int opcode, std::string_view payload, std::size_t piece_bytes) {
  std::string bytes;
  bool first = true;
  do {
    const auto piece = payload.substr(0, piece_bytes);
    payload.remove_prefix(piece.size());
    bytes += frame(std::exchange(first, false) ? opcode : 0, piece, {.final = payload.empty()});
  } while (!payload.empty());
  return bytes;
}

Conversation& Conversation::send(std::string bytes) {
  steps_.push_back({true, std::move(bytes)});
  return *this;
}
Conversation& Conversation::expect(std::string bytes) {
  steps_.push_back({false, std::move(bytes)});
  return *this;
}
Conversation& Conversation::fails(int code) { return closes(close_payload(code)); }
Conversation& Conversation::closes(std::string_view payload) {
  ends_ = true;
  return expect(from_server(kClose, payload));
}

std::size_t Conversation::bytes_sent() const {
  std::size_t sum = 0;
  for (const auto& step : steps_) sum += step.sends ? step.bytes.size() : 0;
  return sum;
}

std::string Conversation::run(const support::ServerAddress& address, std::size_t piece_bytes) const {
  support::RawSocket socket(address);
  if (!socket.connected() || !socket.upgrade(address)) return "no WebSocket";
  auto steps = steps_;
  if (!ends_) {
    steps.push_back({true, frame(kClose, close_payload(kNormal))});
    steps.push_back({false, from_server(kClose, close_payload(kNormal))});
  }
  std::string expected;
  for (const auto& step : steps) {
    if (step.sends) {
      // Who fails the connection need not read the rest; that is seen by what comes back.
      write_in_pieces(socket, step.bytes, piece_bytes);
      continue;
    }
    expected += step.bytes;
    socket.read_until([&](const std::string& all) { return all.size() >= expected.size(); }, kPatienceMs);
    if (!socket.received().starts_with(expected)) return first_difference(expected, socket.received());
  }
  // Both have said goodbye, or the connection has failed: the server closes (7.1.1), and says nothing more.
  socket.read_until([](const std::string&) { return false; }, kPatienceMs);
  if (!socket.closed_by_peer()) return "the server leaves the connection open";
  if (socket.received() != expected) return "behind the end: " + first_difference(expected, socket.received());
  return {};
}

}  // namespace samtale::rfc6455
