// samtale-peer-bare: the floor. What the kernel asks for one prepared frame to every socket, and nothing else: bare
// epoll, a send() each, no queues, no audiences. Several messages at once go out as one send().
//
// --greeting BYTES: a message that each client gets right behind its handshake.
// --answer BYTES: a message that each client gets when it has said something for the first time.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <CLI/CLI.hpp>

#include "orders.h"

namespace {

using namespace samtale;

constexpr std::size_t kBufferBytes = 64 * 1'024;
constexpr std::size_t kEventsPerTurn = 512;
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kKey = "Sec-WebSocket-Key: ";
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3

std::string answer_to(std::string_view head) {
  const auto key = head.find(kKey);
  if (key == std::string_view::npos) return {};
  const auto begin = key + kKey.size();
  std::string joined(head.substr(begin, head.find('\r', begin) - begin));
  joined += kGuid;
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest;
  SHA1(reinterpret_cast<const unsigned char*>(joined.data()), joined.size(), digest.data());
  std::array<unsigned char, 32> accept;
  const int length = EVP_EncodeBlock(accept.data(), digest.data(), digest.size());
  std::string answer =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
  answer.append(reinterpret_cast<const char*>(accept.data()), static_cast<std::size_t>(length));
  return answer.append(kEndOfHead);
}

// A client that reads so slowly holds up all: that is what it is to have no queue.
bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN) return false;
    if (count < 0) {
      pollfd writable{descriptor, POLLOUT, 0};
      poll(&writable, 1, -1);
    } else {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  return true;
}

class BareServer {
 public:
  BareServer(std::size_t greeting_bytes, std::size_t answer_bytes)
      : epoll_(epoll_create1(EPOLL_CLOEXEC)), buffer_(kBufferBytes) {
    if (greeting_bytes > 0) greeting_ = bench::frame_of(greeting_bytes);
    if (answer_bytes > 0) answer_ = bench::frame_of(answer_bytes);
    listening_ = bench::listen_and_say_so();
    watch(listening_);
    watch(STDIN_FILENO);
  }

  // Until the bench goes.
  void run() {
    std::array<epoll_event, kEventsPerTurn> events;
    for (;;) {
      const int count = epoll_wait(epoll_, events.data(), kEventsPerTurn, -1);
      for (int i = 0; i < count; ++i) {
        const int descriptor = events[i].data.fd;
        if (descriptor == STDIN_FILENO) {
          if (!obey()) return;
        } else if (descriptor == listening_) {
          accept();
        } else {
          read(descriptor);
        }
      }
    }
  }

 private:
  void watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  bool obey() {
    if (!orders_.read()) return false;
    while (const auto order = orders_.next()) {
      std::string frames;
      for (std::size_t i = 0; i < order->count; ++i) frames += bench::frame_of(order->bytes);
      for (const int client : clients_) send_all(client, frames);
    }
    return true;
  }

  void accept() {
    for (;;) {
      const int client = accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (client < 0) return;
      const int at_once = 1;
      setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
      watch(client);
    }
  }

  // After the handshake nobody listens to what clients say, but perhaps to that they said something.
  void read(int client) {
    const auto count = recv(client, buffer_.data(), buffer_.size(), 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return forget(client);
    if (is_client(client)) return answer_first(client);
    std::string_view head(buffer_.data(), static_cast<std::size_t>(count));
    // Nearly always all of it comes at once.
    if (!heads_.empty() || head.find(kEndOfHead) == std::string_view::npos) head = heads_[client].append(head);
    if (head.find(kEndOfHead) == std::string_view::npos) return;
    const auto answer = answer_to(head) + greeting_;
    if (!heads_.empty()) heads_.erase(client);
    place(client) = clients_.size();
    clients_.push_back(client);
    send_all(client, answer);
  }

  void answer_first(int client) {
    if (answer_.empty()) return;
    const auto index = static_cast<std::size_t>(client);
    if (answered_.size() <= index) answered_.resize(index + 1, false);
    if (answered_[index]) return;
    answered_[index] = true;
    send_all(client, answer_);
  }

  void forget(int descriptor) {
    if (const auto index = static_cast<std::size_t>(descriptor); index < answered_.size()) answered_[index] = false;
    if (is_client(descriptor)) {
      const int last = clients_.back();
      place(last) = place(descriptor);
      clients_[place(descriptor)] = last;
      clients_.pop_back();
      place(descriptor) = kNowhere;
    }
    heads_.erase(descriptor);
    close(descriptor);
  }

  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  bool is_client(int descriptor) { return place(descriptor) != kNowhere; }
  std::size_t& place(int descriptor) {
    const auto index = static_cast<std::size_t>(descriptor);
    if (places_.size() <= index) places_.resize(index + 1, kNowhere);
    return places_[index];
  }

  int epoll_;
  int listening_ = -1;
  std::string greeting_;
  std::string answer_;
  std::vector<bool> answered_;  // by descriptor
  bench::Orders orders_;
  std::vector<char> buffer_;
  std::unordered_map<int, std::string> heads_;
  std::vector<int> clients_;
  std::vector<std::size_t> places_;  // of descriptors in `clients_`
};

}  // namespace

int main(int argc, char** argv) {
  std::size_t greeting_bytes = 0;
  std::size_t answer_bytes = 0;
  CLI::App app{"The least that a server of WebSockets can do, for comparison."};
  app.add_option("--greeting", greeting_bytes, "bytes of a message behind each handshake");
  app.add_option("--answer", answer_bytes, "bytes of an answer to the first message of each client");
  CLI11_PARSE(app, argc, argv);
  try {
    BareServer(greeting_bytes, answer_bytes).run();
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s\n", failed.what());
    return 1;
  }
  return 0;
}
