#include "peers.h"

#include <stdexcept>
#include <utility>

#include "brokers.h"
#include "peer_process.h"

namespace samtale::bench {
namespace {

// One of ../peers: obeys orders on its standard input; whoever is connected is told.
class OwnPeer : public Contender {
 public:
  OwnPeer(std::string name, std::unique_ptr<PeerProcess> process)
      : name_(std::move(name)), process_(std::move(process)) {}

  std::string name() const override { return name_; }
  support::ServerAddress address() const override { return process_->address(); }
  int process_id() const override { return process_->process_id(); }
  bool on_open(Swarm&, std::size_t) override { return true; }
  bool on_answer(Swarm&, std::size_t, std::string_view) override { return true; }
  void tell_all(Swarm&, const News& news, std::size_t count) override {
    process_->order("broadcast " + std::to_string(count) + " " + std::to_string(news.bytes));
  }

 private:
  std::string name_;
  std::unique_ptr<PeerProcess> process_;
};

// About as large as our Hello and our Welcome are.
class Answering final : public OwnPeer {
 public:
  static constexpr std::size_t kWelcomeBytes = 150;
  using OwnPeer::OwnPeer;
  bool only_comes() const override { return true; }
  bool on_open(Swarm& swarm, std::size_t who) override {
    swarm.send(who, Opcode::binary, std::string(kHelloBytes, 'x'));
    return false;
  }

 private:
  static constexpr std::size_t kHelloBytes = 60;
};

// Its clients open a session of its own inside the WebSocket (Engine.IO 4, Socket.IO 5).
class SocketIo final : public OwnPeer {
 public:
  using OwnPeer::OwnPeer;
  Visit visit(std::size_t) const override { return {"/socket.io/?EIO=4&transport=websocket", "", ""}; }
  bool on_open(Swarm&, std::size_t) override { return false; }
  bool on_answer(Swarm& swarm, std::size_t who, std::string_view payload) override {
    constexpr std::string_view kConnect = "40";
    if (payload.substr(0, 1) == "0") swarm.send(who, Opcode::text, kConnect);
    return payload.substr(0, kConnect.size()) == kConnect;
  }
};

}  // namespace

Peers start_peers(const std::filesystem::path& folder) {
  Peers peers;
  const auto take = [&](std::unique_ptr<Contender> peer, const std::string& name, const std::string& where_from) {
    if (peer) {
      peers.running.push_back(std::move(peer));
    } else {
      peers.missing.push_back(name + " is not measured: not installed, or it did not start (" + where_from + ")");
    }
  };
  const auto own = [](const std::string& name, const std::vector<std::string>& words) -> std::unique_ptr<Contender> {
    auto process = std::make_unique<PeerProcess>();
    if (!process->start(words)) return nullptr;
    if (name == kBareAnswering) return std::make_unique<Answering>(name, std::move(process));
    if (name == "Socket.IO") return std::make_unique<SocketIo>(name, std::move(process));
    return std::make_unique<OwnPeer>(name, std::move(process));
  };
  auto bare = own(kBare, {SAMTALE_PEER_BARE});
  if (!bare) throw std::runtime_error("the bare server does not start");
  peers.running.push_back(std::move(bare));
  take(own(kBareAnswering, {SAMTALE_PEER_BARE, "--answer", std::to_string(Answering::kWelcomeBytes)}), kBareAnswering,
       "part of this build");
  take(own("Boost.Beast, naive", {SAMTALE_PEER_BEAST}), "Boost.Beast", "part of this build");
  const std::string node = SAMTALE_PEERS_NODE;
  take(own("node ws", {"node", node + "/ws.js"}), "node ws", "npm ci in tests/bench/peers/node");
  take(own("Socket.IO", {"node", node + "/socket_io.js"}), "Socket.IO", "npm ci in tests/bench/peers/node");
  take(start_nats(folder), "nats-server", "Debian's package nats-server");
  take(start_mosquitto(folder), "mosquitto", "Debian's package mosquitto");
  return peers;
}

}  // namespace samtale::bench
