// What holds whatever people do: screens that follow agree with screens that ask anew, nothing leaks, nothing is lost.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "domain/tally.h"
#include "domain/travel.h"
#include "random_seminar.h"

namespace samtale {
namespace {

using testing::Answer;
using testing::RandomSeminar;
using EntityId = std::array<std::uint8_t, kIdBytes>;

constexpr int kSeeds = 8;
constexpr int kAttempts = 4'000;
constexpr int kComparedEvery = 50;

// What a client keeps: the latest of each entity, by kind and id.
class FollowingScreen {
 public:
  using Entities = std::map<std::pair<std::size_t, EntityId>, Change>;

  void take(const Change& change) {
    if (const auto* removed = std::get_if<change::Removed>(&change)) {
      entities_.erase({kind_of(removed->kind), removed->id});
    } else {
      entities_.insert_or_assign({change.index(), id_of(change)}, change);
    }
  }
  const Entities& entities() const { return entities_; }

 private:
  template <class Entity, std::size_t Index = 0>
  static constexpr std::size_t index_of() {
    if constexpr (std::is_same_v<Entity, std::variant_alternative_t<Index, Change>>) {
      return Index;
    } else {
      return index_of<Entity, Index + 1>();
    }
  }
  static std::size_t kind_of(change::EntityKind kind) {
    switch (kind) {
      case change::EntityKind::group: return index_of<change::GroupView>();
      case change::EntityKind::note: return index_of<Note>();
      case change::EntityKind::question: return index_of<change::QuestionView>();
      case change::EntityKind::action_point: return index_of<change::ActionPointView>();
      case change::EntityKind::shared_action_point: return index_of<change::SharedActionPoint>();
      case change::EntityKind::group_progress: return index_of<change::GroupProgress>();
      case change::EntityKind::wall_insight: return index_of<change::WallInsight>();
      case change::EntityKind::group_message: return index_of<change::GroupMessageView>();
      case change::EntityKind::group_talk: return index_of<change::GroupTalk>();
    }
    std::abort();
  }
  static EntityId id_of(const Change& change) {
    return std::visit(
        []<class Entity>(const Entity& entity) -> EntityId {
          if constexpr (std::is_same_v<Entity, change::QuestionView>) {
            return entity.question.id.bytes;
          } else if constexpr (std::is_same_v<Entity, change::GroupMessageView>) {
            return entity.message.id.bytes;
          } else if constexpr (std::is_same_v<Entity, Broadcast>) {
            return {};  // one per seminar
          } else if constexpr (requires { entity.id.bytes; }) {
            return entity.id.bytes;
          } else {
            return {};
          }
        },
        change);
  }

