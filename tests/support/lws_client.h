#pragma once
// One WebSocket connection of an independent client: libwebsockets, which shares no code with the server.
//
// Binary messages go up and down whole (fragments are put together). Nothing here knows what they mean.
// Threads: the loop's. The object may be destroyed at any time, inside its own events too; the connection is then
// dropped.
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "support/lws_loop.h"
#include "support/server_address.h"

struct lws;

namespace samtale::support {

// How a connection ended.
struct Ended {
  int code = 1006;      // the close frame's; 1005: it had none; 1006: there was no close frame
  std::string reason;   // the close frame's
  bool opened = false;  // the handshake had succeeded
  int http_status = 0;  // of a refused handshake; 0: no answer
};

class LwsClient {
 public:
  struct Options {
    std::string path = "/ws";
    std::optional<std::string> origin;  // a browser sends one, other clients need not
  };
  struct Events {
    std::function<void()> opened = [] {};
    std::function<void(std::string)> message = [](std::string) {};
    std::function<void()> pong = [] {};
    std::function<void(const Ended&)> ended = [](const Ended&) {};  // once, and last
  };

  LwsClient(LwsLoop& loop, const ServerAddress& address, const Options& options, Events events);
  ~LwsClient();
  LwsClient(const LwsClient&) = delete;
  LwsClient& operator=(const LwsClient&) = delete;

  void send_binary(std::string message);
  void send_text(std::string message);
  void send_ping(std::string payload);
  // After everything sent before it.
  void close(int code, std::string reason = {});
  // Without a close frame, as when a network dies; `ended` follows with 1006.
  void drop();

  bool open() const { return opened_ && wsi_; }

 private:
  friend struct LwsClientCallbacks;
  struct Outgoing {
    int kind = 0;        // as libwebsockets numbers them
    std::string padded;  // with room in front for the frame's header
  };

  void enqueue(std::string message, int kind);
  int write_next();
  void receive(const char* bytes, std::size_t length);
  void note_close_frame(const char* bytes, std::size_t length);
  void end();

  LwsLoop& loop_;
  std::shared_ptr<const Events> events_;
  lws* wsi_ = nullptr;
  bool opened_ = false;
  bool finished_ = false;
  std::deque<Outgoing> outgoing_;
  std::optional<std::pair<int, std::string>> closing_;
  std::string incoming_;
  Ended ended_;
  // Tells a posted call whether the object is still there.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace samtale::support
