#include "transport/http_dispatch.h"

#include <gtest/gtest.h>

#include "domain/limits.h"
#include "transport/api_answer.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

Request request(Method method, std::string path, std::vector<std::pair<std::string, std::string>> headers = {}) {
  Request made;
  made.method = method;
  made.target = made.path = std::move(path);
  made.headers = std::move(headers);
  made.headers.emplace_back("Host", "seminar.example.org");
  return made;
}

void answer_ok(const Request&, const Captures&, const Respond& respond) { respond(answer_with("ok")); }

HttpDispatch dispatch() {
  Router router;
  router.add(Method::get, "/api/thing", answer_ok);
  router.add(Method::post, "/api/thing", answer_ok);
  router.add(Method::get, "/api/things/{}/parts/{}", answer_ok);
  router.add_large_body(Method::put, "/api/large",
                        [](const Request&, const Captures&) { return refuse(RejectionCode::not_now); });
  return HttpDispatch(std::move(router), StaticFiles{}, {"https://listed.example"});
}

int status(const HttpDecision& decision) {
  const auto* response = std::get_if<Response>(&decision);
  return response ? response->status : 0;
}

std::optional<Rejection> error(const Response& response) {
  return wire::read_api_error(std::get<std::string>(response.body));
}

TEST(HttpDispatch, FindsTheRouteAndWhatItCaptures) {
  const auto decision = dispatch().on_headers(request(Method::get, "/api/things/a/parts/b c"));
  const auto* reading = std::get_if<ReadSmallBody>(&decision);
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->captures, (Captures{"a", "b c"}));
  EXPECT_TRUE(std::holds_alternative<ReadSmallBody>(dispatch().on_headers(request(Method::head, "/api/thing"))));
}

TEST(HttpDispatch, SaysWhichMethodsThereAre) {
  const auto decision = dispatch().on_headers(request(Method::remove, "/api/thing"));
  ASSERT_EQ(status(decision), 405);
  const auto& headers = std::get<Response>(decision).headers;
  EXPECT_EQ(headers.back(), (std::pair<std::string, std::string>{"Allow", "GET, HEAD, POST"}));
}

TEST(HttpDispatch, AnUnknownPathIsNoSuchPage) {
  for (const std::string path :
       {"/api", "/api/", "/api/things/a/parts", "/api/things/a/parts/b/c", "/media/x", "/nothing"}) {
    const auto asked = request(Method::get, path);
    const auto served = dispatch();
    const auto decision = served.on_headers(asked);
    ASSERT_TRUE(std::holds_alternative<ReadSmallBody>(decision)) << path;
    served.answer_to(asked, std::get<ReadSmallBody>(decision), [&](const Response& response) {
      EXPECT_EQ(response.status, 404) << path;
      EXPECT_EQ(error(response)->code, RejectionCode::no_such_page) << path;
    });
  }
  EXPECT_EQ(status(dispatch().on_headers(request(Method::get, ""))), 400) << "a path that cannot be read";
}

// P-03 and the table of the HTTP interface.
TEST(HttpDispatch, WhatChangesSomethingMayNotComeFromAForeignPage) {
  for (const auto method : {Method::post, Method::put, Method::remove}) {
    for (const std::string origin : {"https://evil.example", "null"}) {
      const auto decision = dispatch().on_headers(request(method, "/api/thing", {{"Origin", origin}}));
      ASSERT_EQ(status(decision), 403);
      EXPECT_EQ(error(std::get<Response>(decision))->code, RejectionCode::origin_foreign);
    }
  }
  for (const std::string origin : {"https://seminar.example.org", "https://listed.example"}) {
    EXPECT_EQ(status(dispatch().on_headers(request(Method::post, "/api/thing", {{"Origin", origin}}))), 0) << origin;
  }
  EXPECT_EQ(status(dispatch().on_headers(request(Method::get, "/api/thing", {{"Origin", "https://evil.example"}}))), 0);
}

TEST(HttpDispatch, ABodyThatIsTooLargeIsRefusedUnread) {
  auto post = request(Method::post, "/api/thing");
  post.declared_length = limits::kHttpBodyBytes;
  EXPECT_EQ(status(dispatch().on_headers(post)), 0);
  post.declared_length = limits::kHttpBodyBytes + 1;
  EXPECT_EQ(status(dispatch().on_headers(post)), 413);
}

TEST(HttpDispatch, ALargeBodyIsRefusedByItsRouteBeforeItIsRead) {
  EXPECT_EQ(status(dispatch().on_headers(request(Method::put, "/api/large"))), 409);
}

TEST(HttpDispatch, TheLivePathIsOnlyForWebsockets) {
  EXPECT_EQ(status(dispatch().on_headers(request(Method::get, "/ws"))), 400);
  EXPECT_EQ(status(dispatch().on_headers(request(Method::post, "/ws"))), 405);
}

TEST(ClientAddress, IsBelievedOnlyFromOurOwnProxy) {
  EXPECT_EQ(client_address("10.0.0.7", false, "1.2.3.4", true), "10.0.0.7");
  EXPECT_EQ(client_address("127.0.0.1", true, "1.2.3.4", false), "127.0.0.1");
  EXPECT_EQ(client_address("127.0.0.1", true, "1.2.3.4", true), "1.2.3.4");
  EXPECT_EQ(client_address("127.0.0.1", true, "6.6.6.6, 1.2.3.4", true), "1.2.3.4") << "the client may claim the first";
  EXPECT_EQ(client_address("127.0.0.1", true, "", true), "127.0.0.1");
}

TEST(StatusOf, FitsTheRejection) {
  EXPECT_EQ(status_of(RejectionCode::sign_in_needed), 401);
  EXPECT_EQ(status_of(RejectionCode::not_allowed), 403);
  EXPECT_EQ(status_of(RejectionCode::code_unknown), 404);
  EXPECT_EQ(status_of(RejectionCode::too_fast), 429);
  EXPECT_EQ(status_of(RejectionCode::date_in_past), 400);
  EXPECT_EQ(status_of(RejectionCode::not_saved), 503);
  EXPECT_EQ(status_of(RejectionCode::outcome_unknown), 503);
  EXPECT_EQ(status_of(RejectionCode::link_expired), 403);
  EXPECT_EQ(status_of(RejectionCode::not_web_ready), 415);
}

}  // namespace
}  // namespace samtale::transport
