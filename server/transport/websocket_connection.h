#pragma once
// One WebSocket after its handshake: owns the socket, reads frames, sends frames, notices silence. What the messages
// mean is its MessageHandler's business.
//
// Costs little while idle: no read buffer, no timer, no queue. What one turn of the loop has for it goes to the kernel
// in one write, straight from the shared frames; only what the kernel refuses stays queued. Threads: the shard's. Owned
// by the ConnectionTable, its Departures, and what it has put off.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "live/subscriber.h"
#include "transport/departures.h"
#include "transport/descriptor.h"
#include "transport/handshake.h"
#include "transport/outbox.h"
#include "transport/sign_of_life.h"
#include "transport/socket_watch.h"
#include "transport/token_seat.h"
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

class WebsocketConnection final : public live::Subscriber,
                                  public Departing,
                                  public Watched,
                                  public TokenSeat,
                                  public std::enable_shared_from_this<WebsocketConnection> {
 public:
  WebsocketConnection(Descriptor socket, ConnectionTable& table, FrameRules rules = kLiveRules);

  void start(std::unique_ptr<MessageHandler> handler, Opening opening);

  // These neither destroy the connection nor call the handler before they return: rooms call them while they go
  // through their subscribers. What is sent departs at the end of the turn; what is said at once goes now, behind what
  // waits; closing says so now.
  void send(const wire::PreparedFrame& frame) override;
  void send_run(const wire::FrameRun& run) override { send(run.together); }
  void send_at_once(const wire::PreparedFrame& frame);
  void close(live::CloseCode code) override;
  void depart() override;
  void on_ready(Readiness readiness) override;

  // Says the code and is gone, whatever the client still sends or wants to read: holds nothing for it.
  void turn_away(live::CloseCode code);

  // A lawful Hello has come (P-10).
  void greeted() { life_.greeted = true; }
  // When bytes last came from the client.
  limits::Millis heard_ms() const { return life_.heard_ms; }
  // The sweep comes by, because next_check_ms() has come.
  void look_after(limits::Millis now_ms);
  // Closes the socket without another word. Not from within send() or close().
  void drop();

  std::size_t place_in_table() const { return place_in_table_; }
  void set_place_in_table(std::size_t place) { place_in_table_ = place; }

 private:
  void read(bool to_the_end);
  void take(std::span<char> bytes);
  void obey(const FrameAction& action);
  void queue_close(std::uint16_t code);
  void all_is_sent();
  void give_up_as_slow();
  bool put_in_outbox(const wire::PreparedFrame& frame);
  void depart_with(const wire::PreparedFrame& frame);
  void wait_for_room();
  void flush();
  void end_handler();
  void drop_soon();

  Descriptor socket_;
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
  bool departs_ = false;  // is in the departures
  bool dropped_ = false;
};

}  // namespace samtale::transport
