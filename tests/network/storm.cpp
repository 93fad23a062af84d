#include "tests/network/storm.h"

#include <algorithm>
#include <utility>

#include "scribes/account_check.h"

namespace samtale::network_test {
namespace {

constexpr std::int64_t kLookEveryMs = 10;
constexpr std::int64_t kKnockAgainAfterMs = 500;

}  // namespace

Storm::Storm(support::LwsLoop& loop, boost::asio::io_context& context, const support::ServerAddress& server,
             const scribes::OpenedSeminar& seminar, Schedule schedule)
    : loop_(loop), server_(server), seminar_(seminar.id), schedule_(std::move(schedule)) {
  for (const auto& ticket : seminar.tickets) {
    const auto number = lines_.size();
    lines_.push_back(Line::open(context, server, static_cast<std::uint32_t>(schedule_.seed + number)));
    people_.push_back(std::make_unique<scribes::Scribe>(
        loop_, lines_.back()->address(),
        scribes::Scribe::Options{.token = ticket.token, .seed = schedule_.seed * seminar.tickets.size() + number}));
    people_.back()->client().start();
  }
}

Storm::~Storm() {
  for (const auto& line : lines_) line->close();
}

bool Storm::everybody_is_in() const {
  return std::all_of(people_.begin(), people_.end(), [](const auto& each) { return each->client().synced(); });
}

void Storm::rage() {
  for (const auto& each : people_) each->begin();
  for (const auto& turn : schedule_.turns) turns_.push_back(loop_.after(turn.at_ms, [this, &turn] { happen(turn); }));
  healing_ = loop_.after(schedule_.length_ms, [this] { heal(); });
}

void Storm::happen(const Turn& turn) {
  Line& line = *lines_.at(turn.line);
  line.clear();
  switch (turn.what) {
    case Happening::calm: break;
    case Happening::slow:
    case Happening::drip:
      line.set(Direction::up, turn.weather);
      line.set(Direction::down, turn.weather);
      break;
    case Happening::freeze:
      line.set(Direction::up, {.held = true});
      line.set(Direction::down, {.held = true});
      break;
    case Happening::one_way:
      if (turn.loses)
        line.go_dead(turn.direction);
      else
        line.set(turn.direction, {.held = true});
      break;
    case Happening::half_open:
      line.go_dead(Direction::up);
      line.go_dead(Direction::down);
      break;
    case Happening::cut_reset: line.cut(Cut::reset); break;
    case Happening::cut_finish: line.cut(Cut::finish); break;
    case Happening::cut_client_only: line.cut(Cut::client_only); break;
  }
}

void Storm::heal() {
  healed_at_ms_ = support::LwsLoop::now_ms();
  for (const auto& line : lines_) line->clear();
  for (const auto& each : people_) {
    each->stop();
    if (schedule_.end_is_noticed) each->client().wake();
  }
  look_whether_agreed();
}

void Storm::look_whether_agreed() {
  if (is_agreed()) {
    agreed_after_ms_ = support::LwsLoop::now_ms() - healed_at_ms_;
    return;
  }
  ask_fresh_clients();
  next_look_ = loop_.after(kLookEveryMs, [this] { look_whether_agreed(); });
}

void Storm::ask_fresh_clients() {
  const bool at_rest = std::all_of(people_.begin(), people_.end(), [](const auto& each) { return each->at_rest(); });
  if (at_rest && fresh_.empty()) {
    for (const auto& each : people_) {
      fresh_.push_back(std::make_unique<support::TestClient>(loop_, server_, each->token()));
      fresh_.back()->start_hello();
    }
    knocked_at_ms_ = support::LwsLoop::now_ms();
  }
  // Connections that died unheard still count against their token (P-15), until the server notices (P-50).
  if (support::LwsLoop::now_ms() - knocked_at_ms_ < kKnockAgainAfterMs) return;
  for (const auto& each : fresh_) {
    if (each->ended()) each->start_hello();
  }
  knocked_at_ms_ = support::LwsLoop::now_ms();
}

bool Storm::is_agreed() const {
  if (fresh_.empty()) return false;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    if (!fresh_[i]->mirror().synced() || !people_[i]->at_rest()) return false;
    if (people_[i]->client().mirror().entities() != fresh_[i]->entities()) return false;
  }
  return true;
}

std::vector<std::string> Storm::faults(store::StoredData& data) const {
  std::vector<std::string> all;
  const auto add = [&](std::size_t line, const std::string& fault) {
    all.push_back("line " + std::to_string(line) + " " + fault);
  };
  std::vector<const scribes::Scribe*> accounts;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const auto& client = people_[i]->client();
    accounts.push_back(people_[i].get());
    if (client.sent_away()) add(i, "was sent away with " + std::to_string(*client.sent_away()));
    // Who had lost nothing may find out after the agreement that its connection is dead, and be on its way back.
    if (!agreed() && !people_[i]->at_rest())
      add(i, "is not at rest: " + std::to_string(client.unsettled()) + " unanswered");
    if (i >= fresh_.size()) continue;
    if (!fresh_[i]->mirror().synced()) add(i, "has a fresh client that is not let in");
    for (const auto& fault : scribes::faults_of_mirror(client.mirror(), fresh_[i]->entities())) add(i, fault);
  }
  for (const auto& fault : scribes::faults_of_account(data, seminar_, accounts)) all.push_back(fault);
  return all;
}

}  // namespace samtale::network_test
