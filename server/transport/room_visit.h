#pragma once
// One connection's way into a room and out again: obeys ConnectionProtocol. Threads: the shard's.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "auth/doorkeeper.h"
#include "live/room_directory.h"
#include "ops/clock.h"
#include "transport/connection_protocol.h"
#include "transport/connection_table.h"
#include "transport/websocket_connection.h"

namespace samtale::transport {

// What a visit needs of the house; lives longer than it.
struct LiveServices {
  auth::Doorkeeper& doorkeeper;
  live::RoomDirectory& directory;
  const store::Catalogue& catalogue;
  const ops::Clock& clock;
  ConnectionTable& table;
};

class RoomVisit final : public MessageHandler {
 public:
  // `services` outlive the visit; `connection` owns it.
  RoomVisit(const LiveServices& services, WebsocketConnection& connection)
      : services_(services), connection_(connection) {}

  void on_message(Opcode kind, std::string_view message) override;
  void on_sign_of_life() override;
  void on_ended() override;

 private:
  void obey(Greet greet);
  void obey(Submit submit);
  void obey(const AnswerClock& answer);
  void obey(const TakeReport& take);
  void obey(const Refuse& refuse);
  void obey(const End& end);
  void obey(const Ignore&) {}
  void enter(std::shared_ptr<live::Room> room, live::Joiner joiner);

  const LiveServices& services_;
  WebsocketConnection& connection_;
  ConnectionProtocol protocol_;
  std::shared_ptr<live::Room> room_;  // null until it is open
  std::vector<Command> early_;        // came while the room was being opened; the command rate bounds them
  bool counted_ = false;              // with its token, P-15
  bool ended_ = false;
};

}  // namespace samtale::transport
