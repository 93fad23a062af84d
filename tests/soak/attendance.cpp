#include "attendance.h"

#include <algorithm>

#include "ops/random.h"
#include "support/http_exchange.h"
#include "wire/api.h"

namespace samtale::soak {
namespace {

constexpr std::int64_t kPatienceMs = 60'000;
constexpr std::int64_t kWithinTheRateMs = 60;  // P-37
constexpr std::int64_t kLookEveryMs = 2'000;

// Always as long.
std::string note_text(std::size_t number) {
  auto text = std::to_string(number);
  text.resize(120, '.');
  return text;
}

std::string fragment_of(const std::string& link) { return link.substr(link.find('#') + 1); }

}  // namespace

std::string Attendance::join(Role role, GroupId group, const std::string& new_group, GroupId* joined) {
  wire::JoinRequest wish;
  wish.door.code = server_.demo("room_code");
  wish.device = ops::random_id<DeviceId>();
  wish.role = role;
  if (new_group.empty()) {
    wish.group = group;
  } else {
    wish.new_group = ExpectedGroup{new_group, "", "", ""};
  }
  const auto answer = support::exchange_now(
      loop_, server_.address(), {.method = "POST", .path = "/api/join", .body = wire::write(wish)}, kPatienceMs);
  const auto answered = wire::read_join_answer(answer.body).value_or(wire::JoinAnswer{});
  if (joined) *joined = answered.group;
  return answer.status == 200 ? answered.token : std::string{};
}

void Attendance::connect(std::size_t index) {
  devices_[index] = std::make_unique<resilience::Device>(loop_, server_.address(), tokens_[index], announced_);
}

bool Attendance::come(std::size_t groups, std::size_t devices) {
  tokens_.push_back(fragment_of(server_.demo("facilitator")));
  std::vector<GroupId> ids(groups);
  for (std::size_t i = 0; i < groups; ++i) {
    tokens_.push_back(join(Role::host, {}, "Gruppe " + std::to_string(i), &ids[i]));
  }
  while (tokens_.size() < devices) tokens_.push_back(join(Role::phone, ids[tokens_.size() % groups], "", nullptr));
  if (std::any_of(tokens_.begin(), tokens_.end(), [](const std::string& token) { return token.empty(); })) return false;
  devices_.resize(tokens_.size());
  for (std::size_t i = 0; i < tokens_.size(); ++i) connect(i);
  if (!loop_.run_until([this] { return here() == size(); }, kPatienceMs)) return false;
  for (std::size_t i = 0; i < groups; ++i) {
    notes_.push_back(devices_[i + 1]->send(command::AddNote{NoteKind::group_note, note_text(0)}).as<NoteTag>());
  }
  return loop_.run_until([&] { return devices_[groups]->unanswered() == 0; }, kPatienceMs);
}

bool Attendance::write_much(std::size_t edits) {
  const auto enough = edits_ + edits;
  write_all();
  const bool done = loop_.run_until([&] { return edits_ >= enough; }, 10 * kPatienceMs);
  next_edit_ = {};
  return done;
}

void Attendance::write_all() {
  next_edit_ = loop_.after(kWithinTheRateMs, [this] { write_all(); });
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    auto& host = *devices_[i + 1];
    if (host.unanswered() == 0) host.send(command::EditNote{notes_[i], note_text(++edits_)});
  }
  if (devices_[0]->unanswered() == 0) devices_[0]->send(command::ShowBroadcast{announced_.next()});
}

void Attendance::begin(double commands_per_second, std::int64_t broadcast_every_ms) {
  broadcast_every_ms_ = broadcast_every_ms;
  write_every_ms_ = static_cast<std::int64_t>(1'000 / commands_per_second);
  look_after();
  write();
  announce();
}

void Attendance::look_after() {
  next_look_ = loop_.after(kLookEveryMs, [this] { look_after(); });
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    if (devices_[i]->ended()) connect(i);
  }
}

void Attendance::write() {
  next_edit_ = loop_.after(write_every_ms_, [this] { write(); });
  const auto host = edits_++ % notes_.size();
  auto& device = *devices_[host + 1];
  if (device.there()) device.send(command::EditNote{notes_[host], note_text(edits_)});
}

void Attendance::announce() {
  next_broadcast_ = loop_.after(broadcast_every_ms_, [this] { announce(); });
  if (devices_[0]->there()) devices_[0]->send(command::ShowBroadcast{announced_.next()});
}

std::size_t Attendance::here() const {
  return static_cast<std::size_t>(
      std::count_if(devices_.begin(), devices_.end(), [](const auto& device) { return device->there(); }));
}

std::string Attendance::token_for_a_stranger() {
  return join(Role::host, {}, "Fremmed " + std::to_string(++strangers_), nullptr);
}

void Attendance::drop(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) connect(1 + next_dropped_++ % (devices_.size() - 1));
}

Figures Attendance::take_figures() {
  Figures figures;
  std::size_t missed = 0;
  for (const auto& device : devices_) {
    acknowledged_ += device->answers().count();
    figures.broadcasts.add(device->broadcasts());
    figures.answers.add(device->answers());
    missed += device->broadcasts_missed();
    device->forget_latencies();
  }
  // Whoever came back anew counts from nothing.
  figures.missed = missed > missed_ ? missed - missed_ : 0;
  missed_ = missed;
  return figures;
}

}  // namespace samtale::soak
