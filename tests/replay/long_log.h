#pragma once
// The log of a long, full day: 500 groups that write, edit, ask and agree. The same number of events gives the same
// log.
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tests/support/seminar_builder.h"

namespace samtale::replay {

class LongLog {
 public:
  LongLog() {
    add(event::SeminarCreated{seminar_,
                              {"En lang dag", "2026-11-21", "09:00", "2026-12-19", Language::danish},
                              testing::full_agenda(),
                              "K7QM3FPA"});
    for (std::uint32_t number = 1; number <= kGroups; ++number) {
      groups_.push_back({id<GroupId>(), {}, {}});
      add(event::GroupAdded{
          groups_.back().id, {"Gruppe " + std::to_string(number), "Plejecenter", "Odense", ""}, number, true});
      for (int person = 0; person < 8; ++person)
        add(event::PersonAdded{groups_.back().id, id<PersonId>(), "En deltager"});
    }
    add(event::LobbyOpened{});
    add(event::PhaseStarted{3, 35 * testing::kMinuteMs});
  }

  // Until there are so many in all.
  void go_on(std::size_t events) {
    while (events_.size() < events) add_one();
  }
  SeminarId seminar() const { return seminar_; }
  const std::vector<Event>& events() const { return events_; }

 private:
  static constexpr std::uint32_t kGroups = 500;
  struct GroupSoFar {
    GroupId id;
    std::vector<NoteId> notes;
    std::vector<ActionPointId> action_points;
  };

  void add_one() {
    auto& group = groups_[random_() % groups_.size()];
    const auto kind = random_() % 100;
    if (kind < 35 || group.notes.empty()) {
      const bool has_room = group.notes.size() < limits::kNotesPerGroup;
      if (!has_room) return;
      group.notes.push_back(id<NoteId>());
      add(event::NoteAdded{group.id, group.notes.back(), id<DeviceId>(), NoteKind::group_note, text()});
    } else if (kind < 65) {
      add(event::NoteEdited{group.id, group.notes[random_() % group.notes.size()], text()});
    } else if (kind < 72 && group.action_points.size() < limits::kActionPointsPerGroup) {
      group.action_points.push_back(id<ActionPointId>());
      add(event::ActionPointAdded{group.id, group.action_points.back(), agreement()});
    } else if (kind < 82 && !group.action_points.empty()) {
      add(event::ActionPointEdited{group.id, group.action_points[random_() % group.action_points.size()], agreement()});
    } else if (kind < 83 && questions_.size() < 5'000) {
      questions_.push_back(id<QuestionId>());
      add(event::QuestionAsked{group.id, questions_.back(), text()});
    } else if (kind < 88 && !questions_.empty()) {
      add(event::QuestionBacked{questions_[random_() % questions_.size()], group.id, random_() % 4 != 0});
    } else if (kind < 92) {
      add(event::ReadySet{group.id, random_() % 2 == 0});
    } else {
      add(event::StepBegun{group.id, static_cast<std::uint32_t>(random_() % 4), 1'000});
    }
  }

  void add(event::Body body) {
    events_.push_back({testing::kMorningMs + static_cast<Millis>(events_.size()), id<CommandId>(), std::move(body)});
  }
  // Random, as ids are.
  template <class SomeId>
  SomeId id() {
    SomeId made;
    for (auto& byte : made.bytes) byte = static_cast<std::uint8_t>(random_());
    return made;
  }
  std::string text() { return std::string(20 + random_() % 160, static_cast<char>('a' + random_() % 26)); }
  ActionPointText agreement() { return {text(), "Søren og Åse", "2027-01-15", text(), random_() % 5 == 0, {}}; }

  std::mt19937_64 random_{20'261'121};
  SeminarId seminar_ = id<SeminarId>();
  std::vector<GroupSoFar> groups_;
  std::vector<QuestionId> questions_;
  std::vector<Event> events_;
};

}  // namespace samtale::replay
