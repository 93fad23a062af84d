#pragma once
// One WebSocket after its handshake: owns the socket, reads frames, sends frames, notices silence. What the messages
// mean is its MessageHandler's business.
//
// Costs little while idle: no read buffer, no timer, no queue. A frame is offered to the kernel at once; only what the
// kernel refuses is queued, and what is queued goes out in one write. Threads: the shard's. Owned by the
// ConnectionTable, and by its own pending handlers.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

#include "live/subscriber.h"
#include "transport/outbox.h"
#include "transport/sign_of_life.h"
#include "transport/websocket_framing.h"

namespace samtale::transport {

class ConnectionTable;

class MessageHandler {
 public:
  virtual ~MessageHandler() = default;
  // `kind`: binary; or text, where the connection's rules accept it.
  virtual void on_message(Opcode kind, std::string_view message) = 0;
  // The client answered a ping.
  virtual void on_sign_of_life() = 0;
  // Once, when no more messages will come and nothing more can be sent. Never from within send() or close().
  virtual void on_ended() = 0;
};

// P-01, P-02.
inline constexpr FrameRules kLiveRules{limits::kClientMessageBytes, false};

class WebsocketConnection final : public live::Subscriber, public std::enable_shared_from_this<WebsocketConnection> {
 public:
  WebsocketConnection(boost::asio::ip::tcp::socket socket, ConnectionTable& table, FrameRules rules = kLiveRules);

  // `already_read`: bytes that came behind the handshake.
  void start(std::unique_ptr<MessageHandler> handler, std::string already_read);

  // Neither destroys the connection nor calls the handler before it returns: rooms call them while they go through
  // their subscribers.
  void send(const wire::PreparedFrame& frame) override;
  void close(live::CloseCode code) override;

  // Says the code and is gone, whatever the client still sends or wants to read: holds nothing for it.
  void turn_away(live::CloseCode code);

  // A lawful Hello has come (P-10).
  void greeted() { life_.greeted = true; }
  // When bytes last came from the client.
  limits::Millis heard_ms() const { return life_.heard_ms; }
  // The sweep comes by.
  void look_after(limits::Millis now_ms);
  // Closes the socket without another word. Not from within send() or close().
  void drop();

  std::size_t place_in_table() const { return place_in_table_; }
  void set_place_in_table(std::size_t place) { place_in_table_ = place; }

 private:
  void wait_for_input();
  void read();
  void take(std::span<char> bytes);
  void obey(const FrameAction& action);
  void queue_close(std::uint16_t code);
  void all_is_sent();
  void give_up_as_slow();
  void offer(const wire::PreparedFrame& frame);
  void wait_for_room();
  void flush();
  void end_handler();
  void drop_soon();

  boost::asio::ip::tcp::socket socket_;
  ConnectionTable& table_;
  std::unique_ptr<MessageHandler> handler_;
  FrameReader reader_;
  Outbox outbox_;
  SignOfLife life_;
  std::size_t place_in_table_ = 0;
  bool deaf_ = false;           // what it still sends stays in its own system
  bool client_closed_ = false;  // its close frame has come: the socket closes when ours is sent
  bool failed_ = false;         // the client broke the rules: its answer to our close frame will not be understood
  bool too_slow_ = false;
  bool handler_ended_ = false;
  bool dropped_ = false;
};

}  // namespace samtale::transport
