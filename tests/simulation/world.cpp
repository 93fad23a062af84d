#include "simulation/world.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "simulation/model_client.h"
#include "simulation/model_server.h"

namespace samtale::simulation {
namespace {

constexpr Micros kStormLasts = 30 * kSecond;
constexpr Micros kWithin = 5 * kSecond;  // of healing

class World {
 public:
  explicit World(const Options& options)
      : options_(options),
        dice_(options.seed),
        trace_(timeline_, options.verbose),
        clock_(timeline_),
        observer_(trace_, disk_, clock_) {
    for (int i = 1; i <= 2; ++i) stage(i);
    busy_for_ = dice_.between(40 * kMilli, 300 * kMilli);
    trouble_every_ = dice_.between(800 * kMilli, 8 * kSecond);
  }

  Outcome run() {
    start_server();
    for (const auto& client : clients_) client->start();
    timeline_.after(kSecond, Timeline::kWorld, [this] { somebody_acts(); });
    timeline_.after(trouble_every_, Timeline::kWorld, [this] { trouble(); });
    timeline_.run_until(kStormLasts);
    heal();
    timeline_.run_until(kStormLasts + kWithin);
    wait_for_what_is_on_its_way();
    check_at_rest();
    timeline_.run_until(timeline_.now() + kSecond);
    if (looked_into_ != seminars_.size()) trace_.broken("a room did not answer");
    wait_for_the_dead();
    check_players();
    return {trace_.broken_rules(), trace_.hash(), trace_.length(), observer_.acknowledged_count()};
  }

 private:
  void stage(int number) {
    People people;
    seminars_.push_back(stage_seminar(dice_, number, clock_, disk_, people));
    for (const auto& [unused, identity] : people) {
      const auto client = clients_.size();
      const std::string token = "t" + std::to_string(client);
      people_[token] = identity;
      Habits habits;
      habits.new_id_when_resending = options_.breakage == Breakage::new_id_when_resending;
      habits.forgets_the_outbox = options_.breakage == Breakage::forget_the_outbox;
      clients_.push_back(std::make_unique<ModelClient>(
          timeline_, trace_, observer_, ModelClient::Seat{client, token, seminars_.back().id, identity.viewer}, habits,
          [this](ModelClient& who) { return dial(who); }, dice_.split()));
    }
  }

  std::shared_ptr<Link> dial(ModelClient& client) {
    if (!server_ || server_->stopping()) return nullptr;
    auto link = std::make_shared<Link>(timeline_, dice_.split(), client);
    server_->accept(link);
    return link;
  }

  // ---- people

  void somebody_acts() {
    if (healing_) return;
    const auto& client = dice_.pick(clients_);
    const bool only_looks = client->seat().viewer.role == Role::screen || client->seat().viewer.role == Role::speaker;
    if (!only_looks || dice_.one_in(10)) {
      auto times = dice_.one_in(10) ? dice_.between(2, 6) : 1;
      if (dice_.one_in(200)) times = dice_.between(30, 60);  // more than P-37 allows
      for (; times > 0; --times) client->act();
    }
    if (dice_.one_in(6)) client->report();
    if (dice_.one_in(40)) client->reload();
    if (dice_.one_in(15) && server_) server_->knock(dice_.pick(seminars_));
    timeline_.after(dice_.between(1, 2 * busy_for_), Timeline::kWorld, [this] { somebody_acts(); });
  }

  // ---- weather

