#include "listeners.h"

#include <stdexcept>
#include <string_view>

#include "ops/random.h"
#include "wire/client_frame.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 120'000;
constexpr std::uint64_t kWelcomeAndSnapshot = 2;
constexpr std::string_view kWords = "Om lidt begynder den anden samtale.";

}  // namespace

Listeners::Listeners(const support::ServerAddress& address, const std::vector<SeatedSeminar>& seminars)
    : swarm_(address, *this) {
  for (const auto& seminar : seminars) {
    seminars_.push_back({hellos_.size(), seminar.seats.size() + 1});
    hellos_.push_back(hello_of(seminar.facilitator_token));
  }
  for (const auto& seminar : seminars) {
    for (const auto& seat : seminar.seats) hellos_.push_back(hello_of(seat.token));
  }
}

void Listeners::on_open(std::size_t who, Nanos) { swarm_.send(who, Opcode::binary, hellos_[who]); }

void Listeners::on_message(std::size_t, Opcode, std::string_view payload, Nanos) {
  ++heard_;
  if (payload.find(kWords) != std::string_view::npos) ++told_;
}

void Listeners::on_closed(std::size_t, const Farewell&, Nanos) { ++lost_; }

void Listeners::wait_for(const std::uint64_t& count, std::uint64_t enough, const char* otherwise) {
  const bool all = swarm_.run_until([&] { return count >= enough || lost_ > 0; }, kPatienceMs);
  if (!all || lost_ > 0) throw std::runtime_error(otherwise);
}

void Listeners::wait_for_snapshots(std::size_t people) {
  // Facilitators are told who comes, so there may be more messages than these.
  constexpr std::int64_t kPresenceIsToldMs = 3'000;
  wait_for(heard_, heard_ + kWelcomeAndSnapshot * people, "not everybody got in");
  swarm_.run_for(kPresenceIsToldMs);
  all_here_at_ = now_ns();
  asked_ = 0;
}

void Listeners::lead() {
  while (swarm_.size() < seminars_.size()) swarm_.add({});
  wait_for_snapshots(seminars_.size());
}

void Listeners::come() {
  const auto here = swarm_.size();
  while (swarm_.size() < size()) swarm_.add({});
  wait_for_snapshots(size() - here);
}

void Listeners::come_again() {
  for (auto who = seminars_.size(); who < size(); ++who) {
    swarm_.kill(who);
    swarm_.come_back(who);
  }
  wait_for_snapshots(size() - seminars_.size());
}

std::uint64_t Listeners::broadcast(std::size_t first_seminar, std::size_t seminars) {
  std::uint64_t expected = 0;
  const auto before = told_;
  ++broadcasts_;
  for (auto at = first_seminar; at < first_seminar + seminars; ++at) {
    command::ShowBroadcast words{std::string(kWords) + " (" + std::to_string(broadcasts_) + ")"};
    swarm_.send(seminars_[at].facilitator, Opcode::binary,
                wire::write_command({ops::random_id<CommandId>(), std::move(words)}));
    expected += seminars_[at].size;
  }
  wait_for(told_, before + expected, "not everybody heard a broadcast");
  return expected;
}

void Listeners::be_idle(std::int64_t ms, std::int64_t every_ms) {
  constexpr std::int64_t kTurnMs = 20;
  const auto until = now_ns() + ms * 1'000'000;
  while (now_ns() < until) {
    const auto passed_ms = static_cast<std::uint64_t>((now_ns() - all_here_at_) / 1'000'000);
    const auto due = passed_ms * swarm_.size() / static_cast<std::uint64_t>(every_ms);
    for (; asked_ < due; ++asked_) {
      const auto number = static_cast<std::uint32_t>(asked_ / swarm_.size() + 1);
      swarm_.send(asked_ % swarm_.size(), Opcode::binary, wire::write_clock_ping({number, 1}));
    }
    swarm_.run_for(kTurnMs);
    if (lost_ > 0) throw std::runtime_error("somebody lost the connection");
  }
}

}  // namespace samtale::bench
