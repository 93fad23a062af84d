#include "brokers.h"

#include <fstream>
#include <string>
#include <utility>

#include "peer_process.h"

namespace samtale::bench {
namespace {

// One connection more than there is audience publishes. Brokers may put several changes into one message or, in
// principle, one into several: what counts is bytes.
class Broker : public Contender {
 public:
  explicit Broker(std::unique_ptr<PeerProcess> process) : process_(std::move(process)) {}
  support::ServerAddress address() const override { return process_->address(); }
  int process_id() const override { return process_->process_id(); }
  std::size_t helpers() const override { return 1; }
  std::size_t progress(std::size_t, std::string_view payload) override { return payload.size(); }

 private:
  std::unique_ptr<PeerProcess> process_;
};

// https://docs.nats.io/reference/reference-protocols/nats-protocol
class Nats final : public Broker {
 public:
  using Broker::Broker;
  std::string name() const override { return "nats-server"; }
  bool on_open(Swarm&, std::size_t) override { return false; }
  bool on_answer(Swarm& swarm, std::size_t who, std::string_view payload) override {
    if (payload.substr(0, 4) == "INFO") {
      swarm.send(who, Opcode::binary, "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB change 1\r\nPING\r\n");
    }
    return payload.find("PONG") != std::string_view::npos;
  }
  // It looks how far away each client is, once, soon after it came.
  std::size_t progress(std::size_t, std::string_view payload) override {
    constexpr std::string_view kPing = "PING\r\n";
    return payload.size() - (payload.find(kPing) == std::string_view::npos ? 0 : kPing.size());
  }
  std::size_t progress_of(std::size_t bytes) const override { return message(bytes).size(); }
  void tell_all(Swarm& swarm, const News& news, std::size_t count) override {
    std::string published;
    for (std::size_t i = 0; i < count; ++i) {
      published += "PUB change " + std::to_string(news.bytes) + "\r\n" + std::string(news.bytes, 'x') + "\r\n";
    }
    swarm.send(swarm.size() - 1, Opcode::binary, published);
  }

 private:
  static std::string message(std::size_t bytes) {
    return "MSG change 1 " + std::to_string(bytes) + "\r\n" + std::string(bytes, 'x') + "\r\n";
  }
};

// MQTT 3.1.1 (OASIS standard), QoS 0.
class Mosquitto final : public Broker {
 public:
  using Broker::Broker;
  std::string name() const override { return "mosquitto"; }
  Visit visit(std::size_t) const override { return {"/", "mqtt", ""}; }
  bool on_open(Swarm& swarm, std::size_t who) override {
    constexpr std::string_view kMqtt4CleanWithoutKeepAlive{"\0\4MQTT\4\2\0\0", 10};
    swarm.send(who, Opcode::binary,
               packet('\x10', std::string(kMqtt4CleanWithoutKeepAlive) + text("client" + std::to_string(who))));
    return false;
  }
  bool on_answer(Swarm& swarm, std::size_t who, std::string_view payload) override {
    constexpr char kConnected = '\x20';
    constexpr char kSubscribed = '\x90';
    if (payload[0] == kConnected) {
      swarm.send(who, Opcode::binary, packet('\x82', std::string("\0\1", 2) + text(kTopic) + '\0'));
    }
    return payload[0] == kSubscribed;
  }
  std::size_t progress_of(std::size_t bytes) const override { return message(bytes).size(); }
  void tell_all(Swarm& swarm, const News& news, std::size_t count) override {
    std::string published;
    for (std::size_t i = 0; i < count; ++i) published += message(news.bytes);
    swarm.send(swarm.size() - 1, Opcode::binary, published);
  }

 private:
  static constexpr const char* kTopic = "change";

  static std::string text(const std::string& text) {
    return std::string{static_cast<char>(text.size() >> 8), static_cast<char>(text.size() & 0xFF)} + text;
  }
  static std::string packet(char kind, const std::string& rest) {
    std::string bytes(1, kind);
    auto left = rest.size();
    do {
      bytes.push_back(static_cast<char>(left % 128 | (left >= 128 ? 0x80 : 0)));
      left /= 128;
    } while (left > 0);
    return bytes + rest;
  }
  static std::string message(std::size_t bytes) { return packet('\x30', text(kTopic) + std::string(bytes, 'x')); }
};

std::unique_ptr<PeerProcess> start(const std::string& program, const std::filesystem::path& settings, int port,
                                   const std::string& text) {
  const auto found = find_program(program);
  if (found.empty()) return nullptr;
  std::ofstream(settings) << text;
  auto process = std::make_unique<PeerProcess>();
  return process->start_silent({found, "-c", settings.string()}, port) ? std::move(process) : nullptr;
}

}  // namespace

std::unique_ptr<Contender> start_nats(const std::filesystem::path& folder) {
  const int port = free_port();
  auto process = start("nats-server", folder / "nats.conf", port,
                       "listen: \"127.0.0.1:-1\"\nmax_connections: 65536\nping_interval: \"1h\"\n"
                       "websocket { listen: \"127.0.0.1:" +
                           std::to_string(port) + "\", no_tls: true, compression: false }\n");
  return process ? std::make_unique<Nats>(std::move(process)) : nullptr;
}

std::unique_ptr<Contender> start_mosquitto(const std::filesystem::path& folder) {
  const int port = free_port();
  // Version 2.0.11 does not start with WebSockets alone; nobody uses the other listener.
  auto process = start("mosquitto", folder / "mosquitto.conf", port,
                       "allow_anonymous true\npersistence false\nlog_dest none\nset_tcp_nodelay true\n"
                       "max_queued_messages 0\nuser root\nlistener 0 " +
                           (folder / "mosquitto.socket").string() + "\nlistener " + std::to_string(port) +
                           " 127.0.0.1\nprotocol websockets\n");
  return process ? std::make_unique<Mosquitto>(std::move(process)) : nullptr;
}

}  // namespace samtale::bench
