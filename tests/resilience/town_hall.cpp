#include "town_hall.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "support/process_figures.h"

namespace samtale::resilience {
namespace {

// As long as a note may be, of a symbol that takes four bytes; another one each time.
std::string longest_note(std::size_t number) {
  auto text = std::to_string(number);
  text.reserve(4 * limits::kNote);
  for (auto symbols = text.size(); symbols < limits::kNote; ++symbols) text += "\xf0\x9f\xa6\x86";
  return text;
}

}  // namespace

std::string mebibytes(std::size_t bytes) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.1f MiB", static_cast<double>(bytes) / (1 << 20));
  return text.data();
}

template <class Action>
void TownHall::each_device(Action action) {
  for (const auto& host : hosts_) action(*host);
  for (const auto& phone : phones_) action(*phone);
  action(*announcer_);
}

void TownHall::fill(std::size_t groups, std::size_t busy, std::size_t phones) {
  open();
  staff_ = staff("facilitator");
  open_lobby(*staff_);
  announcer_ = std::make_unique<Device>(loop_, address(), token_of("facilitator"), announced_);
  for (std::size_t i = 0; i < groups; ++i) {
    hosts_joined_.push_back(join_new("Gruppe " + std::to_string(i)));
    hosts_.push_back(std::make_unique<Device>(loop_, address(), hosts_joined_.back().token, announced_));
  }
  for (std::size_t i = 0; i < phones; ++i) {
    const auto& group = hosts_joined_[busy + i % (groups - busy)].group;
    phones_.push_back(std::make_unique<Device>(loop_, address(), join(Role::phone, group).token, announced_));
  }
  const auto all_there = [this] {
    bool there = true;
    each_device([&](const Device& device) { there = there && device.there(); });
    return there;
  };
  ASSERT_TRUE(loop_.run_until(all_there, support::kPatienceMs));
  for (std::size_t i = 0; i < busy; ++i) {
    notes_.push_back(hosts_[i]->send(command::AddNote{NoteKind::group_note, longest_note(i)}).as<NoteTag>());
  }
}

void TownHall::tick(std::int64_t every_ms) {
  next_tick_ = loop_.after(every_ms, [this, every_ms] { tick(every_ms); });
  peak_resident_bytes_ = std::max(peak_resident_bytes_, resident_bytes());
  // What the server has not kept up with is not piled up further: a slow machine makes the round longer.
  if (announcer_->unanswered() == 0) announcer_->send(command::ShowBroadcast{announced_.next()});
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    if (hosts_[i]->unanswered() == 0) hosts_[i]->send(command::EditNote{notes_[i], longest_note(++edits_)});
  }
}

bool TownHall::run_round(std::int64_t every_ms, const std::function<bool()>& over, Round& round) {
  constexpr std::int64_t kLongestRoundMs = 120'000;
  peak_resident_bytes_ = 0;
  const auto announced_before = announced_.sent_us.size();
  std::size_t missed_before = 0;
  std::size_t refused_before = 0;
  each_device([&](Device& device) {
    device.forget_latencies();
    missed_before += device.broadcasts_missed();
    refused_before += device.refused();
  });
  tick(every_ms);
  const bool ended = loop_.run_until(over, kLongestRoundMs);
  next_tick_ = {};
  const bool all_done = loop_.run_until(
      [&] {
        bool done = true;
        each_device([&](const Device& device) { done = done && device.has_seen_all() && device.unanswered() == 0; });
        return done;
      },
      support::kPatienceMs);
  each_device([&](const Device& device) {
    round.broadcasts.add(device.broadcasts());
    round.answers.add(device.answers());
    round.missed += device.broadcasts_missed();
    round.refused += device.refused();
  });
  round.announced += announced_.sent_us.size() - announced_before;
  round.missed -= missed_before;
  round.refused -= refused_before;
  round.peak_resident_bytes = std::max(round.peak_resident_bytes, peak_resident_bytes_);
  return ended && all_done;
}

std::size_t TownHall::resident_bytes() const { return support::resident_bytes(server_.process_id()); }

std::uint32_t TownHall::screens_in(GroupId group) const {
  const auto& presence = staff_->mirror().presence();
  const auto found = presence.find(group);
  return found == presence.end() ? 0 : found->second.screens;
}

}  // namespace samtale::resilience
