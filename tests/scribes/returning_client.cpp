#include "scribes/returning_client.h"

#include <algorithm>
#include <utility>

namespace samtale::scribes {
namespace {

constexpr int kPingsPerSync = 5;
constexpr std::int64_t kAfterTooManyMs = 60'000;
constexpr std::int64_t kRetryRefusedMs = 1'500;

bool passes(RejectionCode code) { return code == RejectionCode::too_fast || code == RejectionCode::not_saved; }

bool is_for_good(int code) {
  switch (code) {
    case 1002:
    case 1003:
    case 1007:
    case 1009:
    case 4401:
    case 4403:
    case 4410:
    case 4426: return true;
    default: return false;
  }
}

}  // namespace

ReturningClient::ReturningClient(support::LwsLoop& loop, const support::ServerAddress& address, Options options,
                                 Events events)
    : loop_(loop),
      pace_(options.pace),
      events_(std::move(events)),
      random_(options.seed),
      session_(loop, address, {.token = std::move(options.token), .measures_clock = false},
               {.changed = [this] { take_changes(); },
                .ended = [this](const support::Ended& ended) { on_ended(ended); },
                .pong = [this] { on_pong(); }}) {}

void ReturningClient::start() {
  open();
  look();
}

void ReturningClient::wake() {
  if (sent_away_) return;
  if (!welcomed_ && support::LwsLoop::now_ms() < away_until_ms_) return;
  attempt_ = 0;
  if (welcomed_) {
    pings_left_ = kPingsPerSync;
    ping(pace_.awake_within_ms);
    return;
  }
  // An attempt begun on the network as it was may hang for long.
  open();
}

void ReturningClient::ask(const Command& command) {
  unsettled_.push_back(command);
  if (asked_at_ms_ <= heard_at_ms_) asked_at_ms_ = support::LwsLoop::now_ms();
  session_.send(command);
}

void ReturningClient::open() {
  retry_ = {};
  welcomed_ = false;
  const bool soon = attempt_ > 0 && attempt_ <= pace_.impatient_attempts;
  expect_within(soon ? pace_.welcome_soon_ms : pace_.welcome_within_ms);
  session_.connect();
}

void ReturningClient::take_changes() {
  heard_at_ms_ = support::LwsLoop::now_ms();
  if (!std::exchange(welcomed_, true)) {
    deadline_ = {};
    welcomed_at_ms_ = support::LwsLoop::now_ms();
    pings_left_ = kPingsPerSync;
    ping(pong_within_ms());
  }
  settle_answers();
}

void ReturningClient::settle_answers() {
  for (std::size_t i = 0; i < unsettled_.size();) {
    const auto answer = mirror().answer(unsettled_[i].id);
    if (!answer) {
      ++i;
      continue;
    }
    const Command command = unsettled_[i];
    if (!answer->took_effect && passes(answer->why.code)) {
      const auto same = [&](const Command& other) { return other.id == command.id; };
      if (std::none_of(once_more_.begin(), once_more_.end(), same)) once_more_.push_back(command);
      ++i;
      continue;
    }
    unsettled_.erase(unsettled_.begin() + static_cast<std::ptrdiff_t>(i));
    events_.settled(command, *answer);
  }
  if (once_more_.empty() || once_more_timer_.waiting()) return;
  once_more_timer_ = loop_.after(kRetryRefusedMs, [this] {
    for (const auto& command : std::exchange(once_more_, {})) session_.send(command);
  });
}

void ReturningClient::on_pong() {
  deadline_ = {};
  heard_at_ms_ = support::LwsLoop::now_ms();
  if (--pings_left_ > 0) ping(pong_within_ms());
}

void ReturningClient::on_ended(const support::Ended& ended) {
  deadline_ = {};
  pings_left_ = 0;
  ++losses_;
  const bool was_welcomed = std::exchange(welcomed_, false);
  if (was_welcomed) resent_ += session_.mirror().pending().size();
  if (is_for_good(ended.code)) {
    sent_away_ = ended.code;
    return;
  }
  const auto now_ms = support::LwsLoop::now_ms();
  troubled_until_ms_ = now_ms + pace_.troubled_ms;
  if (was_welcomed && now_ms - welcomed_at_ms_ > pace_.settled_ms) attempt_ = 0;
  const bool too_many = ended.code == 4429;
  if (too_many) ++turned_away_;
  const std::int64_t extra_ms = too_many ? kAfterTooManyMs : 0;
  away_until_ms_ = now_ms + extra_ms;
  come_back_after(extra_ms + backoff_ms());
}

void ReturningClient::ping(std::int64_t answer_within_ms) {
  expect_within(answer_within_ms);
  session_.send_clock_ping();
}

void ReturningClient::expect_within(std::int64_t limit_ms) {
  deadline_ = loop_.after(limit_ms, [this] { session_.drop(); });
}

void ReturningClient::look() {
  look_ = loop_.after(pace_.look_every_ms, [this] {
    look();
    if (!welcomed_ || pings_left_ > 0) return;
    const bool often = is_troubled() || is_unanswered();
    const auto now_ms = support::LwsLoop::now_ms();
    if (!often && now_ms - probed_at_ms_ < pace_.probe_every_ms) return;
    probed_at_ms_ = now_ms;
    pings_left_ = 1;
    ping(pong_within_ms());
  });
}

bool ReturningClient::is_troubled() const { return support::LwsLoop::now_ms() < troubled_until_ms_; }

bool ReturningClient::is_unanswered() const {
  return asked_at_ms_ > heard_at_ms_ && support::LwsLoop::now_ms() - asked_at_ms_ >= pace_.look_every_ms;
}

std::int64_t ReturningClient::pong_within_ms() const {
  const bool soon = attempt_ <= pace_.impatient_attempts && (is_troubled() || is_unanswered());
  return soon ? pace_.pong_soon_ms : pace_.pong_within_ms;
}

void ReturningClient::come_back_after(std::int64_t delay_ms) {
  retry_ = loop_.after(delay_ms, [this] { open(); });
}

// As clients/web/src/connection/backoff.ts.
std::int64_t ReturningClient::backoff_ms() {
  constexpr int kMostDoublings = 10;
  const auto ceiling_ms =
      std::min(pace_.longest_retry_ms, pace_.first_retry_ms << std::min(attempt_++, kMostDoublings));
  return std::uniform_int_distribution<std::int64_t>(ceiling_ms / 4, ceiling_ms)(random_);
}

}  // namespace samtale::scribes
