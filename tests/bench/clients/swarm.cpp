#include "bench/clients/swarm.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace samtale::bench {
namespace {

constexpr Nanos kNanosPerMilli = 1'000'000;
constexpr Nanos kNanosPerSecond = 1'000'000'000;
constexpr std::size_t kBufferBytes = 256 * 1'024;
constexpr std::size_t kEventsPerTurn = 512;
// So that those that are connected are listened to while others are begun.
constexpr int kBegunPerTurn = 64;
constexpr Nanos kAskAgainAfter = 5 * kNanosPerMilli;
constexpr std::size_t kLongestHead = 16'384;
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr int kCloseWithoutCode = 1005;

std::uint64_t ticket(std::size_t who, std::uint32_t life) { return static_cast<std::uint64_t>(life) << 32 | who; }

// Programs begin with fewer descriptors than they may have.
void take_all_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void close_with_reset(int descriptor) {
  const linger at_once{1, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(descriptor);
}

}  // namespace

Nanos now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * kNanosPerSecond + now.tv_nsec;
}

Swarm::Swarm(support::ServerAddress server, SwarmObserver& observer)
    : server_(std::move(server)), observer_(observer), epoll_(epoll_create1(EPOLL_CLOEXEC)), buffer_(kBufferBytes) {
  if (epoll_ < 0) throw std::runtime_error("there is no epoll");
  take_all_descriptors();
}

Swarm::~Swarm() {
  for (const auto& client : clients_) {
    if (client.descriptor >= 0) close_with_reset(client.descriptor);
  }
  ::close(epoll_);
}

std::uint32_t Swarm::number_of(const Visit& visit) {
  auto request = handshake_request(server_.authority(), visit.path, visit.subprotocol, visit.headers);
  const auto [found, is_new] = visits_.try_emplace(std::move(request), static_cast<std::uint32_t>(requests_.size()));
  if (is_new) requests_.push_back(found->first);
  return found->second;
}

std::size_t Swarm::add(const Visit& visit) {
  const auto who = clients_.size();
  clients_.emplace_back().visit = number_of(visit);
  not_begun_.push_back(who);
  return who;
}

void Swarm::come_back(std::size_t who) {
  if (clients_[who].state != State::ended) return;
  clients_[who].state = State::waiting;
  not_begun_.push_back(who);
}

void Swarm::come_back(std::size_t who, const Visit& visit) {
  clients_[who].visit = number_of(visit);
  come_back(who);
}

bool Swarm::is_open(std::size_t who) const { return clients_[who].state == State::open; }

void Swarm::begin_those_whose_turn_it_is() {
  for (int begun = 0; begun < kBegunPerTurn && !not_begun_.empty(); ++begun) {
    if (pace_.at_once > 0 && shaking_ >= pace_.at_once) return;
    if (pace_.per_second > 0) {
      const auto now = now_ns();
      if (now < next_begin_) return;
      // Who is late catches up, but not on more than a moment.
      next_begin_ = std::max(next_begin_, now - kAskAgainAfter) +
                    static_cast<Nanos>(static_cast<double>(kNanosPerSecond) / pace_.per_second);
    }
    const auto who = not_begun_.front();
    not_begun_.pop_front();
    if (clients_[who].state == State::waiting) begin(who);
  }
}

