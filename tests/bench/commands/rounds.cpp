#include "rounds.h"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 120'000;
constexpr std::size_t kOneInSoManyIsAnActionPoint = 8;
constexpr double kNanosPerMs = 1e6;

std::string text_of_length(std::size_t length, std::size_t number) {
  auto text = std::to_string(number);
  text.resize(length, '.');
  return text;
}

Prepared prepare_number(std::size_t number) {
  if (number % kOneInSoManyIsAnActionPoint != 0) {
    return prepare(command::AddNote{NoteKind::group_note, text_of_length(120, number)});
  }
  ActionPointText text;
  text.what = text_of_length(120, number);
  text.who = "Åse";
  text.first_step = text_of_length(80, number);
  text.sign_of_success = text_of_length(80, number);
  return prepare(command::AddActionPoint{text});
}

// For each of them, `each` commands.
std::vector<std::vector<Prepared>> prepare_for(const People& people, std::size_t each) {
  std::vector<std::vector<Prepared>> all(people.size());
  for (auto& commands : all) {
    for (std::size_t i = 0; i < each; ++i) commands.push_back(prepare_number(i));
  }
  return all;
}

Written conclude(People& people) {
  Written written;
  written.all_took_effect = people.unanswered() == 0;
  Nanos first = 0;
  Nanos last = 0;
  for (std::size_t who = 0; who < people.size(); ++who) {
    for (const auto& entry : people.account(who)) {
      ++written.commands;
      written.all_took_effect = written.all_took_effect && entry.fate == People::Fate::took_effect;
      written.latencies_ms.push_back(static_cast<double>(entry.answered_at - entry.sent_at) / kNanosPerMs);
      first = first == 0 ? entry.sent_at : std::min(first, entry.sent_at);
      last = std::max(last, entry.answered_at);
    }
  }
  written.seconds = static_cast<double>(last - first) / 1e9;
  return written;
}

bool until_all_is_answered(People& people) {
  return people.swarm().run_until([&] { return people.unanswered() == 0; }, kPatienceMs);
}

// Of each person in turn the next, so that never more than `under_way` of all together are unanswered.
void send_in_turns(People& people, std::vector<std::vector<Prepared>> commands, std::size_t under_way) {
  std::size_t longest = 0;
  for (const auto& each : commands) longest = std::max(longest, each.size());
  std::size_t next = 0;
  const auto send_next = [&] {
    for (; next < people.size() * longest; ++next) {
      auto& own = commands[next % people.size()];
      const auto number = next / people.size();
      if (number >= own.size()) continue;
      people.write(next++ % people.size(), std::move(own[number]));
      return;
    }
  };
  people.on_answer = [&](std::size_t) { send_next(); };
  for (std::size_t i = 0; i < under_way; ++i) send_next();
  until_all_is_answered(people);
  people.on_answer = [](std::size_t) {};
}

template <class Kind>
bool is_a(const Prepared& command) {
  static const auto kKind = command::Body{Kind{}}.index();
  return command.kind == kKind;
}

Prepared removal_of(const Prepared& command) {
  const auto id = CommandId::parse(command.id).value_or(CommandId{});
  if (is_a<command::AddActionPoint>(command)) return prepare(command::RemoveActionPoint{id.as<ActionPointTag>()});
  return prepare(command::RemoveNote{id.as<NoteTag>()});
}

}  // namespace

Written write_in_turns(People& people, std::size_t each, std::size_t under_way) {
  send_in_turns(people, prepare_for(people, each), under_way);
  return conclude(people);
}

bool take_back(People& people, std::size_t under_way) {
  std::vector<std::vector<Prepared>> removals(people.size());
  for (std::size_t who = 0; who < people.size(); ++who) {
    for (const auto& entry : people.account(who)) removals[who].push_back(removal_of(entry.command));
  }
  people.forget_answered();
  send_in_turns(people, std::move(removals), under_way);
  const bool all = conclude(people).all_took_effect;
  people.forget_answered();
  return all;
}

Written write_at_once(People& people, std::size_t each) {
  auto commands = prepare_for(people, each);
  for (std::size_t who = 0; who < people.size(); ++who) people.write_together(who, std::move(commands[who]));
  until_all_is_answered(people);
  return conclude(people);
}

Written write_alone(People& people, std::size_t commands, int rest_us) {
  for (std::size_t i = 0; i < commands; ++i) {
    auto command = prepare_number(i);
    usleep(static_cast<useconds_t>(rest_us));
    people.write(i % people.size(), std::move(command));
    if (!until_all_is_answered(people)) break;
  }
  return conclude(people);
}

}  // namespace samtale::bench
