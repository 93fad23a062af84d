#include "orders.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <sstream>
#include <stdexcept>

namespace samtale::bench {
namespace {

constexpr int kLongestBacklog = 65'535;  // the kernel has a limit of its own

void take_all_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

bool Orders::read() {
  std::array<char, 4'096> buffer;
  const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
  if (count <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<Order> Orders::next() {
  const auto end = received_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::istringstream line(received_.substr(0, end));
  received_.erase(0, end + 1);
  std::string word;
  Order order;
  line >> word >> order.count >> order.bytes;
  if (word != "broadcast" || !line) throw std::runtime_error("an order that is not understood");
  return order;
}

std::string frame_of(std::size_t payload_bytes) {
  std::string frame("\x82");
  const auto append = [&](int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
      frame.push_back(static_cast<char>(payload_bytes >> shift & 0xFF));
  };
  if (payload_bytes < 126) {
    append(1);
  } else if (payload_bytes <= 0xFFFF) {
    frame.push_back(126);
    append(2);
  } else {
    frame.push_back(127);
    append(8);
  }
  return frame.append(payload_bytes, 'x');
}

int listen_and_say_so() {
  take_all_descriptors();
  const int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (listening < 0 || bind(listening, reinterpret_cast<const sockaddr*>(&address), length) != 0 ||
      listen(listening, kLongestBacklog) != 0 ||
      getsockname(listening, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error("cannot listen");
  }
  std::printf("listening on http://127.0.0.1:%d\n", static_cast<int>(ntohs(address.sin_port)));
  std::fflush(stdout);
  return listening;
}

}  // namespace samtale::bench
