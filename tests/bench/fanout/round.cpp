#include "round.h"

#include <algorithm>
#include <stdexcept>

#include "bench/figures/machine.h"
#include "support/process_figures.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 60'000;
constexpr std::int64_t kComeWithinMs = 180'000;
// Few enough that no handshake waits for a place in the queue of the kernel.
constexpr std::size_t kHandshakesAtOnce = 64;
constexpr std::int64_t kQuietMs = 300;
constexpr double kNanosPerMicro = 1e3;
constexpr double kNanosPerMilli = 1e6;

std::vector<double> in_ms(const std::vector<Audience::Arrivals>& told, Nanos Audience::Arrivals::*what) {
  std::vector<double> all;
  all.reserve(told.size());
  for (const auto& each : told) all.push_back(static_cast<double>(each.*what) / kNanosPerMilli);
  return all;
}

struct Told {
  std::vector<Audience::Arrivals> arrivals;
  double cpu_us = 0;  // of the server, per message and client
};

Told tell(Contender& contender, Audience& audience, const News& news, std::size_t times, std::size_t count) {
  Told told;
  const auto before = cpu_ns(contender.process_id());
  for (std::size_t i = 0; i < times; ++i) told.arrivals.push_back(audience.tell(news, count));
  // What the server still does when the last client has its message belongs to it.
  audience.swarm().run_for(kQuietMs);
  const auto messages = times * count * audience.size();
  told.cpu_us = static_cast<double>(cpu_ns(contender.process_id()) - before) / kNanosPerMicro /
                static_cast<double>(std::max<std::size_t>(messages, 1));
  return told;
}

}  // namespace

Audience::Audience(Contender& contender, std::size_t size)
    : contender_(contender),
      size_(size),
      there_(size + contender.helpers()),
      progress_(size),
      arrived_(size),
      swarm_(contender.address(), *this) {}

bool Audience::come() {
  descriptors_before_ = support::open_descriptors(contender_.process_id());
  swarm_.set_pace({.per_second = 0, .at_once = kHandshakesAtOnce});
  for (std::size_t i = 0; i < there_.size(); ++i) swarm_.add(contender_.visit(i));
  return swarm_.run_until([this] { return there_count_ == there_.size(); }, kComeWithinMs);
}

void Audience::go() {
  for (std::size_t i = 0; i < swarm_.size(); ++i) swarm_.kill(i);
  const auto noticed = [this] { return support::open_descriptors(contender_.process_id()) <= descriptors_before_ + 1; };
  if (!swarm_.run_until(noticed, kPatienceMs)) {
    throw std::runtime_error(contender_.name() + " does not notice that its clients have gone");
  }
}

void Audience::on_open(std::size_t who, Nanos) {
  if (contender_.on_open(swarm_, who)) is_there(who);
}

void Audience::is_there(std::size_t who) {
  there_[who] = true;
  ++there_count_;
}

void Audience::on_message(std::size_t who, Opcode, std::string_view payload, Nanos at) {
  if (!there_[who]) {
    if (contender_.on_answer(swarm_, who, payload)) is_there(who);
    return;
  }
  if (who >= size_) return;
  payload_bytes_ += payload.size();
  progress_[who] += contender_.progress(who, payload);
  if (progress_[who] > target_ && target_ > 0)
    throw std::runtime_error(contender_.name() + " says more than it was told");
  if (progress_[who] != target_ || arrived_[who] != 0) return;
  arrived_[who] = at;
  ++complete_;
}

void Audience::on_closed(std::size_t who, const Farewell& farewell, Nanos) {
  throw std::runtime_error(contender_.name() + ": client " + std::to_string(who) + " lost its connection: status " +
                           std::to_string(farewell.http_status) + ", code " + std::to_string(farewell.code) +
                           ", errno " + std::to_string(farewell.system_error));
}

Audience::Arrivals Audience::tell(const News& news, std::size_t count) {
  target_ = contender_.progress_of(news.bytes) * count;
  complete_ = 0;
  std::fill(progress_.begin(), progress_.end(), 0);
  std::fill(arrived_.begin(), arrived_.end(), 0);
  const auto said = now_ns();
  contender_.tell_all(swarm_, news, count);
  if (!swarm_.run_until([this] { return complete_ == size_; }, kPatienceMs)) {
    throw std::runtime_error(contender_.name() + ": only " + std::to_string(complete_) + " of " +
                             std::to_string(size_) + " clients were told");
  }
  auto times = arrived_;
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times[static_cast<std::size_t>(part * static_cast<double>(size_ - 1))] - said;
  };
  return {at(0), at(0.5), at(0.99), at(1)};
}

void run_round(Contender& contender, const RoundPlan& plan, Figures& figures) {
  Audience audience(contender, plan.audience);
  const auto before = cpu_ns(contender.process_id());
  if (!audience.come()) throw std::runtime_error(contender.name() + ": not everybody got in");
  // What the server still does when the last is in belongs to it.
  audience.swarm().run_for(kQuietMs);
  const auto spent_us = static_cast<double>(cpu_ns(contender.process_id()) - before) / kNanosPerMicro;
  figures.add(plan.circumstance + circumstance::kHandshake, contender.name(), measure::kHandshakeCpu, "µs",
              spent_us / static_cast<double>(audience.size()));

  if (contender.only_comes()) return audience.go();

  const auto add = [&](const char* circumstance, const Told& told) {
    const auto add_one = [&](const char* what, const char* unit, double value) {
      figures.add(plan.circumstance + circumstance, contender.name(), what, unit, value);
    };
    add_one(measure::kCpu, "µs", told.cpu_us);
    add_one(measure::kFirst, "ms", median_of(in_ms(told.arrivals, &Audience::Arrivals::first)));
    add_one(measure::kMedian, "ms", median_of(in_ms(told.arrivals, &Audience::Arrivals::median)));
    add_one(measure::kP99, "ms", median_of(in_ms(told.arrivals, &Audience::Arrivals::p99)));
    add_one(measure::kLast, "ms", median_of(in_ms(told.arrivals, &Audience::Arrivals::last)));
  };
  audience.tell(plan.phase, 1);
  add(circumstance::kPhase, tell(contender, audience, plan.phase, plan.changes, 1));
  add(circumstance::kTimer, tell(contender, audience, plan.timer, plan.changes, 1));
  add(circumstance::kBurst, tell(contender, audience, plan.timer, plan.bursts, kBurst));
  audience.go();
}

void measure_sizes(Contender& ours, RoundPlan& plan) {
  Audience audience(ours, plan.audience);
  if (!audience.come()) throw std::runtime_error(ours.name() + ": not everybody got in");
  const auto measured = [&](News& news) {
    // There and back again.
    const auto before = audience.payload_bytes();
    audience.tell(news, 1);
    audience.tell(news, 1);
    news.bytes = (audience.payload_bytes() - before) / 2 / audience.size();
  };
  measured(plan.phase);
  measured(plan.timer);
  audience.go();
}

}  // namespace samtale::bench
