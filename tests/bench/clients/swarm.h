#pragma once
// Thousands of WebSocket clients of one server in one thread: bare epoll, one shared read buffer, nothing allocated for
// a connection that has all it was sent. Made to cost little beside what it measures.
//
// Connections are numbered in the order in which they were added, from 0. Fragments are put together, pings are
// answered, close frames too. Threads: one.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bench/clients/client_frames.h"
#include "support/server_address.h"

namespace samtale::bench {

using Nanos = std::int64_t;
// CLOCK_MONOTONIC.
Nanos now_ns();

struct Visit {
  std::string path = "/ws";
  std::string subprotocol;
  std::string headers;  // whole lines, each with its CRLF
};

// How a connection ended.
struct Farewell {
  bool opened = false;   // the handshake had succeeded
  int http_status = 0;   // of a refused handshake; 0: there was no answer
  int code = 1006;       // the close frame's; 1005: it had none; 1006: there was no close frame
  int system_error = 0;  // errno where that was the reason; EPROTO: the server broke RFC 6455
};

// What happens to the clients. `at`: when the bytes were read. Any of them may send, close, kill and add; a connection
// that was ended from within is not heard of again.
class SwarmObserver {
 public:
  virtual ~SwarmObserver() = default;
  virtual void on_open(std::size_t who, Nanos at) = 0;
  // `payload` is good until the call returns.
  virtual void on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) = 0;
  // By the server, the network or by close(); never by kill().
  virtual void on_closed(std::size_t who, const Farewell& farewell, Nanos at) = 0;
};

// How fast connections are begun; 0: as fast as possible.
struct Pace {
  double per_second = 0;
  std::size_t at_once = 0;  // handshakes that are under way
};

// Of all connections so far: payload and frame headers, without handshakes.
struct Traffic {
  std::uint64_t messages_in = 0;
  std::uint64_t bytes_in = 0;
  std::uint64_t messages_out = 0;
  std::uint64_t bytes_out = 0;
};

class Swarm {
 public:
  // `server.host` is an IPv4 address in digits.
  Swarm(support::ServerAddress server, SwarmObserver& observer);
  ~Swarm();  // kills what is left
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  // For the connections that are begun from now on.
  void set_pace(Pace pace) { pace_ = pace; }
  // Begun when its turn comes, from within run(). Its number.
  std::size_t add(const Visit& visit);
  // The same client once more, under its number; only after it has ended.
  void come_back(std::size_t who);
  void come_back(std::size_t who, const Visit& visit);

  // What the kernel does not take at once waits; nothing is sent before the connection is open or after it ended.
  void send(std::size_t who, Opcode opcode, std::string_view payload);
  // Several as one write; `payloads` are binary.
  void send_together(std::size_t who, const std::vector<std::string>& payloads);
  // Says goodbye; on_closed follows when the server has closed.
  void close(std::size_t who, std::uint16_t code = 1000);
  // As when a network or a phone dies: RST, not a word.
  void kill(std::size_t who);
  // From now on it does not read (true), or reads again.
  void stall(std::size_t who, bool stalled);

  // Goes on until `done`, which is asked after each batch of events and every few milliseconds, or until the time is
  // up: false.
  bool run_until(const std::function<bool()>& done, std::int64_t within_ms);
  void run_for(std::int64_t ms);

  std::size_t size() const { return clients_.size(); }
  std::size_t open() const { return open_; }
  bool is_open(std::size_t who) const;
  const Traffic& traffic() const { return traffic_; }

 private:
  enum class State : std::uint8_t { waiting, connecting, shaking_hands, open, ended };
  // Only while something is unfinished.
  struct Unfinished {
    std::string received;  // not yet a whole head or frame
    std::string message;   // its fragments so far
    std::string to_send;
    bool in_message = false;
    Opcode opcode{};  // of `message`
  };
  struct Client {
    int descriptor = -1;
    State state = State::waiting;
    bool writing = false;  // waits for room in the kernel
    bool stalled = false;
    bool closing = false;  // we have said goodbye
    std::uint16_t close_code = 1006;
    std::uint32_t visit = 0;
    std::uint32_t life = 0;  // grows when it ends: events of an earlier life are not obeyed
    std::unique_ptr<Unfinished> unfinished;
  };

  std::uint32_t number_of(const Visit& visit);
  void begin_those_whose_turn_it_is();
  void begin(std::size_t who);
  int wait_ms(Nanos until) const;
  void turn(Nanos until);
  void watch(std::size_t who, bool anew = false);
  void obey(std::size_t who, std::uint32_t events);
  void shake_hands(std::size_t who);
  void read(std::size_t who);
  std::size_t take(std::size_t who, std::string_view bytes, Nanos at);
  std::size_t take_head(std::size_t who, std::string_view bytes, Nanos at);
  void take_frame(std::size_t who, const FrameHeader& header, std::string_view payload, Nanos at);
  void take_fragment(std::size_t who, const FrameHeader& header, std::string_view payload, Nanos at);
  void answer_close(std::size_t who, std::string_view payload);
  void write(std::size_t who, std::string_view bytes);
  void write_rest(std::size_t who);
  void keep(std::size_t who, std::string_view rest);
  Unfinished& unfinished(std::size_t who);
  void forget(std::size_t who);
  void end(std::size_t who, const Farewell& farewell, Nanos at);
  Mask next_mask();

  support::ServerAddress server_;
  SwarmObserver& observer_;
  std::unordered_map<std::string, std::uint32_t> visits_;  // by their requests
  std::vector<std::string> requests_;                      // the different ones
  std::vector<Client> clients_;
  std::deque<std::size_t> not_begun_;
  Pace pace_;
  Nanos next_begin_ = 0;
  std::size_t shaking_ = 0;  // handshakes that are under way
  std::size_t open_ = 0;
  Traffic traffic_;
  int epoll_ = -1;
  std::vector<char> buffer_;
  std::string joined_;   // what had come before, and what the buffer holds
  std::string scratch_;  // the frame being sent
  std::uint32_t mask_ = 0x9E3779B9;
};

}  // namespace samtale::bench
