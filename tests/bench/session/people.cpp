#include "people.h"

#include <algorithm>
#include <utility>

#include "ops/random.h"
#include "wire/client_frame.h"

namespace samtale::bench {
namespace {

constexpr std::uint32_t kProtocol = 1;
}  // namespace

Prepared prepare(command::Body body) {
  const auto id = ops::random_id<CommandId>();
  const auto kind = body.index();
  return {id.text(), wire::write_command({id, std::move(body)}), kind};
}

std::size_t People::add(const std::string& token, SeminarId seminar) {
  everybody_.push_back({});
  everybody_.back().token = token;
  everybody_.back().seminar = seminar;
  return swarm_.add(visit_of(everybody_.back()));
}

void People::write(std::size_t who, Prepared command) {
  auto& person = everybody_[who];
  if (person.welcomed) swarm_.send(who, Opcode::binary, command.frame);
  person.account.push_back({std::move(command), now_ns()});
  ++written_;
}

void People::write_together(std::size_t who, std::vector<Prepared> commands) {
  auto& person = everybody_[who];
  std::vector<std::string> frames;
  frames.reserve(commands.size());
  for (const auto& command : commands) frames.push_back(command.frame);
  if (person.welcomed) swarm_.send_together(who, frames);
  const auto sent_at = now_ns();
  for (auto& command : commands) person.account.push_back({std::move(command), sent_at});
  written_ += commands.size();
}

void People::lose_connections() {
  for (std::size_t who = 0; who < everybody_.size(); ++who) {
    if (!swarm_.is_open(who)) continue;
    swarm_.kill(who);
    is_cut_off(who);
  }
}

void People::come_back() {
  for (const auto who : std::exchange(away_, {})) swarm_.come_back(who, visit_of(everybody_[who]));
}

void People::forget_answered() {
  for (auto& person : everybody_) {
    const auto is_answered = [](const Entry& entry) { return entry.fate != Fate::open; };
    std::erase_if(person.account, is_answered);
    person.first_open = 0;
  }
}

// As the web client does: Hello comes with the handshake (P-16).
Visit People::visit_of(const Person& person) {
  Visit visit;
  visit.subprotocol =
      hello_protocols(wire::write_hello({kProtocol, person.token, person.seminar.text(), person.position}));
  return visit;
}

void People::on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) {
  auto& person = everybody_[who];
  hear(payload, heard_);
  if (opcode != Opcode::binary || heard_.kind == Heard::Kind::unreadable) {
    ++unreadable_;
    return;
  }
  if (heard_.kind == Heard::Kind::welcome) return greet(person, who, heard_.resumed);
  if (heard_.kind == Heard::Kind::pong) return is_in_step(person, at);
  if (heard_.position) person.position = heard_.position;
  if (heard_.snapshot) is_in_step(person, at);
  const auto fate = heard_.kind == Heard::Kind::changes ? Fate::took_effect : Fate::refused;
  for (const auto& id : heard_.ids) answer(person, who, id, fate, at);
}

void People::on_closed(std::size_t who, const Farewell&, Nanos) { is_cut_off(who); }

void People::is_cut_off(std::size_t who) {
  auto& person = everybody_[who];
  if (person.in_step) --in_step_;
  person.in_step = person.welcomed = person.resumed = false;
  away_.push_back(who);
}

// What was missed has no last frame; but a clock ping's answer comes behind it (P-41).
void People::greet(Person& person, std::size_t who, bool resumed) {
  person.welcomed = true;
  person.resumed = resumed;
  for (auto i = person.first_open; i < person.account.size(); ++i)
    swarm_.send(who, Opcode::binary, person.account[i].command.frame);
  if (resumed) swarm_.send(who, Opcode::binary, wire::write_clock_ping({1, 0}));
}

void People::is_in_step(Person& person, Nanos at) {
  if (std::exchange(person.in_step, true)) return;
  person.in_step_at = at;
  ++in_step_;
}

// Answers come in the order of the commands (P-35), so the first open one is nearly always meant.
void People::answer(Person& person, std::size_t who, std::string_view id, Fate fate, Nanos at) {
  const auto begin = person.account.begin() + static_cast<std::ptrdiff_t>(person.first_open);
  const auto entry = std::find_if(begin, person.account.end(),
                                  [&](const Entry& each) { return each.fate == Fate::open && each.command.id == id; });
  if (entry == person.account.end()) return;
  entry->fate = fate;
  entry->answered_at = at;
  ++answered_;
  if (fate == Fate::refused) ++refused_;
  while (person.first_open < person.account.size() && person.account[person.first_open].fate != Fate::open)
    ++person.first_open;
  on_answer(who);
}

}  // namespace samtale::bench
