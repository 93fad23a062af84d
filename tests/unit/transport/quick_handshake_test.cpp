#include "transport/quick_handshake.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samtale::transport {
namespace {

constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";

const std::string kRequest =
    "GET /ws HTTP/1.1\r\nHost: seminar.example.org\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

std::string with(std::string_view lines) { return kRequest + std::string(lines) + "\r\n"; }

std::string changed(std::string_view from, std::string_view to) {
  auto request = with("");
  const auto at = request.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return request.replace(at, from.size(), to);
}

bool takes(const std::string& request, const AllowedOrigins& allowed = {}) {
  return read_quick_handshake(request, allowed).has_value();
}

TEST(QuickHandshake, TakesWhatBrowsersSend) {
  const std::vector<std::string> requests = {
      // Chromium
      "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: Upgrade\r\nPragma: no-cache\r\nCache-Control: "
      "no-cache\r\n"
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
      "Safari/537.36\r\n"
      "Upgrade: websocket\r\nOrigin: http://127.0.0.1:8080\r\nSec-WebSocket-Version: 13\r\n"
      "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: da,en;q=0.9\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n",
      // Firefox
      "GET /ws HTTP/1.1\r\nHost: a.example\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 "
      "Firefox/121.0\r\nAccept: */*\r\nSec-WebSocket-Version: 13\r\nOrigin: https://a.example\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nDNT: 1\r\n"
      "Connection: keep-alive, Upgrade\r\nSec-Fetch-Dest: empty\r\nUpgrade: websocket\r\n\r\n",
      // A proxy that speaks TLS
      "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\nHost: a.example\r\nX-Forwarded-For: "
      "192.0.2.7\r\n"
      "X-Forwarded-Proto: https\r\norigin: https://a.example\r\nsec-websocket-version: 13\r\n"
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  };
  for (const auto& request : requests) {
    const auto handshake = read_quick_handshake(request, {});
    ASSERT_TRUE(handshake) << request;
    EXPECT_EQ(handshake->key, kKey);
    EXPECT_EQ(handshake->bytes, request.size());
  }
}

TEST(QuickHandshake, LeavesWhatIsBehindTheRequest) {
  const auto request = with("");
  EXPECT_EQ(read_quick_handshake(request + "\x82\x80mask", {})->bytes, request.size());
  EXPECT_EQ(read_quick_handshake(request + std::string(2 * kQuickHandshakeBytes, 'x'), {})->bytes, request.size());
}

TEST(QuickHandshake, LeavesWhatIsNotAllThere) {
  const auto request = with("");
  ASSERT_TRUE(takes(request));
  for (std::size_t length = 0; length < request.size(); ++length)
    EXPECT_FALSE(takes(request.substr(0, length))) << length;
}

TEST(QuickHandshake, LeavesWhatIsRefused) {
  EXPECT_FALSE(takes(changed("GET", "POST")));
  EXPECT_FALSE(takes(changed("GET", "get")));
  EXPECT_FALSE(takes(changed("/ws", "/")));
  EXPECT_FALSE(takes(changed("/ws", "/wss")));
  EXPECT_FALSE(takes(changed("HTTP/1.1", "HTTP/1.0")));
  EXPECT_FALSE(takes(changed("Host: seminar.example.org\r\n", "")));
  EXPECT_FALSE(takes(changed("seminar.example.org", "")));
  EXPECT_FALSE(takes(changed("Connection: Upgrade", "Connection: close")));
  EXPECT_FALSE(takes(changed("Upgrade: websocket", "Upgrade: h2c")));
  EXPECT_FALSE(takes(changed("Version: 13", "Version: 8")));
  EXPECT_FALSE(takes(changed("ZQ==", "ZQ=")));
  EXPECT_FALSE(takes(changed("ZQ==", "Z*==")));
}

// P-03.
TEST(QuickHandshake, LeavesForeignPages) {
  EXPECT_TRUE(takes(with("Origin: https://seminar.example.org\r\n")));
  EXPECT_TRUE(takes(with("Origin: https://other.example\r\n"), {"https://other.example"}));
  for (const std::string foreign : {"https://evil.example", "null", "", "https://seminar.example.org.evil.example"}) {
    EXPECT_FALSE(takes(with("Origin: " + foreign + "\r\n"))) << foreign;
  }
  const std::string own = "Origin: https://seminar.example.org\r\n";
  EXPECT_FALSE(takes(with(own + own)));
}

TEST(QuickHandshake, LeavesWhatCouldBeReadInTwoWays) {
  for (const std::string line : {"Content-Length: 5",
                                 "content-length: 0",
                                 "Transfer-Encoding: chunked",
                                 "Expect: 100-continue",
                                 "Proxy-Connection: close",
                                 "Host: evil.example",
                                 "Upgrade: websocket",
                                 "Connection: close",
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                 "Sec-WebSocket-Version: 13",
                                 "No-Colon",
                                 ": no name",
                                 " folded: x",
                                 "Blank : x",
                                 "Tab:\tx",
                                 "X: a\rb",
                                 "X: a\nb",
                                 "X: \x01",
                                 "X: \x7F",
                                 "X: \xC3\xA5",
                                 "N\xC3\xA5vn: x"}) {
    EXPECT_FALSE(takes(with(line + "\r\n"))) << line;
  }
  EXPECT_FALSE(takes(with(std::string("X: a\0b\r\n", 8))));
  EXPECT_FALSE(takes("\r\n" + with("")));
  EXPECT_FALSE(takes(changed("HTTP/1.1\r\n", "HTTP/1.1\n")));
  EXPECT_FALSE(takes(changed("GET /ws", "GET  /ws")));
  EXPECT_FALSE(takes(with("X: " + std::string(kQuickHandshakeBytes, 'x') + "\r\n")));
}

}  // namespace
}  // namespace samtale::transport
