// The HTTP side of a real server: what every request has in common.
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "plain_http.h"
#include "running_server.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

class HttpServer : public ::testing::Test {
 protected:
  RunningServer server;
};

TEST_F(HttpServer, IsAliveAndReady) {
  EXPECT_EQ(http(server.address, "GET", "/healthz").status, 200);
  EXPECT_EQ(http(server.address, "GET", "/readyz").status, 200);
}

TEST_F(HttpServer, ServesTheWebClientWithItsPolicy) {
  const auto page = http(server.address, "GET", "/board/AAECAwQFBgcICQoLDA0ODw");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<!doctype html>page");
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  EXPECT_EQ(page.headers.at("x-content-type-options"), "nosniff");
  EXPECT_NE(page.headers.at("content-security-policy").find("ws://" + server.address.authority()), std::string::npos);
  EXPECT_NE(page.headers.at("content-security-policy").find("frame-src https://meet.example.org;"), std::string::npos);
  EXPECT_EQ(page.headers.at("permissions-policy").find(R"(camera=(self "https://meet.example.org"),)"), 0U);
  const auto script = http(server.address, "GET", "/assets/app-1.js");
  EXPECT_EQ(script.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(http(server.address, "GET", "/assets/../../data/link-key").status, 400);
  EXPECT_EQ(http(server.address, "GET", "/assets/%2e%2e/%2e%2e/data/link-key").status, 400);
}

TEST_F(HttpServer, AHeadHasTheHeadersOnly) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.ask("HEAD", "/"));
  const auto head = socket.reply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), "19");
  ASSERT_TRUE(socket.ask("GET", "/healthz"));
  EXPECT_EQ(socket.reply().body, "ok\n") << "no body came in between";
}

TEST_F(HttpServer, AnswersSeveralRequestsOnOneConnectionInOrder) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.ask("GET", "/healthz"));
  ASSERT_TRUE(socket.ask("GET", "/"));
  ASSERT_TRUE(socket.ask("POST", "/api/join/look-up", "not protobuf \xFF"));
  ASSERT_TRUE(socket.ask("GET", "/readyz"));
  EXPECT_EQ(socket.reply().body, "ok\n");
  EXPECT_EQ(socket.reply().body, "<!doctype html>page");
  EXPECT_EQ(socket.reply().status, 400);
  EXPECT_EQ(socket.reply().body, "ready\n");
}

TEST_F(HttpServer, ClosesWhenAsked) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.ask("GET", "/healthz", {}, "Connection: close\r\n"));
  EXPECT_EQ(socket.reply().headers.at("connection"), "close");
  EXPECT_TRUE(socket.wait_for_close());
}

TEST_F(HttpServer, RefusesWhatIsNotHttp) {
  for (const std::string text :
       {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    HttpSocket socket(server.address);
    ASSERT_TRUE(socket.write(text));
    EXPECT_EQ(socket.reply().status, 400) << text;
    EXPECT_TRUE(socket.wait_for_close());
  }
}

TEST_F(HttpServer, RefusesHeadersOverTheLimit) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.ask("GET", "/", {}, "X-Long: " + std::string(limits::kHttpHeaderBytes, 'x') + "\r\n"));
  EXPECT_EQ(socket.reply().status, 431);
}

TEST_F(HttpServer, RefusesABodyOverTheLimitDeclaredOrNot) {
  const std::string too_long(limits::kHttpBodyBytes + 1, 'x');
  EXPECT_EQ(http(server.address, "POST", "/api/join", too_long).status, 413);

  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.write("POST /api/join HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n" +
                           too_long + "\r\n0\r\n\r\n"));
  EXPECT_EQ(socket.reply().status, 413);
}

TEST_F(HttpServer, TakesABodyInChunks) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.write("POST /api/join/look-up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
  ASSERT_TRUE(socket.write("3\r\n\x0A\x01X\r\n0\r\n\r\n"));  // a code of one letter
  const auto reply = socket.reply();
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(wire::read_api_error(reply.body)->code, RejectionCode::code_unknown);
}

TEST_F(HttpServer, AForeignPageMayNotPost) {
  const auto reply = http(server.address, "POST", "/api/join/look-up", "", "Origin: https://evil.example\r\n");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(wire::read_api_error(reply.body)->code, RejectionCode::origin_foreign);
  const auto own = "Origin: http://" + server.address.authority() + "\r\n";
  EXPECT_NE(http(server.address, "POST", "/api/join/look-up", "", own).status, 403);
}

TEST_F(HttpServer, StopsWhileSomebodyIsConnected) {
  HttpSocket idle(server.address);
  ASSERT_TRUE(idle.ask("GET", "/healthz"));
  EXPECT_EQ(idle.reply().status, 200);
  server.stop();
  EXPECT_TRUE(idle.wait_for_close());
}

}  // namespace
}  // namespace samtale::transport
