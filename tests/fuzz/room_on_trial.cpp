#include "fuzz/room_on_trial.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/access.h"
#include "domain/apply.h"
#include "domain/text.h"
#include "fuzz/invariant.h"
#include "support/mirror.h"
#include "tests/unit/wire/fields.h"
#include "transport/connection_protocol.h"
#include "wire/stored_event.h"
#include "wire/stored_state.h"

namespace samtale::fuzz {

using transport::ConnectionProtocol;
using wire::described;

// One connection: what it says goes through the real ConnectionProtocol, what it hears into a client's mirror.
class Seat final : public live::Subscriber {
 public:
  void send(const wire::PreparedFrame& frame) override {
    const auto message = wire::read_server_frame(wire::payload_of(frame));
    require(message.has_value(), "what the server says can be read");
    if (const auto* welcome = std::get_if<wire::Welcome>(&*message)) mirror.take(*welcome);
    if (const auto* refusal = std::get_if<wire::Refusal>(&*message)) {
      require(refusal->why.code != RejectionCode{}, "a rejection says why");
      require(refusal->command_id.size() <= kIdTextLength, "what is no id is not sent back");
      refused.push_back(*refusal);
      mirror.take(*refusal);
    }
    if (const auto* changes = std::get_if<wire::Changes>(&*message)) {
      done.insert(done.end(), changes->commands.begin(), changes->commands.end());
      mirror.take(*changes);
    }
    // The same id from two people is nothing a client does, so who counts answers (P-31) is confused here.
    for (const auto& violation : mirror.violations()) require(violation.starts_with("P-31"), violation.c_str());
  }
  void close(live::CloseCode) override { closed = true; }

