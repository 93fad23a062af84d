#include "transport/http_dispatch.h"

#include <utility>

#include "domain/limits.h"
#include "transport/api_answer.h"

namespace samtale::transport {
namespace {

constexpr std::string_view kLivePath = "/ws";

bool changes_something(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

HttpDecision answer_handshake(const Request& request, const AllowedOrigins& allowed) {
  auto handshake = check_handshake(request, allowed);
  if (handshake.status == 101) {
    return BecomeWebsocket{std::move(handshake.accept_key), std::move(handshake.hello)};
  }
  auto response = handshake.status == 403 ? refuse(RejectionCode::origin_foreign) : answer_empty(handshake.status);
  if (handshake.status == 405) response.headers.emplace_back("Allow", "GET");
  if (handshake.status == 426) {
    response.headers.emplace_back("Upgrade", "websocket");
    response.headers.emplace_back("Sec-WebSocket-Version", "13");
  }
  return response;
}

// In the unit in which a person thinks of such a body.
Response large_body_too_large() {
  return refuse({RejectionCode::file_too_large, {}, static_cast<std::uint32_t>(limits::kTalkBytes / (1024 * 1024))});
}

}  // namespace

HttpDecision HttpDispatch::on_headers(const Request& request) const {
  if (request.path.empty()) return answer_empty(400);
  if (request.path == kLivePath) return answer_handshake(request, allowed_);
  if (changes_something(request.method) && !origin_is_allowed(request, allowed_)) {
    return refuse(RejectionCode::origin_foreign);
  }
  auto found = router_.find(request.method, request.path);
  if (!found.route && !found.allowed_methods.empty()) {
    auto response = refuse(RejectionCode::no_such_page);
    response.status = 405;
    response.headers.emplace_back("Allow", found.allowed_methods);
    return response;
  }
  const auto length = request.declared_length.value_or(0);
  if (const auto* open = found.route ? std::get_if<OpenBody>(&found.route->handler) : nullptr) {
    auto opened = (*open)(request, found.captures);
    if (auto* refused = std::get_if<Response>(&opened)) return std::move(*refused);
    if (length > limits::kTalkBytes) return large_body_too_large();
    return ReadLargeBody{std::get<std::shared_ptr<BodyTaker>>(std::move(opened))};
  }
  if (length > limits::kHttpBodyBytes) {
    return refuse({RejectionCode::file_too_large, {}, static_cast<std::uint32_t>(limits::kHttpBodyBytes)});
  }
  return ReadSmallBody{found.route, std::move(found.captures)};
}

void HttpDispatch::answer_to(const Request& request, const ReadSmallBody& reading, Respond respond) const {
  if (!reading.route) return respond(files_.answer(request));
  std::get<Answer>(reading.route->handler)(request, reading.captures, std::move(respond));
}

std::string client_address(const std::string& peer, bool peer_is_loopback, std::string_view forwarded_for,
                           bool behind_proxy) {
  if (!behind_proxy || !peer_is_loopback) return peer;
  // The last one is what our own proxy saw; those before it are what the client claims.
  const auto last = without_outer_spaces(forwarded_for.substr(forwarded_for.rfind(',') + 1));
  return last.empty() ? peer : std::string(last);
}

}  // namespace samtale::transport
