#include "transport/handshake.h"

#include <gtest/gtest.h>

#include <utility>

namespace samtale::transport {
namespace {

Request good_request() {
  Request request;
  request.method = Method::get;
  request.target = request.path = "/ws";
  request.headers = {{"Host", "seminar.example.org"},       {"Upgrade", "websocket"},
                     {"Connection", "keep-alive, Upgrade"}, {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                     {"Sec-WebSocket-Version", "13"},       {"Origin", "https://seminar.example.org"}};
  return request;
}

Request with(std::string_view name, std::string value) {
  auto request = good_request();
  std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
  request.headers.emplace_back(name, std::move(value));
  return request;
}

Request without(std::string_view name) {
  auto request = good_request();
  std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
  return request;
}

int status(const Request& request, const AllowedOrigins& allowed = {}) {
  return check_handshake(request, allowed).status;
}

TEST(Handshake, AcceptsWithTheKeyOfTheRfcsExample) {
  const auto answer = check_handshake(good_request(), {});
  EXPECT_EQ(answer.status, 101);
  EXPECT_EQ(answer.accept_key, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, NamesAndTokensMayBeInAnyCase) {
  EXPECT_EQ(status(with("Upgrade", "WebSocket")), 101);
  EXPECT_EQ(status(with("Connection", "UPGRADE")), 101);
  auto request = without("Sec-WebSocket-Key");
  request.headers.emplace_back("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  EXPECT_EQ(status(request), 101);
}

TEST(Handshake, RefusesWhatIsNotOne) {
  auto post = good_request();
  post.method = Method::post;
  EXPECT_EQ(status(post), 405);
  auto old = good_request();
  old.http_1_1 = false;
  EXPECT_EQ(status(old), 400);
  EXPECT_EQ(status(without("Host")), 400);
  EXPECT_EQ(status(without("Upgrade")), 400);
  EXPECT_EQ(status(with("Upgrade", "h2c")), 400);
  EXPECT_EQ(status(without("Connection")), 400);
  EXPECT_EQ(status(with("Connection", "upgrade-insecure")), 400);
}

TEST(Handshake, AsksForVersion13) {
  EXPECT_EQ(status(without("Sec-WebSocket-Version")), 426);
  EXPECT_EQ(status(with("Sec-WebSocket-Version", "8")), 426);
  EXPECT_EQ(status(with("Sec-WebSocket-Version", "130")), 426);
}

TEST(Handshake, AKeyIsSixteenBytesInBase64) {
  for (const std::string key : {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQAA", "dGhlIHNhbXBsZSBub25j",
                                "dGhlIHNhbXBsZSBub25jZQ==AAAA", "dGhlIHNhbXBsZSB*b25jZQ=="}) {
    EXPECT_EQ(status(with("Sec-WebSocket-Key", key)), 400) << key;
  }
}

// P-16.
TEST(Handshake, AHelloMayBeOfferedBesideOurSubProtocol) {
  const std::string hello("\x0A\x01\xFB\xFF", 4);
  EXPECT_EQ(offered_hello("samtale.1, hello.CgH7_w"), hello);
  EXPECT_EQ(offered_hello("hello.CgH7_w ,mqtt,\tsamtale.1"), hello);
  for (const std::string other : {"", "samtale.1", "hello.CgH7_w", "samtale.2, hello.CgH7_w", "Samtale.1, hello.CgH7_w",
                                  "samtale.1, Hello.CgH7_w", "samtale.1, hello.", "samtale.1, hello.CgH7/w",
                                  "samtale.1, hello.CgH7_w==", "samtale.1, hello.CgH7_x", "samtale.1, hello.C",
                                  "samtale.1, hello.CgH7_w, hello.CgH7_w", "samtale.1 hello.CgH7_w"}) {
    EXPECT_EQ(offered_hello(other), std::nullopt) << other;
  }
  EXPECT_EQ(check_handshake(with("Sec-WebSocket-Protocol", "samtale.1, hello.CgH7_w"), {}).hello, hello);
  EXPECT_EQ(check_handshake(good_request(), {}).hello, std::nullopt);
  EXPECT_EQ(switching_protocols("k", false).find("Sec-WebSocket-Protocol"), std::string::npos);
  EXPECT_NE(switching_protocols("k", true).find("\r\nSec-WebSocket-Protocol: samtale.1\r\n"), std::string::npos);
}

// P-03.
TEST(Origin, MustBeOurOwnOrListed) {
  EXPECT_EQ(status(with("Origin", "http://seminar.example.org")), 101) << "a proxy may speak TLS for us";
  EXPECT_EQ(status(with("Origin", "https://SEMINAR.example.org")), 101);
  EXPECT_EQ(status(without("Origin")), 101) << "not a web page";
  for (const std::string foreign :
       {"https://evil.example", "null", "", "seminar.example.org", "https://seminar.example.org.evil.example",
        "https://seminar.example.org:8443", "https://seminar.example.org/", "file://seminar.example.org",
        "https://evil.example/https://seminar.example.org"}) {
    EXPECT_EQ(status(with("Origin", foreign)), 403) << foreign;
  }
  const AllowedOrigins listed{"https://other.example:8443"};
  EXPECT_EQ(status(with("Origin", "https://other.example:8443"), listed), 101);
  EXPECT_EQ(status(with("Origin", "https://other.example"), listed), 403);
  EXPECT_EQ(status(with("Origin", "http://other.example:8443"), listed), 403);
}

TEST(Origin, CountsThePort) {
  auto request = with("Host", "127.0.0.1:8080");
  std::erase_if(request.headers, [](const auto& header) { return header.first == "Origin"; });
  request.headers.emplace_back("Origin", "http://127.0.0.1:8080");
  EXPECT_EQ(status(request), 101);
  request.headers.back().second = "http://127.0.0.1:8081";
  EXPECT_EQ(status(request), 403);
}

TEST(Origin, TwoAreOneTooMany) {
  auto request = good_request();
  request.headers.emplace_back("Origin", "https://evil.example");
  EXPECT_EQ(status(request), 403);
}

}  // namespace
}  // namespace samtale::transport