  Entities entities_;
};

FollowingScreen fresh_screen(const Seminar& seminar, const Viewer& viewer) {
  FollowingScreen screen;
  for (const auto& change : snapshot(seminar, viewer)) screen.take(change);
  return screen;
}

// Everything in a change that somebody wrote.
std::vector<std::string> texts_in(const Change& change) {
  if (const auto* note = std::get_if<Note>(&change)) return {note->text};
  if (const auto* view = std::get_if<change::QuestionView>(&change))
    return {view->question.text, view->question.wording, view->group_name};
  if (const auto* point = std::get_if<change::ActionPointView>(&change)) {
    const ActionPointText& text = point->text;
    return {
        text.what,         text.who, text.first_step, text.needed_from_leadership, text.obstacles, text.sign_of_success,
        point->reservation};
  }
  if (const auto* point = std::get_if<change::SharedActionPoint>(&change)) {
    return {point->what, point->who, point->first_step, point->group_name, point->workplace,
            point->sign_of_success};
  }
  if (const auto* view = std::get_if<change::GroupMessageView>(&change)) {
    return {view->message.text, view->message.answer, view->from_group_name};
  }
  if (const auto* insight = std::get_if<change::WallInsight>(&change)) return {insight->text, insight->group_name};
  if (const auto* view = std::get_if<change::GroupView>(&change)) {
    std::vector<std::string> texts{view->about.name, view->about.workplace, view->about.coordinator_email};
    for (const change::PersonView& person : view->roster) texts.push_back(person.name);
    return texts;
  }
  if (const auto* progress = std::get_if<change::GroupProgress>(&change)) {
    return {progress->about.name, progress->about.workplace};
  }
  if (const auto* stage = std::get_if<change::StageView>(&change)) return {stage->group_name};
  if (const auto* broadcast = std::get_if<Broadcast>(&change)) return {broadcast->text};
  if (const auto* plan = std::get_if<change::Plan>(&change)) return {plan->plan.title};
  return {};
}

bool begins_with(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}
std::string owner_in(const std::string& text) {
  const auto start = text.find('/') + 1;
  return text.substr(start, text.find('/', start) - start);
}

bool is_of_another_group(const Seminar& seminar, ActionPointId id, GroupId group) {
  return std::any_of(seminar.groups.begin(), seminar.groups.end(), [&](const auto& entry) {
    return entry.first != group && find_action_point(entry.second, id) != nullptr;
  });
}

// Whether `viewer` may read this text in this kind of change.
bool may_read(const Viewer& viewer, const Change& change, const std::string& text, const Seminar& seminar) {
  const std::string owner = owner_in(text);
  const Group* own_group = find_group(seminar, viewer.group);
  if (const auto* insight = std::get_if<change::WallInsight>(&change)) {
    // One that was taken back in the same breath is gone from the state already.
    const Group* theirs = find_group(seminar, insight->group);
    const Note* note = theirs == nullptr ? nullptr : find_note(*theirs, insight->id);
    if (note != nullptr && note->kind != NoteKind::insight) return false;
    return is_staff(viewer.role) || (seminar.questions_open && seminar.wall.count(insight->id) > 0);
  }
  if (begins_with(text, "private/")) {
    const auto* note = std::get_if<Note>(&change);
    // Told as the group's; and it is, unless it has been removed in the same breath.
    const Note* now = note == nullptr || own_group == nullptr ? nullptr : find_note(*own_group, note->id);
    const bool handed_in = note != nullptr && note->kind != NoteKind::private_note &&
                           (now == nullptr || now->kind != NoteKind::private_note);
    return is_group_device(viewer.role) && (viewer.device.text() == owner || handed_in);
  }
  const bool own = is_group_device(viewer.role) && viewer.group.text() == owner;
  if (begins_with(text, "group/")) {
    const bool shared = std::holds_alternative<change::SharedActionPoint>(change);
    if (shared) return seminar.gallery_open || is_staff(viewer.role);
    // What a group has taken up says what its first group wrote.
    const auto* view = std::get_if<change::ActionPointView>(&change);
    const bool taken_up = view != nullptr && !view->origin.action_point.empty() && is_group_device(viewer.role) &&
                          !is_of_another_group(seminar, view->id, viewer.group);
    return own || taken_up;
  }
  if (begins_with(text, "kept/")) return own;
  if (begins_with(text, "message/")) {
    const auto* view = std::get_if<change::GroupMessageView>(&change);
    if (view == nullptr || !is_group_device(viewer.role)) return false;
    // Its owner asks or answers, and the other one reads it.
    const std::set<std::string> the_two{view->message.to.text(), view->message.from.text()};
    return the_two.count(owner) > 0 && the_two.count(viewer.group.text()) > 0;
  }
  if (begins_with(text, "question/")) {
    return seminar.questions_open || own || is_staff(viewer.role) || viewer.role == Role::speaker;
  }
  return text != "staff-only@example.org" || is_staff(viewer.role);
}

// Plays random attempts; the rest is what each test looks at.
template <class AfterEach>
void play(std::uint64_t seed, AfterEach after_each) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomSeminar random{seed};
  for (int i = 0; i < kAttempts && !::testing::Test::HasFailure(); ++i) {
    const auto attempt = random.next_attempt();
    const Seminar before = random.seminar.state();
    const Answer answer = random.seminar.ask(attempt.viewer, attempt.command);
    after_each(random, attempt, before, answer, i);
  }
}

TEST(Properties, a_screen_that_followed_sees_what_a_fresh_one_sees) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    std::map<std::string, FollowingScreen> screens;
    const auto key = [](const Viewer& viewer) {
      return std::to_string(static_cast<int>(viewer.role)) + viewer.group.text() + viewer.device.text();
    };
    play(seed, [&](RandomSeminar& random, const auto&, const Seminar& before, const Answer& answer, int i) {
      for (const Viewer& viewer : random.viewers()) {
        const auto [screen, is_new] = screens.try_emplace(key(viewer));
        if (is_new) screen->second = fresh_screen(before, viewer);
        for (const auto& change : answer.changes) {
          if (belongs(viewer, change.audience)) screen->second.take(change.change);
        }
        if (i % kComparedEvery != 0) continue;
        const FollowingScreen fresh = fresh_screen(random.seminar.state(), viewer);
        EXPECT_TRUE(screen->second.entities() == fresh.entities())
            << "attempt " << i << ", role " << static_cast<int>(viewer.role);
      }
    });
  }
}