  ConnectionProtocol protocol;
  support::Mirror mirror;
  std::vector<CommandId> done;         // answered by Changes, since forgotten
  std::vector<wire::Refusal> refused;  // likewise
  bool closed = false;
};

namespace {

constexpr Millis kBetweenMessagesMs = 50;  // as fast as P-37 allows for ever
constexpr Millis kStoredWithinMs = 210;    // simulation/sim_store.cpp, in fair weather

// Written and read again it is the same.
void check_comes_back(const wire::ClientMessage& message) {
  if (const auto* command = std::get_if<Command>(&message)) {
    const auto again = wire::read_client_frame(wire::write_command(*command));
    const auto* same = std::get_if<Command>(&again);
    require(same && same->id == command->id && described(same->body) == described(command->body),
            "a command that was read can be written and read again");
  }
  if (const auto* ping = std::get_if<wire::ClockPing>(&message)) {
    const auto again = wire::read_client_frame(wire::write_clock_ping(*ping));
    require(described(std::get<wire::ClockPing>(again)) == described(*ping), "a clock ping comes back");
  }
  if (const auto* report = std::get_if<TalkReport>(&message)) {
    const auto again = wire::read_client_frame(wire::write_talk_report(*report));
    require(std::get<TalkReport>(again) == *report, "a report comes back");
  }
  if (const auto* hello = std::get_if<wire::Hello>(&message)) {
    const auto again = wire::read_client_frame(wire::write_hello(*hello));
    const auto* same = std::get_if<wire::Hello>(&again);
    require(same && same->protocol == hello->protocol && same->token == hello->token &&
                same->seminar_id == hello->seminar_id && same->position == hello->position,
            "a hello comes back");
  }
}

bool is_text(std::string_view text, std::size_t limit) { return is_utf8(text) && length_of(text) <= limit; }

void check_limits(const Seminar& seminar) {
  require(is_text(seminar.plan.title, limits::kTitle), "a title keeps its limit");
  require(is_text(seminar.broadcast.text, limits::kBroadcast), "a broadcast keeps its limit");
  require(seminar.groups.size() <= limits::kGroupsPerSeminar, "a seminar has no more groups than it may");
  for (const auto& [id, group] : seminar.groups) {
    require(is_text(group.about.name, limits::kGroupName), "a group's name keeps its limit");
    require(group.roster.size() <= limits::kRoster, "a group has no more people than it may");
    require(group.notes.size() <= limits::kNotesPerGroup, "a group has no more notes than it may");
    require(group.action_points.size() <= limits::kActionPointsPerGroup,
            "a group has no more action points than it may");
    for (const auto& person : group.roster)
      require(is_text(person.name, limits::kPersonName), "a name keeps its limit");
    for (const auto& [note_id, note] : group.notes)
      require(is_text(note.text, limits::kNote), "a note keeps its limit");
    for (const auto& [point_id, point] : group.action_points) {
      require(is_text(point.text.what, limits::kActionPointWhat), "an action point keeps its limit");
      require(is_text(point.text.obstacles, limits::kActionPointObstacles), "an obstacle keeps its limit");
      require(is_text(point.reservation, limits::kReservation), "a reservation keeps its limit");
    }
  }
  for (const auto& [id, message] : seminar.messages) {
    require(is_text(message.text, limits::kQuestion), "what one group asks another keeps its limit");
  }
  for (const auto& [id, question] : seminar.questions) {
    require(is_text(question.text, limits::kQuestion), "a question keeps its limit");
  }
}

Seminar rebuilt(const Scene& scene, const std::vector<store::EventRecord>& log) {
  auto seminar = scene.state();
  for (auto i = scene.records().size(); i < log.size(); ++i) {
    const auto event = wire::decode_event(log[i].bytes);
    require(event.has_value(), "what was stored can be read");
    require(wire::encode_event(*event) == log[i].bytes, "an event is written in one way only");
    apply(seminar, *event);
  }
  return seminar;
}

}  // namespace

RoomOnTrial::RoomOnTrial(const Scene& scene)
    : scene_(scene),
      shard_(timeline_, simulation::Timeline::kWorld, simulation::Dice{1}),
      store_(timeline_, simulation::Timeline::kWorld, trace_, disk_, weather_, simulation::Dice{2}),
      seminar_(scene.state().id),
      people_(scene.people()) {
  timeline_.run_until((scene.now_ms() - simulation::SimClock::kStartMs) * simulation::kMilli);
  wire::StoredState beginning;
  auto& log = disk_.logs[seminar_];
  log.events = scene.records();
  for (std::size_t i = 0; i < log.events.size(); ++i) {
    const auto command = log.events[i].command;
    if (command.empty()) continue;
    disk_.commands.insert(command);
    beginning.commands[command] = i + 1;
  }
  beginning.position = {log.epoch, log.events.size()};
  beginning.seminar = scene.state();
  room_ = std::make_shared<live::LiveRoom>(
      live::RoomSurroundings{shard_, store_, clock_, 1}, std::move(beginning),
      live::LiveRoom::Owner{[](const Seminar&) {}, [] { require(false, "a room whose store works is not dropped"); }});
  room_->go_live();
}

RoomOnTrial::~RoomOnTrial() { room_->stop(live::CloseCode::going_away); }

Seat& RoomOnTrial::at(std::size_t number) {
  auto& seat = seats_[number];
  if (seat && seat->closed) {
    room_->leave(*seat);
    seat.reset();
  }
  if (!seat) {
    seat = std::make_shared<Seat>();
    seat->protocol.on_message(wire::write_hello({1, "token", {}, std::nullopt}), clock_.now_ms());
    room_->join(seat, {people_[number], "", "", "", std::nullopt});
    let_happen(1);
  }
  return *seat;
}

void RoomOnTrial::come_back(std::size_t number) {
  auto& seat = at(number);
  if (seat.closed) return;
  room_->leave(seat);
  auto again = std::make_shared<Seat>();
  again->mirror = seat.mirror;
  again->mirror.disconnected();
  const auto hello = again->mirror.hello("token", "");
  again->protocol.on_message(wire::write_hello(hello), clock_.now_ms());
  seats_[number] = again;
  room_->join(again, {people_[number], "", "", "", hello.position});
  let_happen(1);
}

void RoomOnTrial::pass(Millis length_ms) { let_happen(length_ms); }

Seminar RoomOnTrial::state() {
  constexpr int kTries = 20;
  for (int i = 0; i < kTries; ++i) {
    const auto found = std::make_shared<std::optional<Seminar>>();
    room_->inspect([found](const Seminar* now) {
      if (now) *found = *now;
    });
    if (*found) return std::move(**found);
    let_happen(kStoredWithinMs);  // what is seen then may be old when time stands still again
  }
  require(false, "the room can be looked into");
  return {};
}

void RoomOnTrial::submit(Seat& seat, const Command& command) {
  require(!may(Role::room, command.body), "a command of the room itself does not come over the wire");
  const auto before = state();
  const auto length_before = log_length();
  const auto was_there = log_holds(command.id);
  const auto shared =
      std::find_if(seats_.begin(), seats_.end(), [&](const auto& each) { return each.second.get() == &seat; });
  seat.mirror.sent(command);
  seat.done.clear();
  seat.refused.clear();
  room_->submit(shared->second, command);
  let_happen(kStoredWithinMs);
  if (seat.closed) return;  // its group was removed, perhaps by itself

  const auto done = std::count(seat.done.begin(), seat.done.end(), command.id);
  const auto refused = std::count_if(seat.refused.begin(), seat.refused.end(),
                                     [&](const auto& each) { return each.command_id == command.id.text(); });
  require(done + refused == 1, "P-31: a command is answered once");
  const auto after = state();
  if (log_length() == length_before) require(after == before, "the state moves only with the log");
  if (refused == 1) require(was_there == log_holds(command.id), "P-34: a rejected command changed nothing");
  if (refused == 1) require(!was_there, "P-33: what took effect is not rejected when it is sent again");
  if (done == 1 && !was_there && log_holds(command.id)) {
    require(may(people_[shared->first].role, command.body), "nobody does what they may not");
  }
}

void RoomOnTrial::say(std::size_t number, std::string_view bytes) {
  auto& seat = at(number);
  if (seat.closed) return;  // there is no such group any more
  let_happen(kBetweenMessagesMs);
  if (seat.closed) return;
  check_comes_back(wire::read_client_frame(bytes));
  const auto step = seat.protocol.on_message(bytes, clock_.now_ms());
  require(!std::holds_alternative<transport::Greet>(step), "P-10: a second hello does not greet");
  if (const auto* submitting = std::get_if<transport::Submit>(&step)) return submit(seat, submitting->command);
  const auto before = state();
  const auto length_before = log_length();
  if (const auto* refuse = std::get_if<transport::Refuse>(&step)) seat.send(wire::frame(refuse->refusal));
  if (const auto* clock = std::get_if<transport::AnswerClock>(&step)) {
    seat.send(wire::frame(wire::ClockPong{clock->ping.number, clock_.now_ms()}));
    room_->seen(seat, clock->ping.last_round_trip_ms);
  }
  if (const auto* take = std::get_if<transport::TakeReport>(&step)) room_->told(seat, take->report);
  if (std::holds_alternative<transport::End>(step)) seat.closed = true;
  require(log_length() == length_before && state() == before, "only a command changes something");
}

void RoomOnTrial::check_all_agree() {
  const auto now = state();
  require(rebuilt(scene_, disk_.logs.at(seminar_).events) == now, "the log, read from its beginning, is the state");
  check_limits(now);
  const auto stored = wire::decode_state(wire::encode_state({{1, log_length()}, "last", now, {}}));
  require(stored && stored->seminar == now, "a snapshot is the state");
  for (const auto& [number, seat] : seats_) {
    if (seat->closed || people_[number].role == Role::room) continue;
    auto newcomer = std::make_shared<Seat>();
    room_->join(newcomer, {people_[number], "", "", "", std::nullopt});
    let_happen(kStoredWithinMs);
    if (seat->closed || newcomer->closed) continue;
    require(newcomer->mirror.entities() == seat->mirror.entities(), "P-20: changes and a snapshot show the same");
    room_->leave(*newcomer);
  }
}

}  // namespace samtale::fuzz
