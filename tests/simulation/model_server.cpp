#include "simulation/model_server.h"

#include <utility>

#include "transport/connection_protocol.h"
#include "transport/sign_of_life.h"

namespace samtale::simulation {

using live::CloseCode;

// A client that reads nothing and lets so much pile up is too slow. Far less than the real limit, because the messages are
// short here; so it does not hold for one who reads, and gets the answers to all of a full outbox in one moment.
constexpr std::size_t kQueuedBytes = 3 * 1024;
// Small, so that logs have many pieces and rooms are put away.
constexpr std::size_t kEventsPerRead = 16;
constexpr std::chrono::milliseconds kRoomRestsAfter{1'500};
// So few that even a handful of connections depart in several slices, with everything else in between.
constexpr std::size_t kDeparturesInARow = 2;

std::size_t answers_remembered(Breakage breakage) {
  return breakage == Breakage::forget_what_was_refused ? 0 : limits::kAnswersRemembered;
}

// One connection on the server: obeys the real ConnectionProtocol, as transport's RoomVisit does over a socket.
class Visit final : public live::Subscriber,
                    public ServerEnd,
                    public transport::Departing,
                    public std::enable_shared_from_this<Visit> {
 public:
  Visit(ModelServer& server, std::shared_ptr<Link> link) : server_(server), link_(std::move(link)) {
    life_.opened_ms = life_.heard_ms = now_ms();
  }

  // ---- from the client

  void on_message(std::string_view bytes) override {
    if (ended_) return;
    heard();
    auto step = protocol_.on_message(bytes, server_.ground_.clock.now_ms());
    std::visit([this](auto& each) { obey(std::move(each)); }, step);
  }
  void on_lost() override {
    if (std::exchange(ended_, true)) return;
    early_.clear();
    if (const auto room = std::exchange(room_, nullptr)) room->leave(*as_the_room_knows_me());
    known_as_.reset();
  }

  void on_pong() override { heard(); }
  // P-50, as transport's sweep over its connections does.
  void check_life() {
    if (ended_ || closing_) return;
    switch (transport::check_life(life_, now_ms())) {
      case transport::LifeDecision::ping:
        life_.pinged = true;
        return link_->server_pings();
      case transport::LifeDecision::close_silent:
      case transport::LifeDecision::close_slow: return close(CloseCode::no_sign_of_life);
      default: return;
    }
  }
  bool is_held_for_the_dead() const {
    return !ended_ && now_ms() - life_.heard_ms > limits::kSilentForMs + 2 * transport::kSweepEveryMs;
  }

  // ---- from the room

  void send(const wire::PreparedFrame& frame) override {
    if (ended_ || closing_) return;
    if (departs_ && server_.overtakes()) return put_on_the_wire(frame);
    outbox_.push_back(frame);
    if (!std::exchange(departs_, true) && !server_.leaves_behind()) server_.departures_.put(shared_from_this());
  }
  void depart() override {
    departs_ = false;
    for (const auto& frame : std::exchange(outbox_, {})) put_on_the_wire(frame);
  }
  void close(CloseCode code) override {
    if (ended_ || closing_) return;
    depart();
    if (std::exchange(closing_, true)) return;
    server_.ground_.trace.note("server: closes", {static_cast<std::uint64_t>(code)});
    link_->server_closes(code);
    // Rooms call close() while they go through their subscribers: leaving comes later.
    server_.honest_shard_.post([self = shared_from_this()] { self->on_lost(); });
  }

  void die() {
    if (!std::exchange(ended_, true) && !closing_) link_->server_dies();
    outbox_.clear();
    room_.reset();
    known_as_.reset();
  }

 private:
  limits::Millis now_ms() const { return server_.ground_.clock.now_ms(); }
  void heard() {
    life_.heard_ms = now_ms();
    life_.pinged = false;
  }
  void put_on_the_wire(const wire::PreparedFrame& frame) {
    if (ended_ || closing_) return;
    const auto message = server_.ground_.observer.on_the_wire(seminar_, viewer_, frame);
    if (!message) return;
    if (link_->is_stalled() && link_->queued_bytes() > kQueuedBytes) return close(CloseCode::too_slow);
    link_->server_sends(message, frame->size());
  }
  std::shared_ptr<live::Subscriber> as_the_room_knows_me() {
    auto known = known_as_.lock();
    return known ? known : shared_from_this();
  }

  void obey(transport::Greet greet) {
    const auto person = server_.ground_.people.find(greet.hello.token);
    if (person == server_.ground_.people.end()) return close(CloseCode::token_unknown);
    const auto owner_of = [this](SeminarId id) -> std::optional<store::OrganiserId> {
      const auto entry = server_.catalogue_.find(id);
      return entry ? std::optional{entry->organiser} : std::nullopt;
    };
    const auto seminar = transport::seminar_for(person->second, greet.hello.seminar_id, owner_of);
    if (const auto* code = std::get_if<CloseCode>(&seminar)) return close(*code);
    seminar_ = std::get<SeminarId>(seminar);
    viewer_ = person->second.viewer;
    life_.greeted = true;
    live::Joiner joiner{viewer_, "", "", "", greet.hello.position};
    if (joiner.position && server_.ground_.breakage == Breakage::resume_ignores_the_epoch)
      joiner.position->epoch = server_.ground_.disk.logs.at(seminar_).epoch;
    server_.directory_->open(seminar_, [self = shared_from_this(), joiner](std::shared_ptr<live::Room> room) {
      self->enter(std::move(room), joiner);
    });
  }
  void enter(std::shared_ptr<live::Room> room, const live::Joiner& joiner) {
    if (ended_ || closing_) return;
    if (!room) return close(CloseCode::room_dropped);
    room_ = std::move(room);
    const auto me = server_.broken_connections_.in_place_of(shared_from_this(), {seminar_, viewer_});
    known_as_ = me;
    room_->join(me, joiner);
    for (auto& command : std::exchange(early_, {})) {
      if (room_) room_->submit(me, std::move(command));
    }
  }
  void obey(transport::Submit submit) {
    if (!room_) return early_.push_back(std::move(submit.command));
    room_->submit(as_the_room_knows_me(), std::move(submit.command));
  }
  void obey(const transport::AnswerClock& answer) {
    send(wire::frame(wire::ClockPong{answer.ping.number, server_.ground_.clock.now_ms()}));
    depart();
    if (room_) room_->seen(*as_the_room_knows_me(), answer.ping.last_round_trip_ms);
  }
  void obey(const transport::TakeReport& take) {
    if (room_) room_->told(*as_the_room_knows_me(), take.report);
  }
  void obey(const transport::Refuse& refuse) { send(wire::frame(refuse.refusal)); }
  void obey(const transport::End& end) { close(end.code); }
  void obey(const transport::Ignore&) {}

  ModelServer& server_;
  std::shared_ptr<Link> link_;
  transport::ConnectionProtocol protocol_;
  transport::SignOfLife life_;
  SeminarId seminar_;
  Viewer viewer_{Role::screen, {}, {}};  // until it has said who it is: one who may see nothing
  std::shared_ptr<live::Room> room_;
  std::weak_ptr<live::Subscriber> known_as_;
  std::vector<Command> early_;
  std::vector<wire::PreparedFrame> outbox_;
  bool departs_ = false;
  bool closing_ = false;
  bool ended_ = false;
};

ModelServer::ModelServer(const Ground& ground, Timeline::Owner process, Dice dice)
    : ground_(ground),
      process_(process),
      dice_(dice),
      honest_shard_(ground.timeline, process, dice_.split()),
      broken_shard_(broken_shard(ground.breakage, honest_shard_)),
      honest_store_(ground.timeline, process, ground.trace, ground.disk, ground.weather, dice_.split()),
      broken_store_(broken_store(ground.breakage, honest_store_, ground.disk, dice_.split())),
      snapshots_(ground.timeline, process, ground.trace, ground.disk, ground.breakage, dice_.split()),
      catalogue_(ground.disk, dice_.split()),
      broken_connections_(ground.breakage, dice_.split()),
      departures_([this](std::function<void()> task) { shard().post(std::move(task)); }, kDeparturesInARow),
      directory_(std::make_unique<live::LiveDirectory>(
          live::RoomSurroundings{.shard = shard(),
                                 .events = events(),
                                 .clock = ground.clock,
                                 .snapshots = &snapshots_,
                                 .events_per_read = kEventsPerRead,
                                 .answers_remembered = answers_remembered(ground.breakage),
                                 .rests_after = kRoomRestsAfter},
          catalogue_)) {
  directory_->revive([] {});
  if (ground.breakage != Breakage::dead_peers_stay) sweep();
}

ModelServer::~ModelServer() {
  for (const auto& visit : visits_) {
    if (const auto alive = visit.lock()) alive->die();
  }
  ground_.timeline.forget(process_);
}

void ModelServer::accept(const std::shared_ptr<Link>& link) {
  std::erase_if(visits_, [](const auto& visit) { return visit.expired(); });
  auto visit = std::make_shared<Visit>(*this, link);
  link->set_server(visit);
  visits_.push_back(visit);
  if (stopping_) visit->close(CloseCode::going_away);
}

void ModelServer::knock(const StagedSeminar& seminar) {
  command::Body body = command::ArriveGroup{dice_.pick(seminar.groups)};
  if (dice_.one_in(5))
    body = command::NameGroup{dice_.id<GroupId>(), {"Walk-in " + std::to_string(dice_.below(5)), "", "", ""}};
  if (dice_.one_in(5)) {
    body = command::AttachTalk{dice_.one_in(2) ? PhaseKind::talk_1 : PhaseKind::talk_2, dice_.id<MediaId>(), 60'000};
  }
  // Its versions are made while the seminar goes on, and captions come late.
  if (dice_.one_in(5)) {
    body = command::AttachTalk{PhaseKind::talk_1, seminar.recording, 60'000, {}, random_versions(dice_), dice_.one_in(2)};
  }
  if (dice_.one_in(8)) {
    body = command::AttachCaptions{PhaseKind::talk_1, dice_.one_in(2) ? Language::danish : Language::english,
                                   dice_.id<MediaId>(), {}};
  }
  ask_room(seminar.id, {dice_.one_in(2) ? dice_.id<CommandId>() : CommandId{}, body});
}

// Asks again, with the same id, as long as nobody knows whether it was done.
void ModelServer::ask_room(SeminarId seminar, const Command& command) {
  if (stopping_) return;
  directory_->open(seminar, [this, seminar, command](const std::shared_ptr<live::Room>& room) {
    if (!room) return;
    auto answers = std::make_shared<int>(0);
    room->submit_from_server(command, [this, seminar, command, answers](const std::optional<Rejection>& why) {
      if (++*answers > 1) ground_.observer.broken("a command of the server's own was answered twice");
      ground_.trace.note("server: own command", {why ? static_cast<std::uint64_t>(why->code) : 0});
      const bool unknown = why && why->code == RejectionCode::outcome_unknown;
      if (why && !unknown && !command.id.empty() && ground_.disk.holds(command.id))
        ground_.observer.broken("a command of the server's own was refused and is in the log");
      if (unknown && !command.id.empty()) shard().post([this, seminar, command] { ask_room(seminar, command); });
    });
  });
}

bool ModelServer::overtakes() { return ground_.breakage == Breakage::overtake_what_waits && dice_.one_in(4); }
bool ModelServer::leaves_behind() { return ground_.breakage == Breakage::leave_one_behind && dice_.one_in(100); }

void ModelServer::sweep() {
  for (const auto& visit : visits_) {
    if (const auto alive = visit.lock()) alive->check_life();
  }
  ground_.timeline.after(transport::kSweepEveryMs * kMilli, process_, [this] { sweep(); });
}

std::size_t ModelServer::held_for_the_dead() const {
  std::size_t count = 0;
  for (const auto& visit : visits_) {
    const auto alive = visit.lock();
    count += alive && alive->is_held_for_the_dead() ? 1 : 0;
  }
  return count;
}

void ModelServer::crash() {
  stopping_ = true;
  honest_store_.crash();
  for (const auto& visit : visits_) {
    if (const auto alive = visit.lock()) alive->die();
  }
  ground_.timeline.forget(process_);
}

void ModelServer::stop() {
  stopping_ = true;
  directory_->stop();
  honest_store_.finish();
}

void ModelServer::inspect(SeminarId seminar, std::function<void(const Seminar*)> look) {
  directory_->open(seminar, [look = std::move(look)](const std::shared_ptr<live::Room>& room) {
    if (!room) return look(nullptr);
    room->inspect(look);
  });
}

}  // namespace samtale::simulation