TEST(Properties, P23_nobody_is_told_what_is_not_theirs) {
  std::set<std::string> kinds_of_text;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    play(seed, [&](RandomSeminar& random, const auto&, const Seminar&, const Answer& answer, int i) {
      const auto check = [&](const Viewer& viewer, const Change& change) {
        for (const std::string& text : texts_in(change)) {
          kinds_of_text.insert(text.substr(0, text.find('/')));
          EXPECT_TRUE(may_read(viewer, change, text, random.seminar.state()))
              << text << " at attempt " << i << " by role " << static_cast<int>(viewer.role);
        }
      };
      for (const Viewer& viewer : random.viewers()) {
        for (const auto& change : answer.changes) {
          if (belongs(viewer, change.audience)) check(viewer, change.change);
        }
        if (i % kComparedEvery != 0) continue;
        for (const auto& change : snapshot(random.seminar.state(), viewer)) check(viewer, change);
      }
    });
  }
  for (const char* kind : {"private", "group", "kept", "question", "message"})
    EXPECT_EQ(kinds_of_text.count(kind), 1u) << kind;
}

TEST(Properties, a_private_note_is_addressed_to_its_device_alone) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    std::map<EntityId, DeviceId> private_notes;
    play(seed, [&](RandomSeminar&, const auto&, const Seminar&, const Answer& answer, int) {
      for (const auto& [audience, change] : answer.changes) {
        if (const auto* note = std::get_if<Note>(&change); note != nullptr && note->kind == NoteKind::private_note) {
          private_notes[note->id.bytes] = note->device;
          EXPECT_EQ(audience, Audience::of(note->device));
        } else if (note != nullptr) {
          private_notes.erase(note->id.bytes);  // handed in
        }
        const auto* removed = std::get_if<change::Removed>(&change);
        if (removed != nullptr && private_notes.count(removed->id) > 0) {
          EXPECT_EQ(audience, Audience::of(private_notes[removed->id]));
        }
      }
    });
    EXPECT_FALSE(private_notes.empty());
  }
}

TEST(Properties, P34_a_rejected_command_changes_nothing_and_an_event_always_something) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    play(seed, [](RandomSeminar& random, const auto& attempt, const Seminar& before, const Answer& answer, int) {
      const bool quiet = !answer.accepted() || answer.changed_nothing();
      EXPECT_EQ(quiet, random.seminar.state() == before) << command_name(attempt.command.body.index());
      EXPECT_EQ(quiet, answer.changes.empty()) << command_name(attempt.command.body.index());
    });
  }
}

TEST(Properties, deciding_is_a_function_of_state_context_and_command) {
  play(1, [](RandomSeminar& random, const auto& attempt, const Seminar& before, const Answer& answer, int) {
    EXPECT_EQ(decide(before, random.seminar.context(attempt.viewer), attempt.command), answer.decision);
  });
}

