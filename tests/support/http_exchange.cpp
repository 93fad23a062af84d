#include "support/http_exchange.h"

#include <libwebsockets.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "support/lws_callbacks.h"

namespace samtale::support {
namespace {

constexpr std::size_t kChunk = 16'384;

struct HeaderToken {
  lws_token_indexes token;
  const char* name;
};
constexpr std::array kHeaders = {
    HeaderToken{WSI_TOKEN_HTTP_CONTENT_TYPE, "content-type"},
    HeaderToken{WSI_TOKEN_HTTP_CONTENT_LENGTH, "content-length"},
    HeaderToken{WSI_TOKEN_HTTP_CONTENT_RANGE, "content-range"},
    HeaderToken{WSI_TOKEN_HTTP_ACCEPT_RANGES, "accept-ranges"},
    HeaderToken{WSI_TOKEN_HTTP_CACHE_CONTROL, "cache-control"},
    HeaderToken{WSI_TOKEN_HTTP_ETAG, "etag"},
    HeaderToken{WSI_TOKEN_HTTP_LOCATION, "location"},
};

// Owns itself from the connection attempt until libwebsockets has called back for the last time.
struct Exchange {
  LwsLoop& loop;
  HttpRequest request;
  std::function<void(HttpAnswer)> then;
  HttpAnswer answer;
  std::size_t sent = 0;
  lws* wsi = nullptr;
  std::shared_ptr<bool> finished = std::make_shared<bool>(false);

  bool has_body() const { return request.method == "POST" || request.method == "PUT"; }
  int add_headers(unsigned char** position, unsigned char* end);
  int write_chunk();
  void note_head();
  int read_body();
  void finish();
};

int add(lws* wsi, const std::string& name, const std::string& value, unsigned char** position, unsigned char* end) {
  return lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(name.c_str()),
                                     reinterpret_cast<const unsigned char*>(value.data()),
                                     static_cast<int>(value.size()), position, end);
}

int Exchange::add_headers(unsigned char** position, unsigned char* end) {
  auto headers = request.headers;
  if (request.bearer) headers["authorization:"] = "Bearer " + *request.bearer;
  if (has_body()) {
    headers["content-type:"] = request.content_type;
    headers["content-length:"] = std::to_string(request.body.size());
  }
  for (const auto& [name, value] : headers) {
    if (add(wsi, name, value, position, end)) return -1;
  }
  if (has_body() && !request.body.empty()) {
    lws_client_http_body_pending(wsi, 1);
    lws_callback_on_writable(wsi);
  }
  return 0;
}

int Exchange::write_chunk() {
  if (sent == request.body.size()) return 0;
  const auto length = std::min(kChunk, request.body.size() - sent);
  std::string padded = std::string(LWS_PRE, '\0') + request.body.substr(sent, length);
  sent += length;
  const bool last = sent == request.body.size();
  auto* bytes = reinterpret_cast<unsigned char*>(padded.data()) + LWS_PRE;
  if (lws_write(wsi, bytes, length, last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0) return -1;
  if (last)
    lws_client_http_body_pending(wsi, 0);
  else
    lws_callback_on_writable(wsi);
  return 0;
}

void Exchange::note_head() {
  answer.status = static_cast<int>(lws_http_client_http_response(wsi));
  for (const auto& header : kHeaders) {
    std::array<char, 1'024> value{};
    const auto length = lws_hdr_copy(wsi, value.data(), static_cast<int>(value.size()), header.token);
    if (length > 0) answer.headers[header.name] = std::string(value.data(), static_cast<std::size_t>(length));
  }
}

int Exchange::read_body() {
  std::array<char, LWS_PRE + 4'096> buffer;
  auto* start = buffer.data() + LWS_PRE;
  auto room = static_cast<int>(buffer.size() - LWS_PRE);
  return lws_http_client_read(wsi, &start, &room) < 0 ? -1 : 0;
}

void Exchange::finish() {
  const std::unique_ptr<Exchange> self(this);
  *finished = true;
  if (loop.ending()) return;
  loop.post([then = std::move(then), answer = std::move(answer)] { then(answer); });
}

}  // namespace

int http_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
  auto* exchange = static_cast<Exchange*>(user);
  if (!exchange) return 0;
  exchange->wsi = wsi;
  switch (reason) {
    case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER: {
      auto** position = static_cast<unsigned char**>(in);
      return exchange->add_headers(position, *position + length);
    }
    case LWS_CALLBACK_CLIENT_HTTP_WRITEABLE: return exchange->write_chunk();
    case LWS_CALLBACK_ESTABLISHED_CLIENT_HTTP: exchange->note_head(); return 0;
    case LWS_CALLBACK_RECEIVE_CLIENT_HTTP: return exchange->read_body();
    case LWS_CALLBACK_RECEIVE_CLIENT_HTTP_READ:
      exchange->answer.body.append(static_cast<const char*>(in), length);
      return 0;
    case LWS_CALLBACK_COMPLETED_CLIENT_HTTP: return -1;
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
    case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
      lws_set_wsi_user(wsi, nullptr);
      exchange->finish();
      return 0;
    default: return 0;
  }
}

void exchange(LwsLoop& loop, const ServerAddress& address, HttpRequest request, std::function<void(HttpAnswer)> then) {
  // Released to libwebsockets, which calls back for the last time with an error or with the end.
  auto* exchange = new Exchange{loop, std::move(request), std::move(then)};
  const auto host = address.authority();
  lws_client_connect_info info{};
  info.context = loop.context();
  info.address = address.host.c_str();
  info.port = address.port;
  info.path = exchange->request.path.c_str();
  info.host = host.c_str();
  info.origin = exchange->request.origin ? exchange->request.origin->c_str() : nullptr;
  info.method = exchange->request.method.c_str();
  info.local_protocol_name = kHttpProtocol;
  info.userdata = exchange;
  // It may fail before it has anything to call back about; then it says so only here.
  const auto finished = exchange->finished;
  if (!lws_client_connect_via_info(&info) && !*finished) exchange->finish();
}

HttpAnswer exchange_now(LwsLoop& loop, const ServerAddress& address, HttpRequest request, std::int64_t within_ms) {
  auto answer = std::make_shared<std::optional<HttpAnswer>>();
  exchange(loop, address, std::move(request), [answer](HttpAnswer got) { *answer = std::move(got); });
  loop.run_until([&] { return answer->has_value(); }, within_ms);
  return answer->value_or(HttpAnswer{});
}

}  // namespace samtale::support
