#include "scribes/returning_client.h"

#include <algorithm>
#include <array>
#include <utility>

namespace samtale::scribes {
namespace {

constexpr int kPingsPerSync = 5;
// As clients/web/src/connection/backoff.ts.
constexpr std::array<std::int64_t, 9> kRetryWithinMs = {400, 800, 1'200, 1'200, 1'200, 2'400, 4'800, 9'600, 15'000};
constexpr std::int64_t kAfterTooManyMs = 60'000;
constexpr int kNoCloseFrame = 1006;
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
  gave_up_ = 0;
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
  expect_within(attempt_ > 0 && is_impatient() ? pace_.welcome_soon_ms : pace_.welcome_within_ms);
  session_.connect();
}

void ReturningClient::take_changes() {
  heard_at_ms_ = support::LwsLoop::now_ms();
  if (!std::exchange(welcomed_, true)) {
    deadline_ = {};
    welcomed_at_ms_ = support::LwsLoop::now_ms();
    pings_left_ = kPingsPerSync;
    // A snapshot comes first, and may be long.
    ping(mirror().welcome().resumed ? pong_within_ms() : pace_.pong_within_ms);
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
  if (is_settled()) gave_up_ = 0;
  round_trip_ms_ = std::max(heard_at_ms_ - pinged_at_ms_, round_trip_ms_ * 9 / 10);
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
  if (was_welcomed && is_settled()) attempt_ = 0;
  const bool too_many = ended.code == 4429;
  if (too_many) ++turned_away_;
  const std::int64_t extra_ms = too_many ? kAfterTooManyMs : 0;
  away_until_ms_ = now_ms + extra_ms;
  const bool unreached = !was_welcomed && ended.code == kNoCloseFrame && is_live();
  come_back_after(extra_ms + backoff_ms(unreached ? pace_.longest_retry_unreached_ms : pace_.longest_retry_ms));
}

void ReturningClient::ping(std::int64_t answer_within_ms) {
  expect_within(answer_within_ms);
  pinged_at_ms_ = support::LwsLoop::now_ms();
  session_.send_clock_ping();
}

void ReturningClient::expect_within(std::int64_t limit_ms) {
  deadline_ = loop_.after(limit_ms, [this] {
    ++gave_up_;
    session_.drop();
  });
}

void ReturningClient::look() {
  look_ = loop_.after(pace_.look_every_ms, [this] {
    look();
    if (!welcomed_ || pings_left_ > 0) return;
    const auto now_ms = support::LwsLoop::now_ms();
    if (now_ms - probed_at_ms_ < probe_every_ms() - pace_.look_every_ms / 2) return;
    probed_at_ms_ = now_ms;
    pings_left_ = 1;
    ping(pong_within_ms());
  });
}

bool ReturningClient::is_troubled() const { return support::LwsLoop::now_ms() < troubled_until_ms_; }

bool ReturningClient::is_unanswered() const {
  return asked_at_ms_ > heard_at_ms_ && support::LwsLoop::now_ms() - asked_at_ms_ >= pace_.look_every_ms;
}

bool ReturningClient::is_settled() const {
  return support::LwsLoop::now_ms() - welcomed_at_ms_ > pace_.settled_ms;
}

bool ReturningClient::is_live() const {
  const auto state = mirror().entities().session.state;
  return state == SessionState::lobby || state == SessionState::running;
}

bool ReturningClient::is_impatient() const {
  return gave_up_ < pace_.impatient_attempts && (is_troubled() || is_unanswered() || is_live());
}

std::int64_t ReturningClient::probe_every_ms() const {
  if (is_troubled() || is_unanswered()) return pace_.look_every_ms;
  return is_live() ? pace_.probe_live_every_ms : pace_.probe_every_ms;
}

std::int64_t ReturningClient::pong_within_ms() const {
  const auto soon_ms = std::max(pace_.pong_soon_ms, round_trip_ms_ + pace_.pong_after_round_trip_ms);
  return is_impatient() ? std::min(soon_ms, pace_.pong_within_ms) : pace_.pong_within_ms;
}

void ReturningClient::come_back_after(std::int64_t delay_ms) {
  retry_ = loop_.after(delay_ms, [this] { open(); });
}

std::int64_t ReturningClient::backoff_ms(std::int64_t longest_ms) {
  const auto which = std::min(static_cast<std::size_t>(attempt_++), kRetryWithinMs.size() - 1);
  const auto ceiling_ms = std::min(longest_ms, kRetryWithinMs.at(which));
  return std::uniform_int_distribution<std::int64_t>(ceiling_ms / 4, ceiling_ms)(random_);
}

}  // namespace samtale::scribes