  void trouble() {
    if (healing_) return;
    switch (dice_.below(14)) {
      case 0: crash(); break;
      case 1: stop(); break;
      case 2: weather_.full_until = timeline_.now() + dice_.between(100 * kMilli, 6 * kSecond); break;
      case 3: weather_.slow_until = timeline_.now() + dice_.between(kSecond, 5 * kSecond); break;
      case 4: weather_.uncertain_commits += static_cast<int>(dice_.between(1, 2)); break;
      case 5: weather_.unreadable_until = timeline_.now() + dice_.between(100 * kMilli, 2 * kSecond); break;
      case 6: cut_many(); break;
      case 7: everybody_leaves(dice_.pick(seminars_).id); break;
      case 8: back_up(); break;
      case 9: hold_many(); break;
      default: trouble_one_link();
    }
    timeline_.after(dice_.between(1, 2 * trouble_every_), Timeline::kWorld, [this] { trouble(); });
  }
  void cut_many() {
    trace_.note("weather: many are cut off");
    for (const auto& client : clients_) {
      if (client->link() && !dice_.one_in(3)) client->link()->fall_silent(true, true, kSecond);
    }
  }
  // What people press then arrives twice, and late the second time: they come back by another connection meanwhile.
  void hold_many() {
    trace_.note("weather: what many send is held");
    for (const auto& client : clients_) {
      if (!client->link() || dice_.one_in(2)) continue;
      client->link()->hold_up(std::min(dice_.between(kSecond, 8 * kSecond), kStormLasts - timeline_.now()), kSecond);
      for (auto times = dice_.between(1, 4); times > 0; --times) client->act();
    }
  }
  // Long enough for the room to be put away, when no timer runs.
  void everybody_leaves(SeminarId seminar) {
    trace_.note("weather: everybody leaves");
    for (const auto& client : clients_) {
      if (client->seat().seminar == seminar) client->sleep(dice_.between(4 * kSecond, 6 * kSecond));
    }
  }
  void trouble_one_link() {
    const auto link = dice_.pick(clients_)->link();
    if (!link) return;
    const auto kind = dice_.below(5);
    trace_.note("weather: a link", {kind});
    if (kind == 0)
      return link->stall(std::min(dice_.between(100 * kMilli, 8 * kSecond), kStormLasts - timeline_.now()));
    if (kind == 1) return link->fall_silent(true, false, 10 * kSecond);
    if (kind == 2) return link->fall_silent(false, true, 10 * kSecond);
    link->fall_silent(true, true, kind == 3 ? 10 * kSecond : 50 * kMilli);
  }

  // ---- the server

  void start_server() {
    const Ground ground{timeline_, trace_, observer_, clock_, disk_, weather_, people_, options_.breakage};
    server_ = std::make_unique<ModelServer>(ground, ++processes_, dice_.split());
    trace_.note("server: starts", {processes_});
  }
  void crash() {
    if (!server_ || server_->stopping()) return;
    trace_.note("weather: the server crashes");
    server_->crash();
    end_server(0);
  }
  void stop() {
    if (!server_ || server_->stopping()) return;
    trace_.note("server: stops");
    server_->stop();
    end_server(dice_.between(kMilli, 200 * kMilli));
  }
  void end_server(Micros after) {
    timeline_.after(after, Timeline::kWorld, [this] {
      server_.reset();
      if (dice_.one_in(3)) restore();
      timeline_.after(dice_.between(10 * kMilli, 2 * kSecond), Timeline::kWorld, [this] { start_server(); });
    });
  }

  void back_up() {
    trace_.note("server: backup");
    backup_ = disk_;
  }
  // As `samtale restore`: what came after the backup is gone, and logs go on in an epoch that nobody has seen.
  void restore() {
    if (!backup_) back_up();  // one that has lost nothing
    std::set<CommandId> lost;
    std::set_difference(disk_.commands.begin(), disk_.commands.end(), backup_->commands.begin(), backup_->commands.end(),
                        std::inserter(lost, lost.end()));
    trace_.note("server: restored", {lost.size()});
    auto snapshots = std::move(disk_.snapshots);  // an operator may have put the file back by hand
    disk_ = *backup_;
    disk_.snapshots = dice_.one_in(2) ? std::move(snapshots) : std::map<SeminarId, std::string>{};
    if (options_.breakage != Breakage::restore_keeps_the_epoch) disk_.set_epoch(++epoch_);
    observer_.disk_replaced(lost);
  }

  // ---- at rest

