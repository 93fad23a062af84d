#pragma once
// HTTP over a plain socket, written out, so that a test can send what no library would.
#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>

#include "support/raw_socket.h"

namespace samtale::transport {

inline constexpr std::int64_t kPatienceMs = 20'000;

struct Reply {
  int status = 0;                              // 0: none came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class HttpSocket {
 public:
  explicit HttpSocket(support::ServerAddress address) : address_(std::move(address)), socket_(address_) {}

  bool write(std::string_view bytes) { return socket_.write(bytes); }

  // Adds Host and, where there may be a body, Content-Length.
  bool ask(std::string_view method, std::string_view path, std::string_view body = {}, std::string_view headers = {}) {
    std::string text;
    text.append(method)
        .append(" ")
        .append(path)
        .append(" HTTP/1.1\r\nHost: ")
        .append(address_.authority())
        .append("\r\n");
    if (method != "GET" && method != "HEAD") {
      text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    }
    return write(text.append(headers).append("\r\n").append(body));
  }

  // The next answer.
  Reply reply(bool to_head = false) {
    static constexpr std::string_view kEnd = "\r\n\r\n";
    Reply read;
    if (!socket_.read_until([&](const auto& all) { return all.find(kEnd, used_) != std::string::npos; }, kPatienceMs)) {
      return read;
    }
    const auto head_end = socket_.received().find(kEnd, used_) + kEnd.size();
    const auto head = socket_.received().substr(used_, head_end - used_);
    read.status = std::stoi(head.substr(9, 3));
    for (auto at = head.find("\r\n") + 2; at < head.size() - 2;) {
      const auto end = head.find("\r\n", at);
      const auto colon = head.find(':', at);
      auto name = head.substr(at, colon - at);
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      read.headers[name] = head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    const bool has_body = !to_head && read.headers.count("content-length") != 0;
    const auto length = has_body ? std::stoul(read.headers["content-length"]) : 0;
    socket_.read_until([&](const auto& all) { return all.size() >= head_end + length; }, kPatienceMs);
    read.body = socket_.received().substr(head_end, length);
    used_ = head_end + read.body.size();
    return read;
  }

  // What follows the last answer.
  support::RawSocket& socket() { return socket_; }
  std::string_view unread() const { return std::string_view(socket_.received()).substr(used_); }
  bool wait_for_close() {
    socket_.read_until([](const auto&) { return false; }, kPatienceMs);
    return socket_.closed_by_peer();
  }

 private:
  support::ServerAddress address_;
  support::RawSocket socket_;
  std::size_t used_ = 0;
};

inline Reply http(const support::ServerAddress& address, std::string_view method, std::string_view path,
                  std::string_view body = {}, std::string_view headers = {}) {
  HttpSocket socket(address);
  if (!socket.ask(method, path, body, headers)) return {};
  return socket.reply(method == "HEAD");
}

inline std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

}  // namespace samtale::transport
