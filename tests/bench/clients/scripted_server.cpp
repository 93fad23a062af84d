#include "scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace samtale::bench {
namespace {

constexpr int kBacklog = 16;

}  // namespace

void ScriptedLine::say(std::string_view bytes) const { send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

void ScriptedLine::say_slowly(std::string_view bytes) const {
  for (const char byte : bytes) say({&byte, 1});
}

std::string ScriptedLine::hear_until(std::string_view end) const {
  std::string heard;
  for (char byte = 0; heard.find(end) == std::string::npos && recv(descriptor_, &byte, 1, 0) == 1;) heard += byte;
  return heard;
}

std::string ScriptedLine::hear(std::size_t bytes) const {
  std::string heard(bytes, '\0');
  const auto count = recv(descriptor_, heard.data(), bytes, MSG_WAITALL);
  heard.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return heard;
}

void ScriptedLine::shake_hands() const {
  hear_until("\r\n\r\n");
  say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

void ScriptedLine::cut() const {
  const linger at_once{1, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

ScriptedServer::ScriptedServer(std::function<void(const ScriptedLine&)> script) : script_(std::move(script)) {
  listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (listening_ < 0 || bind(listening_, reinterpret_cast<const sockaddr*>(&address), length) != 0 ||
      listen(listening_, kBacklog) != 0 ||
      getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error("cannot listen");
  }
  address_.port = ntohs(address.sin_port);
  thread_ = std::thread([this] {
    for (;;) {
      const int accepted = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      const int at_once = 1;
      setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
      script_(ScriptedLine(accepted));
      close(accepted);
    }
  });
}

ScriptedServer::~ScriptedServer() {
  shutdown(listening_, SHUT_RDWR);
  thread_.join();
  close(listening_);
}

}  // namespace samtale::bench
