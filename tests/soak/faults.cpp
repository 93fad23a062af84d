#include "faults.h"

#include <linux/filter.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ops/random.h"
#include "wire/client_frame.h"

namespace samtale::soak {
namespace {

constexpr std::uint8_t kFinalBinary = 0x82;
constexpr std::size_t kStrangers = 10;
constexpr std::size_t kConnectionsEach = 5;  // P-15
constexpr int kSmallReceiveBuffer = 4'096;

std::string frame(const std::string& message) { return support::masked_frame(kFinalBinary, message); }

}  // namespace

bool Faults::prepare(Attendance& people, const support::ServerProcess& server) {
  people_ = &people;
  server_ = &server;
  for (std::size_t i = 0; i < kStrangers; ++i) strangers_.push_back(people.token_for_a_stranger());
  for (const auto& token : strangers_) {
    if (token.empty()) return false;
  }
  return true;
}

void Faults::open(std::size_t count, int receive_bytes, bool upgrades, bool says_hello) {
  for (std::size_t i = 0; i < count; ++i) {
    auto socket = std::make_unique<support::RawSocket>(server_->address(), receive_bytes);
    if (upgrades && socket->upgrade(server_->address()) && says_hello) {
      socket->write(frame(wire::write_hello({1, strangers_[i % kStrangers], "", std::nullopt})));
    }
    sockets_.push_back(std::move(socket));
  }
}

void Faults::lose_their_packets() {
  sock_filter keep_nothing{BPF_RET | BPF_K, 0, 0, 0};
  const sock_fprog program{1, &keep_nothing};
  for (const auto& socket : sockets_) {
    setsockopt(socket->descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program));
  }
}

// Half a hundred connections of one program that dies with them open.
std::string Faults::clients_killed() {
  child_ = fork();
  if (child_ == 0) {
    open(kStrangers * kConnectionsEach, 0, true, true);
    for (;;) pause();
  }
  return "the program of 50 clients; killed at the next fault";
}

std::string Faults::next() {
  end();
  constexpr std::size_t kMany = kStrangers * kConnectionsEach;
  switch (number_++ % 6) {
    case 0: people_->drop(people_->size() / 5); return "a fifth lose their connection";
    case 1: open(kMany, kSmallReceiveBuffer, true, true); return "50 readers stall";
    case 2: open(kMany, 0, false, false); return "50 connections that never say anything";
    case 3:
      open(kMany, 0, true, true);
      lose_their_packets();
      return "50 vanish without a trace";
    case 4: return clients_killed();
    default: break;
  }
  std::string flood;
  for (int i = 0; i < 400; ++i) flood += frame(wire::write_command({ops::random_id<CommandId>(), command::CallHelp{}}));
  open(kStrangers, 0, true, true);
  for (const auto& socket : sockets_) socket->write(flood);
  return "10 flood the server";
}

void Faults::end() {
  sockets_.clear();
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
  child_ = -1;
}

}  // namespace samtale::soak