  // Time goes on: a phase may have ended a moment ago, and its news may not have reached everybody.
  void wait_for_what_is_on_its_way() {
    const auto stored = [this] {
      std::size_t events = 0;
      for (const auto& [seminar, log] : disk_.logs) events += log.events.size();
      return events;
    };
    std::size_t before = 0;
    for (int i = 0; i < 100 && before != stored(); ++i) {
      before = stored();
      timeline_.run_until(timeline_.now() + kSecond);
    }
  }
  void heal() {
    trace_.note("weather: clears up");
    healing_ = true;
    weather_ = {};
    for (const auto& client : clients_) {
      if (client->link()) client->link()->clear_up();
      client->network_is_back();
    }
  }
  void check_at_rest() {
    observer_.check_logs();
    for (const auto& client : clients_) {
      const auto& log = disk_.logs.at(client->seat().seminar);
      client->check_at_rest({log.epoch, log.events.size()});
    }
    for (const auto& seminar : seminars_) {
      check_end_of_time(seminar.id);
      if (!server_) return;
      server_->inspect(seminar.id, [this, id = seminar.id](const Seminar* state) {
        ++looked_into_;
        if (state == nullptr) return trace_.broken("a room is not live");
        if (*state != observer_.truth(id)) trace_.broken("a room's state is not what its log says");
      });
    }
  }
  // Half of the connections that fell silent are known to the server only by that.
  void wait_for_the_dead() {
    timeline_.run_until(timeline_.now() + (limits::kSilentForMs + 3'000) * kMilli);
    if (server_->held_for_the_dead() > 0) trace_.broken("P-50: a connection is held although nobody answers");
  }
  // P-86: staff know of each group what one of its players says, than which none stands better.
  void check_players() {
    // What an old connection had held up may have come last; a player says again how it stands (P-86).
    for (const auto& client : clients_) {
      if (client->standing()) client->report();
    }
    timeline_.run_until(timeline_.now() + 3 * kSecond);
    for (const auto& staff : clients_) {
      if (!is_staff(staff->seat().viewer.role) || !staff->is_here()) continue;
      std::map<GroupId, std::vector<TalkReport>> players;
      for (const auto& client : clients_) {
        const auto standing = client->standing();
        if (standing && client->seat().seminar == staff->seat().seminar) {
          players[client->seat().viewer.group].push_back(*standing);
        }
      }
      const auto& told = staff->told_of_players();
      if (told.size() != players.size()) trace_.broken("P-86: staff are not told of the groups that have players");
      for (const auto& [group, talk] : told) {
        const auto& reports = players[group];
        const auto& report = talk.report;
        const bool is_theirs = std::find(reports.begin(), reports.end(), report) != reports.end();
        const bool is_best = std::none_of(reports.begin(), reports.end(), [&report](const TalkReport& other) {
          return stands_better(other, report);
        });
        if (talk.devices != reports.size() || !is_theirs || !is_best) {
          trace_.broken("P-86: staff are not told how a group's players stand");
        }
      }
    }
  }
  // P-42: two seconds ago at the latest; the room tries once a second.
  void check_end_of_time(SeminarId id) {
    const Seminar& seminar = observer_.truth(id);
    if (seminar.session.state != SessionState::running || seminar.timer.overtime) return;
    if (has_run_out(seminar.timer, clock_.now_ms() - 2'000))
      trace_.broken("P-42: the end of the time was not announced");
  }

  Options options_;
  Dice dice_;
  Timeline timeline_;
  Trace trace_;
  SimClock clock_;
  Disk disk_;
  std::optional<Disk> backup_;
  std::uint32_t epoch_ = 1;
  DiskWeather weather_;
  Observer observer_;
  People people_;
  std::vector<StagedSeminar> seminars_;
  std::vector<std::unique_ptr<ModelClient>> clients_;
  std::unique_ptr<ModelServer> server_;
  Timeline::Owner processes_ = 0;
  Micros busy_for_ = 0;
  Micros trouble_every_ = 0;
  bool healing_ = false;
  std::size_t looked_into_ = 0;
};

}  // namespace

Outcome run(const Options& options) { return World{options}.run(); }

}  // namespace samtale::simulation
