#include "simulation/model_client.h"

#include <algorithm>
#include <utility>

#include "domain/access.h"

namespace samtale::simulation {
namespace {

constexpr std::uint64_t kMirrorsChecked = 12;  // one in so many frames
constexpr std::size_t kOutboxAtMost = 60;     // a person who sees so much waiting waits too

bool comes_back(live::CloseCode code) {
  using live::CloseCode;
  return code == CloseCode::going_away || code == CloseCode::no_sign_of_life || code == CloseCode::too_slow ||
         code == CloseCode::too_many || code == CloseCode::room_dropped;
}

// Said by the connection, which does not ask the room.
bool is_said_at_once(RejectionCode code) {
  return code == RejectionCode::too_fast || code == RejectionCode::malformed || code == RejectionCode::id_invalid;
}

bool passes(RejectionCode code) { return code == RejectionCode::not_saved || code == RejectionCode::too_fast; }

}  // namespace

ModelClient::ModelClient(Timeline& timeline, Trace& trace, Observer& observer, Seat seat, Habits habits, Dial dial,
                         Dice dice)
    : timeline_(timeline),
      trace_(trace),
      observer_(observer),
      seat_(std::move(seat)),
      habits_(habits),
      dial_(std::move(dial)),
      dice_(dice) {}

// ---- connecting
// --------------------------------------------------------------------------------------------------------

void ModelClient::start() { come_back_after(dice_.between(0, 500 * kMilli)); }

void ModelClient::come_back_after(Micros delay) {
  timeline_.after(delay, Timeline::kWorld, [this, attempt = ++connection_] {
    if (attempt == connection_) connect();
  });
}

void ModelClient::connect() {
  if (gone_ || link_) return;
  link_ = dial_(*this);
  if (!link_) return come_back_after(dice_.between(100 * kMilli, 1'500 * kMilli));
  greet();
}

void ModelClient::greet() {
  this_link_.clear();
  outbox_sent_ = false;
  trace_.note("client: hello", {seat_.number, mirror_.position() ? mirror_.position()->sequence : 0, outbox_.size()});
  const bool is_organiser = seat_.viewer.role == Role::organiser;
  link_->client_sends(wire::write_hello(mirror_.hello(seat_.token, is_organiser ? seat_.seminar.text() : "")));
  if (dice_.one_in(3)) link_->client_sends(wire::write_clock_ping({1, static_cast<std::uint32_t>(dice_.below(200))}));
  if (dice_.one_in(2)) send_outbox();  // a client need not wait for the Welcome
}

void ModelClient::on_closed(std::optional<live::CloseCode> code) {
  trace_.note("client: closed", {seat_.number, code ? static_cast<std::uint64_t>(*code) : 0});
  link_ = nullptr;
  mirror_.disconnected();
  if (code && !comes_back(*code)) {
    gone_ = true;
    if (*code != live::CloseCode::gone) broken("was sent away with " + std::to_string(static_cast<int>(*code)));
    return;
  }
  if (habits_.forgets_the_outbox) outbox_.clear();
  come_back_after(dice_.between(50 * kMilli, 2 * kSecond));
}

void ModelClient::reload() {
  trace_.note("client: reload", {seat_.number});
  if (link_) std::exchange(link_, nullptr)->client_leaves();
  for (const auto& violation : mirror_.violations()) broken(violation);
  mirror_ = {};
  come_back_after(dice_.between(100 * kMilli, kSecond));
}

void ModelClient::sleep(Micros length) {
  trace_.note("client: sleeps", {seat_.number});
  if (link_) std::exchange(link_, nullptr)->client_leaves();
  mirror_.disconnected();
  come_back_after(length);
}

void ModelClient::network_is_back() {
  if (!link_) come_back_after(dice_.between(0, 300 * kMilli));
}

// ---- commands
// ------------------------------------------------------------------------------------------------------------

void ModelClient::act() {
  if (gone_ || outbox_.size() >= kOutboxAtMost) return;
  if (link_ && outbox_sent_ && dice_.one_in(60))
    link_->client_sends("no message of any protocol");  // P-04: nothing comes of it
  const Command command{dice_.id<CommandId>(),
                        random_command(dice_, observer_, {seat_.seminar, seat_.viewer, mirror_})};
  trace_.note("client: asks", {seat_.number}, command_name(command.body.index()));
  observer_.intends(seat_.seminar, seat_.viewer, command);
  sent_[command.id].command = command;
  outbox_.push_back(command.id);
  if (link_ && outbox_sent_) send(command.id);
}

// Everybody, though only those of hosts and screens count; and in any case not all of it can be true.
void ModelClient::report() {
  if (gone_) return;
  TalkReport said;
  said.talk_1_percent = static_cast<std::uint32_t>(dice_.below(120));
  said.talk_2_percent = static_cast<std::uint32_t>(dice_.below(101));
  said.sound_unlocked = dice_.one_in(2);
  said.player = static_cast<PlayerState>(dice_.below(6));
  said.behind_ms = dice_.between(-3'000, 20'000);
  report_ = said;
  if (link_ && mirror_.welcomed()) link_->client_sends(wire::write_talk_report(said));
}

std::optional<TalkReport> ModelClient::standing() const {
  const bool shows_talks = seat_.viewer.role == Role::host || seat_.viewer.role == Role::screen;
  if (gone_ || !shows_talks || !report_) return std::nullopt;
  return within_bounds(*report_);
}

void ModelClient::send_outbox() {
  outbox_sent_ = true;
  for (auto& id : outbox_) {
    auto& entry = sent_.at(id);
    if (habits_.new_id_when_resending && entry.sendings > 0) {
      Command anew = entry.command;
      anew.id = dice_.id<CommandId>();
      observer_.intends(seat_.seminar, seat_.viewer, anew);
      sent_[anew.id].command = anew;
      id = anew.id;
    }
    send(id);
  }
}

void ModelClient::send(CommandId id) {
  auto& entry = sent_.at(id);
  const auto here =
      std::find_if(this_link_.begin(), this_link_.end(), [&](const auto& each) { return each.command == id; });
  if (here == this_link_.end()) {
    this_link_.push_back({id, entry.sendings == 0, 1, 0});
  } else {
    ++here->sendings;
  }
  ++entry.sendings;
  link_->client_sends(wire::write_command(entry.command));
}

void ModelClient::answered(CommandId id, std::optional<Rejection> why) {
  const auto found = sent_.find(id);
  if (found == sent_.end()) return;  // somebody else's
  auto& entry = found->second;
  if (++entry.answers > entry.sendings) broken("P-31: " + id.text() + " was answered more often than it was sent");
  const auto here =
      std::find_if(this_link_.begin(), this_link_.end(), [&](const auto& each) { return each.command == id; });
  if (here != this_link_.end()) {
    check_order(*here, why);
    ++here->answers;
  }
  trace_.note("client: answered", {seat_.number, why ? static_cast<std::uint64_t>(why->code) : 0});
  if (!why) observer_.acknowledged(id);
  if (why && passes(why->code)) {
    timeline_.after(dice_.between(300 * kMilli, 2 * kSecond), Timeline::kWorld, [this, id, attempt = connection_] {
      if (link_ && attempt == connection_ && !sent_.at(id).settled) send(id);
    });
    return;
  }
  if (why) observer_.refused(id);
  entry.settled = true;
  std::erase(outbox_, id);
}

// P-35. What was sent before may have been answered by its earlier sending; what is said at once may overtake.
void ModelClient::check_order(const OnThisLink& entry, const std::optional<Rejection>& why) {
  if (!entry.is_first || entry.answers > 0 || entry.sendings > 1) return;
  if (why && is_said_at_once(why->code)) return;
  for (const auto& earlier : this_link_) {
    if (&earlier == &entry) return;
    if (earlier.answers == 0) return broken("P-35: " + entry.command.text() + " was answered before an earlier one");
  }
}

// ---- what the server says
// ----------------------------------------------------------------------------------------------

void ModelClient::on_message(const wire::ServerMessage& message) {
  if (const auto* welcome = std::get_if<wire::Welcome>(&message)) {
    mirror_.take(*welcome);
    trace_.note("client: welcome", {seat_.number, welcome->resumed});
    if (report_) link_->client_sends(wire::write_talk_report(*report_));
    if (!outbox_sent_) send_outbox();
  }
  if (const auto* changes = std::get_if<wire::Changes>(&message)) take(*changes);
  if (const auto* refusal = std::get_if<wire::Refusal>(&message)) take(*refusal);
}

void ModelClient::take(const wire::Changes& changes) {
  mirror_.take(changes);
  if (!mirror_.violations().empty()) broken(mirror_.violations().front());
  watch_timer();
  if (changes.position) {
    trace_.note("client: changes", {seat_.number, changes.position->sequence, changes.changes.size()});
    if (dice_.one_in(kMirrorsChecked)) {
      observer_.knows(seat_.seminar, seat_.viewer, *changes.position, mirror_.entities());
    }
  }
  for (const auto id : changes.commands) answered(id, std::nullopt);
}

void ModelClient::take(const wire::Refusal& refusal) {
  mirror_.take(refusal);
  if (const auto id = CommandId::parse(refusal.command_id)) answered(*id, refusal.why);
}

// A timer is what its revision says, for ever, and moves on only.
void ModelClient::watch_timer() {
  const Timer& timer = mirror_.entities().timer;
  const auto epoch = mirror_.position() ? mirror_.position()->epoch : 0;
  if (std::exchange(last_epoch_, epoch) != epoch) last_timer_.reset();  // the log may have become another
  if (last_timer_ && timer.revision < last_timer_->revision) broken("P-42: the timer went back to an earlier revision");
  if (last_timer_ && timer.revision == last_timer_->revision && timer != *last_timer_)
    broken("P-42: a timer has restarted");
  if (timer.paused_left_ms < 0 || timer.length_ms < 0) broken("P-42: a timer is negative");
  last_timer_ = timer;
}

// ---- at rest
// -------------------------------------------------------------------------------------------------------------

void ModelClient::check_at_rest(Position end) {
  if (gone_) return;
  if (!link_ || !mirror_.synced()) return broken("P-12: not connected although everything is well");
  if (!outbox_.empty()) broken("P-31: " + outbox_.front().text() + " has not been answered");
  for (const auto& here : this_link_) {
    if (here.answers < here.sendings)
      broken("P-31: " + here.command.text() + " was not answered as often as it was sent");
  }
  const auto forgotten =
      std::find_if(sent_.begin(), sent_.end(), [](const auto& each) { return !each.second.settled; });
  const bool replaced = habits_.new_id_when_resending;
  if (forgotten != sent_.end() && !replaced) broken("what somebody asked for was neither done nor refused");
  if (mirror_.position() && mirror_.position()->epoch != end.epoch) broken("P-13: left behind in an old epoch");
  if (mirror_.entities() != observer_.what_is_shown(seat_.seminar, end.sequence, seat_.viewer)) {
    broken("P-20: role " + std::to_string(static_cast<int>(seat_.viewer.role)) + " does not show what is to be seen");
  }
}

}  // namespace samtale::simulation
