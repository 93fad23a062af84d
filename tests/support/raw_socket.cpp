#include "support/raw_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace samtale::support {
namespace {

// On loopback segments are of 64 KiB, and the sender's system keeps megabytes for a peer that reads nothing.
constexpr int kEthernetSegment = 1'448;
constexpr std::array<std::uint8_t, 4> kMask = {0x37, 0xfa, 0x21, 0x3d};

std::int64_t counting_clock_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

RawSocket::RawSocket(const ServerAddress& address, int receive_bytes) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found) != 0) return;
  descriptor_ = socket(found->ai_family, found->ai_socktype | SOCK_CLOEXEC, found->ai_protocol);
  // Before connect(): the window is agreed on in the TCP handshake.
  if (descriptor_ >= 0 && receive_bytes > 0) {
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
    setsockopt(descriptor_, IPPROTO_TCP, TCP_MAXSEG, &kEthernetSegment, sizeof(kEthernetSegment));
  }
  if (descriptor_ >= 0 && connect(descriptor_, found->ai_addr, found->ai_addrlen) != 0) {
    ::close(descriptor_);
    descriptor_ = -1;
  }
  freeaddrinfo(found);
  // What is written byte by byte is to come byte by byte.
  const int at_once = 1;
  if (descriptor_ >= 0) setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
}

RawSocket::~RawSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawSocket::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawSocket::read_until(const std::function<bool(const std::string&)>& done, std::int64_t within_ms) {
  const auto deadline_ms = counting_clock_ms() + within_ms;
  while (!done(received_)) {
    const auto left_ms = deadline_ms - counting_clock_ms();
    pollfd readable{descriptor_, POLLIN, 0};
    if (left_ms <= 0 || poll(&readable, 1, static_cast<int>(left_ms)) <= 0) return false;
    std::array<char, 16'384> buffer;
    const auto got = recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      closed_by_peer_ = true;
      return done(received_);
    }
    received_.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return true;
}

bool RawSocket::upgrade(const ServerAddress& address) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  if (!write("GET /ws HTTP/1.1\r\nHost: " + address.authority() +
             "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: c2FtdGFsZS10ZXN0LWtleQ==\r\n\r\n"))
    return false;
  const auto has_head = [&](const std::string& bytes) { return bytes.find(kEnd) != std::string::npos; };
  if (!read_until(has_head, 20'000)) return false;
  const bool switched = received_.rfind("HTTP/1.1 101", 0) == 0;
  received_.erase(0, received_.find(kEnd) + kEnd.size());
  return switched;
}

std::string masked_frame_header(std::uint8_t first_byte, std::uint64_t payload_length) {
  std::string header(1, static_cast<char>(first_byte));
  const auto add_length = [&](int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
      header.push_back(static_cast<char>((payload_length >> shift) & 0xff));
  };
  if (payload_length < 126) {
    header.push_back(static_cast<char>(0x80 | payload_length));
  } else if (payload_length < 65'536) {
    header.push_back(static_cast<char>(0x80 | 126));
    add_length(2);
  } else {
    header.push_back(static_cast<char>(0x80 | 127));
    add_length(8);
  }
  header.append(kMask.begin(), kMask.end());
  return header;
}

std::string masked_frame(std::uint8_t first_byte, std::string_view payload) {
  auto frame = masked_frame_header(first_byte, payload.size());
  for (std::size_t i = 0; i < payload.size(); ++i)
    frame.push_back(static_cast<char>(static_cast<std::uint8_t>(payload[i]) ^ kMask[i % kMask.size()]));
  return frame;
}

}  // namespace samtale::support
