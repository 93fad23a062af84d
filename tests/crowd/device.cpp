#include "crowd/device.h"

#include <algorithm>
#include <utility>

#include "ops/random.h"
#include "support/http_exchange.h"

namespace samtale::crowd {
namespace {

constexpr std::int64_t kFirstRetryMs = 300;
constexpr std::int64_t kLongestRetryMs = 8'000;
constexpr std::int64_t kAfterTooManyMs = 60'000;  // as docs/protocol.md says of 4429
constexpr std::int64_t kShortestThoughtMs = 150;  // however fast people are, the machine has others to serve
constexpr int kOk = 200;
constexpr int kTooManyRequests = 429;
constexpr int kServerErrors = 500;

enum class Return { soon, in_a_minute, after_joining_again, never };

// The table "Endings" of docs/protocol.md.
Return what_the_end_asks(int code) {
  switch (code) {
    case 4401: return Return::after_joining_again;
    case 4429: return Return::in_a_minute;
    case 1002:
    case 1003:
    case 1007:
    case 1009:
    case 4403:
    case 4410:
    case 4426: return Return::never;
    default: return Return::soon;
  }
}

}  // namespace

Device::Device(Surroundings& around, Seat seat, Person person)
    : around_(around), seat_(std::move(seat)), person_(std::move(person)), alive_(std::make_shared<bool>(true)) {}

Device::~Device() { *alive_ = false; }

void Device::join(Into into, std::function<void(GroupId)> joined, std::function<void(Rejection)> refused) {
  into_ = std::move(into);
  joined_ = std::move(joined);
  refused_ = std::move(refused);
  ask_to_join();
}

void Device::ask_to_join() {
  if (std::exchange(asking_, true)) return;
  wire::JoinRequest request;
  request.door.code = around_.code;
  request.device = seat_.device;
  request.role = seat_.role;
  if (const auto* group = std::get_if<GroupId>(&into_))
    request.group = *group;
  else
    request.new_group = std::get<ExpectedGroup>(into_);
  support::HttpRequest post{.method = "POST", .path = "/api/join", .body = wire::write(request)};
  support::exchange(around_.loop, around_.address, std::move(post),
                    [this, alive = alive_](const support::HttpAnswer& answer) {
                      if (!*alive) return;
                      asking_ = false;
                      take_answer(answer);
                    });
}

void Device::take_answer(const support::HttpAnswer& answer) {
  if (gone_) return;
  const auto joined = answer.status == kOk ? wire::read_join_answer(answer.body) : std::nullopt;
  if (joined) {
    attempts_ = 0;
    seat_.group = joined->group;
    seat_.token = joined->token;
    into_ = joined->group;
    around_.seats.keep(seat_);
    client_.reset();
    connect();
    if (joined_) joined_(joined->group);
    return;
  }
  if (answer.status == 0 || answer.status == kTooManyRequests || answer.status >= kServerErrors) {
    join_again_later();
    return;
  }
  gone_ = true;
  const auto why = wire::read_api_error(answer.body);
  if (refused_) refused_(why.value_or(Rejection{RejectionCode::malformed, {}, 0}));
}

void Device::join_again_later() {
  const auto delay_ms = std::min(kLongestRetryMs, kFirstRetryMs << std::min(attempts_++, 6));
  next_attempt_ = around_.loop.after(delay_ms, [this] { ask_to_join(); });
}

void Device::connect() {
  if (gone_) return;
  if (!client_) {
    into_ = seat_.group;
    client_ = std::make_unique<support::SessionClient>(
        around_.loop, around_.address, support::SessionClient::Options{.token = seat_.token},
        support::SessionClient::Events{.changed = [this] { take_note(); },
                                       .ended = [this](const support::Ended& ended) { come_back(ended); }});
    client_->mirror().forget_answers();
  }
  if (was_connected_) ++around_.tally.came_back;
  client_->connect();
  if (!next_thought_.waiting()) think_later();
}

void Device::lose_network(std::int64_t length_ms) {
  if (!client_ || gone_) return;
  connect_after(length_ms);
  client_->drop();
}

void Device::leave() {
  gone_ = true;
  next_attempt_ = {};
  next_thought_ = {};
  // As a browser does when its page is closed.
  if (client_) client_->close(1001);
}

void Device::come_back(const support::Ended& ended) {
  // Somebody who has lost the network already knows when it will be back.
  if (gone_ || next_attempt_.waiting()) return;
  switch (what_the_end_asks(ended.code)) {
    case Return::after_joining_again: join_again_later(); return;
    case Return::in_a_minute: connect_after(kAfterTooManyMs); return;
    case Return::never:
      gone_ = true;
      around_.say("a device was sent away for good with " + std::to_string(ended.code));
      return;
    case Return::soon: break;
  }
  const auto ceiling_ms = std::min(kLongestRetryMs, kFirstRetryMs << std::min(attempts_++, 6));
  connect_after(static_cast<std::int64_t>(around_.dice.between(0.25, 1.0) * static_cast<double>(ceiling_ms)));
}

void Device::connect_after(std::int64_t delay_ms) {
  next_attempt_ = around_.loop.after(delay_ms, [this] { connect(); });
}

void Device::take_note() {
  const auto& mirror = client_->mirror();
  if (mirror.synced()) {
    attempts_ = 0;
    was_connected_ = true;
  }
  around_.tally.refused += mirror.refusals() - refusals_noted_;
  refusals_noted_ = mirror.refusals();
  for (; violations_noted_ < mirror.violations().size(); ++violations_noted_) {
    ++around_.tally.violations;
    around_.say("the server broke the protocol: " + mirror.violations()[violations_noted_]);
  }
}

void Device::think_later() {
  next_thought_ = around_.loop.after(std::max(kShortestThoughtMs, around_.human_ms(1.5, 5)), [this] {
    think();
    if (!gone_) think_later();
  });
}

void Device::think() {
  if (!client_ || !client_->mirror().synced() || !client_->clock().known() || client_->mirror().has_pending()) return;
  auto wish = person_(client_->mirror(), client_->server_now_ms());
  if (!wish) return;
  ++around_.tally.commands;
  client_->send({ops::random_id<CommandId>(), std::move(*wish)});
}

}  // namespace samtale::crowd
