#include "support/lws_client.h"

#include <libwebsockets.h>

#include <utility>

#include "support/lws_callbacks.h"

namespace samtale::support {

struct LwsClientCallbacks {
  static int call(LwsClient& client, lws* wsi, lws_callback_reasons reason, void* in, std::size_t length);
};

int LwsClientCallbacks::call(LwsClient& client, lws* wsi, lws_callback_reasons reason, void* in, std::size_t length) {
  const auto* bytes = static_cast<const char*>(in);
  switch (reason) {
    case LWS_CALLBACK_CLIENT_ESTABLISHED: {
      client.opened_ = true;
      client.ended_.opened = true;
      const auto events = client.events_;
      events->opened();
      return 0;
    }
    case LWS_CALLBACK_CLIENT_RECEIVE: client.receive(bytes, length); return 0;
    case LWS_CALLBACK_CLIENT_RECEIVE_PONG: {
      const auto events = client.events_;
      events->pong();
      return 0;
    }
    case LWS_CALLBACK_CLIENT_WRITEABLE: return client.write_next();
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: client.note_close_frame(bytes, length); return 0;
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
      client.ended_.http_status = static_cast<int>(lws_http_client_http_response(wsi));
      if (client.ended_.http_status < 0) client.ended_.http_status = 0;
      lws_set_wsi_user(wsi, nullptr);
      client.end();
      return -1;
    // A connection that is lost in the middle of the handshake may tell by nothing but its destruction.
    case LWS_CALLBACK_CLIENT_CLOSED:
    case LWS_CALLBACK_CLOSED_CLIENT_HTTP:
    case LWS_CALLBACK_WSI_DESTROY:
      lws_set_wsi_user(wsi, nullptr);
      client.end();
      return 0;
    default: return 0;
  }
}

int websocket_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
  auto* client = static_cast<LwsClient*>(user);
  if (client) return LwsClientCallbacks::call(*client, wsi, reason, in, length);
  // Its owner is gone: close as soon as there is anything to say.
  return reason == LWS_CALLBACK_CLIENT_RECEIVE || reason == LWS_CALLBACK_CLIENT_WRITEABLE ? -1 : 0;
}

LwsClient::LwsClient(LwsLoop& loop, const ServerAddress& address, const Options& options, Events events)
    : loop_(loop), events_(std::make_shared<const Events>(std::move(events))) {
  const auto host = address.authority();
  lws_client_connect_info info{};
  info.context = loop.context();
  info.address = address.host.c_str();
  info.port = address.port;
  info.path = options.path.c_str();
  info.host = host.c_str();
  info.origin = options.origin ? options.origin->c_str() : nullptr;
  info.local_protocol_name = kWebSocketProtocol;
  info.userdata = this;
  info.pwsi = &wsi_;
  // It may fail before it returns, and then has called back already; end() waits for the loop in any case.
  if (!lws_client_connect_via_info(&info)) end();
}

LwsClient::~LwsClient() {
  *alive_ = false;
  if (!wsi_ || loop_.ending()) return;
  lws_set_wsi_user(wsi_, nullptr);
  lws_set_timeout(wsi_, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
}

void LwsClient::enqueue(std::string message, int kind) {
  if (!wsi_) return;
  outgoing_.push_back({kind, std::string(LWS_PRE, '\0') + message});
  if (opened_) lws_callback_on_writable(wsi_);
}

void LwsClient::send_binary(std::string message) { enqueue(std::move(message), LWS_WRITE_BINARY); }
void LwsClient::send_text(std::string message) { enqueue(std::move(message), LWS_WRITE_TEXT); }
void LwsClient::send_ping(std::string payload) { enqueue(std::move(payload), LWS_WRITE_PING); }

void LwsClient::close(int code, std::string reason) {
  if (!wsi_) return;
  closing_ = {code, std::move(reason)};
  lws_callback_on_writable(wsi_);
}

void LwsClient::drop() {
  if (wsi_) lws_set_timeout(wsi_, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
}

// One message for each time the socket can take one.
int LwsClient::write_next() {
  if (!outgoing_.empty()) {
    auto next = std::move(outgoing_.front());
    outgoing_.pop_front();
    const auto length = next.padded.size() - LWS_PRE;
    auto* payload = reinterpret_cast<unsigned char*>(next.padded.data()) + LWS_PRE;
    if (lws_write(wsi_, payload, length, static_cast<lws_write_protocol>(next.kind)) < 0) return -1;
    if (!outgoing_.empty() || closing_) lws_callback_on_writable(wsi_);
    return 0;
  }
  if (!closing_) return 0;
  auto& [code, reason] = *closing_;
  ended_.code = code;
  ended_.reason = reason;
  lws_close_reason(wsi_, static_cast<lws_close_status>(code), reinterpret_cast<unsigned char*>(reason.data()),
                   reason.size());
  return -1;
}

void LwsClient::receive(const char* bytes, std::size_t length) {
  incoming_.append(bytes, length);
  if (!lws_is_final_fragment(wsi_) || lws_remaining_packet_payload(wsi_) != 0) return;
  auto message = std::exchange(incoming_, {});
  const auto events = events_;
  events->message(std::move(message));
}

void LwsClient::note_close_frame(const char* bytes, std::size_t length) {
  ended_.code = 1005;
  if (length < 2) return;
  ended_.code = (static_cast<unsigned char>(bytes[0]) << 8) | static_cast<unsigned char>(bytes[1]);
  ended_.reason.assign(bytes + 2, length - 2);
}

void LwsClient::end() {
  wsi_ = nullptr;
  opened_ = false;
  if (std::exchange(finished_, true) || loop_.ending()) return;
  // Not from inside libwebsockets, and never from inside the constructor: whoever hears it may make the next
  // connection.
  loop_.post([events = events_, ended = ended_, alive = alive_] {
    if (*alive) events->ended(ended);
  });
}

}  // namespace samtale::support