TEST(Properties, the_log_gives_the_same_state_again) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    play(seed, [](RandomSeminar& random, const auto&, const Seminar&, const Answer&, int i) {
      if (i % 500 != 0 && i + 1 != kAttempts) return;
      Seminar again;
      for (const Event& event : random.seminar.log()) apply(again, event);
      EXPECT_TRUE(again == random.seminar.state());
    });
  }
}

void expect_whole(const Seminar& seminar) {
  std::map<GroupId, std::uint32_t> asked;
  for (const auto& [id, question] : seminar.questions) {
    ++asked[question.group];
    EXPECT_EQ(question.backing.count(question.group), 0u);
    for (const GroupId backer : question.backing) EXPECT_NE(find_group(seminar, backer), nullptr);
  }
  std::set<std::uint32_t> numbers;
  for (const auto& [id, group] : seminar.groups) {
    EXPECT_EQ(group.questions_asked, asked[id]);
    EXPECT_TRUE(group.tally == tally_of(group)) << "what was counted as it changed is what is there";
    EXPECT_TRUE(numbers.insert(group.number).second);
    EXPECT_LE(group.number, seminar.last_group_number);
    const bool on_roster = std::any_of(group.roster.begin(), group.roster.end(),
                                       [&](const Person& person) { return person.id == group.round.turn.person; });
    EXPECT_TRUE(group.round.turn.person.empty() || on_roster);
    for (const auto& [point_id, point] : group.action_points) {
      const auto insight = group.notes.find(point.text.insight);
      const bool found = insight != group.notes.end() && insight->second.kind == NoteKind::insight;
      EXPECT_TRUE(point.text.insight.empty() || found);
      EXPECT_EQ(point.origin.action_point.empty(), point.lineage.empty());
      EXPECT_EQ(point.thanked_by.count(id), 0u);
    }
  }
  Seminar recounted = seminar;
  recounted.whose_action_point.clear();
  for (auto& [id, group] : recounted.groups) {
    for (auto& [point_id, point] : group.action_points) point.copies.clear();
  }
  trace_action_points(recounted);
  EXPECT_TRUE(recounted == seminar) << "each action point is known to be its group's, and knows its copies";
  for (const auto& [note_id, group_id] : seminar.wall) {
    const Note& note = seminar.groups.at(group_id).notes.at(note_id);
    EXPECT_TRUE(note.shared && note.kind == NoteKind::insight);
  }
  const Stage& stage = seminar.stage;
  EXPECT_TRUE(stage.question.empty() || stage.group.empty());
  EXPECT_TRUE(stage.question.empty() || seminar.questions.count(stage.question) == 1);
  if (!stage.group.empty()) {
    const auto& points = seminar.groups.at(stage.group).action_points;
    EXPECT_TRUE(std::any_of(points.begin(), points.end(), [](const auto& entry) { return entry.second.shared; }));
  }
  EXPECT_GE(seminar.timer.paused_left_ms, 0);
  EXPECT_GE(seminar.timer.paused_overtime_ms, 0);
  EXPECT_LE(seminar.timer.length_ms, limits::kLongestPhaseMs);
}

TEST(Properties, the_state_is_whole_after_every_command) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    play(seed, [](RandomSeminar& random, const auto&, const Seminar&, const Answer&, int) {
      expect_whole(random.seminar.state());
    });
  }
}

// Without this the others might hold because nothing happened.
TEST(Properties, every_command_took_effect_and_every_event_happened) {
  std::set<std::size_t> commands;
  std::set<std::size_t> events;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    play(seed, [&](RandomSeminar& random, const auto& attempt, const Seminar&, const Answer& answer, int i) {
      if (answer.accepted() && !answer.changed_nothing()) commands.insert(attempt.command.body.index());
      if (i + 1 != kAttempts) return;
      for (const Event& event : random.seminar.log()) events.insert(event.body.index());
    });
  }
  for (std::size_t kind = 0; kind < kCommandKinds; ++kind) EXPECT_EQ(commands.count(kind), 1u) << command_name(kind);
  EXPECT_EQ(events.size(), std::variant_size_v<event::Body>);
}

}  // namespace
}  // namespace samtale