void Swarm::begin(std::size_t who) {
  ++shaking_;
  auto& client = clients_[who];
  client.state = State::connecting;
  client.writing = client.stalled = client.closing = false;
  client.close_code = 1006;
  client.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (client.descriptor < 0) return end(who, {.system_error = errno}, now_ns());
  const int at_once = 1;
  setsockopt(client.descriptor, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(server_.port));
  inet_pton(AF_INET, server_.host.c_str(), &address.sin_addr);
  const int failed = connect(client.descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (failed != 0 && errno != EINPROGRESS) return end(who, {.system_error = errno}, now_ns());
  client.writing = true;
  watch(who, true);
}

void Swarm::watch(std::size_t who, bool anew) {
  auto& client = clients_[who];
  epoll_event event{};
  event.events = (client.stalled ? 0u : EPOLLIN) | (client.writing ? EPOLLOUT : 0u);
  event.data.u64 = ticket(who, client.life);
  epoll_ctl(epoll_, anew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, client.descriptor, &event);
}

bool Swarm::run_until(const std::function<bool()>& done, std::int64_t within_ms) {
  const auto deadline = now_ns() + within_ms * kNanosPerMilli;
  for (;;) {
    if (done()) return true;
    const auto now = now_ns();
    if (now >= deadline) return false;
    turn(std::min(deadline, now + kAskAgainAfter));
  }
}

void Swarm::run_for(std::int64_t ms) {
  run_until([] { return false; }, ms);
}

int Swarm::wait_ms(Nanos until) const {
  const bool held_up = pace_.at_once > 0 && shaking_ >= pace_.at_once;
  if (!not_begun_.empty() && !held_up) until = pace_.per_second > 0 ? std::min(until, next_begin_) : 0;
  const auto left = until - now_ns();
  return left <= 0 ? 0 : static_cast<int>((left + kNanosPerMilli - 1) / kNanosPerMilli);
}

void Swarm::turn(Nanos until) {
  begin_those_whose_turn_it_is();
  std::array<epoll_event, kEventsPerTurn> events;
  const int count = epoll_wait(epoll_, events.data(), kEventsPerTurn, wait_ms(until));
  for (int i = 0; i < count; ++i) {
    const auto who = static_cast<std::size_t>(events[i].data.u64 & 0xFFFF'FFFF);
    if (clients_[who].life == events[i].data.u64 >> 32) obey(who, events[i].events);
  }
}

void Swarm::obey(std::size_t who, std::uint32_t events) {
  const auto life = clients_[who].life;
  if (clients_[who].state == State::connecting) return shake_hands(who);
  if ((events & EPOLLOUT) != 0) write_rest(who);
  if (clients_[who].life != life) return;
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(who);
}

void Swarm::shake_hands(std::size_t who) {
  auto& client = clients_[who];
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(client.descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error != 0) return end(who, {.system_error = error}, now_ns());
  client.state = State::shaking_hands;
  client.writing = false;
  watch(who);
  write(who, requests_[client.visit]);
}

// One read for an event: epoll tells again while there is more.
void Swarm::read(std::size_t who) {
  const auto life = clients_[who].life;
  const auto count = recv(clients_[who].descriptor, buffer_.data(), buffer_.size(), 0);
  const auto error = errno;
  const auto at = now_ns();
  if (count < 0 && (error == EAGAIN || error == EINTR)) return;
  if (count <= 0) return end(who, {.system_error = count < 0 ? error : 0}, at);
  std::string_view bytes(buffer_.data(), static_cast<std::size_t>(count));
  // Taken out of the client, since what is told of it may end the client.
  auto* rest = clients_[who].unfinished.get();
  const bool joined = rest != nullptr && !rest->received.empty();
  if (joined) {
    joined_ = std::move(rest->received);
    rest->received.clear();
    bytes = joined_.append(bytes);
  }
  const auto used = take(who, bytes, at);
  if (clients_[who].life != life) return;
  if (joined && used == 0) {
    unfinished(who).received = std::move(joined_);
  } else {
    keep(who, bytes.substr(used));
  }
}

void Swarm::keep(std::size_t who, std::string_view rest) {
  if (!rest.empty()) {
    unfinished(who).received.assign(rest);
    return;
  }
  auto& client = clients_[who];
  if (client.unfinished && !client.unfinished->in_message && client.unfinished->to_send.empty()) {
    client.unfinished.reset();
  }
}

// How many of the bytes were whole heads or frames.
std::size_t Swarm::take(std::size_t who, std::string_view bytes, Nanos at) {
  const auto life = clients_[who].life;
  std::size_t used = 0;
  if (clients_[who].state == State::shaking_hands) {
    used = take_head(who, bytes, at);
    if (used == 0 || clients_[who].life != life) return used;
  }
  for (;;) {
    const auto header = read_frame_header(bytes.substr(used));
    if (!header) return used;
    if (!header->lawful) {
      end(who, {.system_error = EPROTO}, at);
      return used;
    }
    if (bytes.size() - used - header->bytes < header->payload_bytes) return used;
    const auto payload = bytes.substr(used + header->bytes, header->payload_bytes);
    used += header->bytes + payload.size();
    traffic_.bytes_in += header->bytes + payload.size();
    take_frame(who, *header, payload, at);
    if (clients_[who].life != life) return used;
  }
}

std::size_t Swarm::take_head(std::size_t who, std::string_view bytes, Nanos at) {
  const auto end_of_head = bytes.find(kEndOfHead);
  if (end_of_head == std::string_view::npos) {
    if (bytes.size() > kLongestHead) end(who, {.system_error = EPROTO}, at);
    return 0;
  }
  const auto head = bytes.substr(0, end_of_head + kEndOfHead.size());
  if (!accepts(head)) {
    end(who, {.http_status = status_of(head)}, at);
    return head.size();
  }
  clients_[who].state = State::open;
  --shaking_;
  ++open_;
  observer_.on_open(who, at);
  return head.size();
}

void Swarm::take_frame(std::size_t who, const FrameHeader& header, std::string_view payload, Nanos at) {
  switch (header.opcode) {
    case Opcode::ping: return send(who, Opcode::pong, payload);
    case Opcode::pong: return;
    case Opcode::close: return answer_close(who, payload);
    default: break;
  }
  const auto& rest = clients_[who].unfinished;
  const bool in_message = rest && rest->in_message;
  if (in_message != (header.opcode == Opcode::continuation)) return end(who, {.system_error = EPROTO}, at);
  if (in_message || !header.final) return take_fragment(who, header, payload, at);
  ++traffic_.messages_in;
  observer_.on_message(who, header.opcode, payload, at);
}

void Swarm::take_fragment(std::size_t who, const FrameHeader& header, std::string_view payload, Nanos at) {
  auto& rest = unfinished(who);
  if (header.opcode != Opcode::continuation) rest.opcode = header.opcode;
  rest.in_message = !header.final;
  rest.message.append(payload);
  if (!header.final) return;
  const auto message = std::exchange(rest.message, {});
  ++traffic_.messages_in;
  observer_.on_message(who, rest.opcode, message, at);
}

void Swarm::answer_close(std::size_t who, std::string_view payload) {
  auto& client = clients_[who];
  client.close_code = kCloseWithoutCode;
  if (payload.size() >= 2) {
    client.close_code =
        static_cast<std::uint16_t>(static_cast<std::uint8_t>(payload[0]) << 8 | static_cast<std::uint8_t>(payload[1]));
  }
  if (client.closing) return;
  send(who, Opcode::close, payload.substr(0, 2));
  clients_[who].closing = true;
}

void Swarm::send(std::size_t who, Opcode opcode, std::string_view payload) {
  if (clients_[who].state != State::open || clients_[who].closing) return;
  scratch_.clear();
  append_client_frame(scratch_, opcode, payload, next_mask());
  ++traffic_.messages_out;
  traffic_.bytes_out += scratch_.size();
  write(who, scratch_);
}

void Swarm::send_together(std::size_t who, const std::vector<std::string>& payloads) {
  if (clients_[who].state != State::open || clients_[who].closing) return;
  scratch_.clear();
  for (const auto& payload : payloads) append_client_frame(scratch_, Opcode::binary, payload, next_mask());
  traffic_.messages_out += payloads.size();
  traffic_.bytes_out += scratch_.size();
  write(who, scratch_);
}

void Swarm::close(std::size_t who, std::uint16_t code) {
  const std::array<char, 2> payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  send(who, Opcode::close, {payload.data(), payload.size()});
  clients_[who].closing = true;
}

void Swarm::kill(std::size_t who) {
  auto& client = clients_[who];
  if (client.descriptor >= 0) close_with_reset(std::exchange(client.descriptor, -1));
  forget(who);
}

void Swarm::stall(std::size_t who, bool stalled) {
  if (clients_[who].descriptor < 0) return;
  clients_[who].stalled = stalled;
  watch(who);
}

// An error shows when the connection is read the next time.
void Swarm::write(std::size_t who, std::string_view bytes) {
  auto& client = clients_[who];
  if (!client.writing) {
    const auto count = ::send(client.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN) return;
    bytes.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    if (bytes.empty()) return;
  }
  unfinished(who).to_send.append(bytes);
  if (client.writing) return;
  client.writing = true;
  watch(who);
}

void Swarm::write_rest(std::size_t who) {
  auto& client = clients_[who];
  auto& to_send = unfinished(who).to_send;
  const auto count = ::send(client.descriptor, to_send.data(), to_send.size(), MSG_NOSIGNAL);
  if (count < 0 && errno == EAGAIN) return;
  to_send.erase(0, count < 0 ? std::string::npos : static_cast<std::size_t>(count));
  if (!to_send.empty()) return;
  client.writing = false;
  watch(who);
}

Swarm::Unfinished& Swarm::unfinished(std::size_t who) {
  auto& kept = clients_[who].unfinished;
  if (!kept) kept = std::make_unique<Unfinished>();
  return *kept;
}

void Swarm::forget(std::size_t who) {
  auto& client = clients_[who];
  if (client.state == State::open) --open_;
  if (client.state == State::connecting || client.state == State::shaking_hands) --shaking_;
  client.state = State::ended;
  client.unfinished.reset();
  ++client.life;
}

void Swarm::end(std::size_t who, const Farewell& farewell, Nanos at) {
  auto& client = clients_[who];
  auto said = farewell;
  said.opened = client.state == State::open;
  said.code = client.close_code;
  if (client.descriptor >= 0) ::close(std::exchange(client.descriptor, -1));
  forget(who);
  observer_.on_closed(who, said, at);
}

Mask Swarm::next_mask() {
  mask_ ^= mask_ << 13;
  mask_ ^= mask_ >> 17;
  mask_ ^= mask_ << 5;
  return {static_cast<char>(mask_), static_cast<char>(mask_ >> 8), static_cast<char>(mask_ >> 16),
          static_cast<char>(mask_ >> 24)};
}

}  // namespace samtale::bench
