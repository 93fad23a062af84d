#include "transport/room_visit.h"

#include <utility>

namespace samtale::transport {

using live::CloseCode;

void RoomVisit::on_message(Opcode, std::string_view message) {
  auto step = protocol_.on_message(message, services_.clock.now_ms());
  std::visit([this](auto& each) { obey(std::move(each)); }, step);
}

void RoomVisit::obey(Greet greet) {
  auto& hello = greet.hello;
  const auto identity = services_.doorkeeper.identify(hello.token);
  if (!identity) return connection_.close(CloseCode::token_unknown);
  if (services_.table.is_thrown_out(identity->token)) return connection_.turn_away(CloseCode::too_many);
  const auto seminar =
      seminar_for(*identity, hello.seminar_id, [this](SeminarId id) -> std::optional<store::OrganiserId> {
        const auto entry = services_.catalogue.find(id);
        if (!entry) return std::nullopt;
        return entry->organiser;
      });
  if (const auto* code = std::get_if<CloseCode>(&seminar)) return connection_.close(*code);
  if (!services_.table.count_in(identity->token, connection_, connections_allowed(*identity))) {
    return connection_.close(CloseCode::too_many);
  }
  counted_ = true;
  connection_.greeted();

  const auto seminar_id = std::get<SeminarId>(seminar);
  const auto& viewer = identity->viewer;
  live::Joiner joiner{viewer, identity->name, {}, {}, hello.position};
  if (is_group_device(viewer.role)) joiner.group_link = services_.doorkeeper.group_link(seminar_id, viewer.group);
  if (is_staff(viewer.role)) joiner.room_link = services_.doorkeeper.room_link(seminar_id);
  const auto connection = connection_.shared_from_this();  // keeps this visit alive until the room is found
  services_.directory.open(seminar_id, [this, connection, joiner = std::move(joiner)](
                                           std::shared_ptr<live::Room> room) { enter(std::move(room), joiner); });
}

void RoomVisit::enter(std::shared_ptr<live::Room> room, live::Joiner joiner) {
  if (ended_) return;
  // The catalogue knows the seminar, so its log could not be read: worth another try.
  if (!room) return connection_.close(CloseCode::room_dropped);
  room_ = std::move(room);
  room_->join(connection_.shared_from_this(), std::move(joiner));
  for (auto& command : std::exchange(early_, {})) room_->submit(connection_.shared_from_this(), std::move(command));
}

void RoomVisit::obey(Submit submit) {
  if (!room_) return early_.push_back(std::move(submit.command));
  room_->submit(connection_.shared_from_this(), std::move(submit.command));
}

void RoomVisit::obey(const AnswerClock& answer) {
  connection_.send_at_once(wire::frame(wire::ClockPong{answer.ping.number, services_.clock.now_ms()}));
  if (room_) room_->seen(connection_, answer.ping.last_round_trip_ms);
}

void RoomVisit::obey(const TakeReport& take) {
  if (room_) room_->told(connection_, take.report);
}

void RoomVisit::obey(const Refuse& refuse) { connection_.send(wire::frame(refuse.refusal)); }

void RoomVisit::obey(const End& end) {
  if (end.code == CloseCode::too_many && counted_) services_.table.throw_out(connection_.token());
  connection_.close(end.code);
}

void RoomVisit::on_sign_of_life() {
  if (room_) room_->seen(connection_, 0);
}

void RoomVisit::on_ended() {
  ended_ = true;
  early_.clear();
  if (room_) std::exchange(room_, nullptr)->leave(connection_);
  if (std::exchange(counted_, false)) services_.table.count_out(connection_);
}

}  // namespace samtale::transport
