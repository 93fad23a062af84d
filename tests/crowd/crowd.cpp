#include "crowd/crowd.h"

#include <algorithm>
#include <utility>

namespace samtale::crowd {
namespace {

constexpr int kLateGroup = 1;  // by index; needs company, so a crowd of one or two is punctual
constexpr int kGroupThatLosesItsNetwork = 2;
constexpr std::int64_t kReportEveryMs = 60'000;

}  // namespace

Crowd::Crowd(support::LwsLoop& loop, Options options)
    : options_(std::move(options)),
      dice_(options_.seed),
      decks_(dice_),
      seats_(options_.seats, options_.code),
      around_{.loop = loop,
              .address = options_.address,
              .code = options_.code,
              .speed = options_.once ? 1'000 : options_.speed,
              .dice = dice_,
              .decks = decks_,
              .seats = seats_,
              .say = options_.say} {
  for (int index = 0; index < options_.groups; ++index)
    groups_.push_back(std::make_unique<SimulatedGroup>(around_, index));
}

void Crowd::come() {
  std::int64_t delay_ms = 0;
  for (int index = 0; index < options_.groups; ++index) {
    auto& group = *groups_[static_cast<std::size_t>(index)];
    const bool late = !options_.once && index == kLateGroup && options_.groups > 2;
    if (!options_.once && index == kGroupThatLosesItsNetwork) group.lose_network_now_and_then();
    arrivals_.push_back(around_.loop.after(delay_ms, [&group, late] { late ? group.arrive_late() : group.arrive(); }));
    delay_ms += around_.human_ms(1, 8);
  }
  report_now_and_then();
}

void Crowd::report_now_and_then() {
  next_report_ = around_.loop.after(kReportEveryMs, [this] {
    options_.say(summary());
    report_now_and_then();
  });
}

bool Crowd::leave() {
  arrivals_.clear();
  next_report_ = {};
  for (const auto& group : groups_) group->leave();
  const auto anyone = [this] {
    return std::any_of(groups_.begin(), groups_.end(), [](const auto& group) { return group->connected() > 0; });
  };
  return around_.loop.run_until([&] { return !anyone(); }, 3'000);
}

bool Crowd::all_here() const {
  return std::all_of(groups_.begin(), groups_.end(), [](const auto& group) { return group->all_here(); });
}

bool Crowd::any_failed() const {
  return std::any_of(groups_.begin(), groups_.end(), [](const auto& group) { return group->failed(); });
}

std::string Crowd::summary() const {
  std::size_t devices = 0;
  std::size_t connected = 0;
  for (const auto& group : groups_) {
    devices += group->devices();
    connected += group->connected();
  }
  const auto& tally = around_.tally;
  return std::to_string(groups_.size()) + " groups, " + std::to_string(connected) + " of " + std::to_string(devices) +
         " devices connected, " + std::to_string(tally.commands) + " commands, " + std::to_string(tally.refused) +
         " refused, " + std::to_string(tally.came_back) + " times come back, " + std::to_string(tally.violations) +
         " breaches of the protocol";
}

}  // namespace samtale::crowd
