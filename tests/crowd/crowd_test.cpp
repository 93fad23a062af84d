// The simulated people against the real rules, without a network: what they wish is lawful, and they do their work.
#include <gtest/gtest.h>

#include <set>

#include "crowd/host_mind.h"
#include "crowd/phone_mind.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/project.h"
#include "domain/text.h"
#include "support/mirror.h"

namespace samtale::crowd {
namespace {

constexpr Millis kStartMs = 1'795'000'000'000;
constexpr Millis kThoughtEveryMs = 3'000;
constexpr int kSpeed = 1;

template <class SomeId>
SomeId numbered_id(std::uint32_t number) {
  SomeId id;
  id.bytes[0] = 1;
  for (int i = 0; i < 4; ++i) id.bytes[static_cast<std::size_t>(12 + i)] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

Phase phase(PhaseKind kind, int minutes, std::vector<Step> steps = {}) {
  Phase made;
  made.kind = kind;
  made.prompt = "…";
  made.length_ms = minutes * 60'000;
  made.steps = std::move(steps);
  return made;
}

Step step(StepKind kind, int minutes) { return {kind, "…", minutes * 60'000}; }

// One seminar with one group, ruled by the real decide and apply, seen by one device.
class Room {
 public:
  explicit Room(Role role) : viewer_{role, group_, numbered_id<DeviceId>(9)} {
    PlanText plan{"Fælles om børnene", "2026-11-21", "09:00", "2026-12-19", Language::danish};
    happen(event::SeminarCreated{numbered_id<SeminarId>(1), plan, agenda(), "K7QM3FPA"});
    happen(event::GroupAdded{group_, {"Team Ærø", "Familiehuset", "Ærø", ""}, 1, true});
    happen(event::LobbyOpened{});
    happen(event::GroupArrived{group_, false});
    wire::Welcome welcome;
    welcome.viewer = viewer_;
    welcome.speed = kSpeed;
    mirror_.take(welcome);
    mirror_.take(wire::Changes{Position{1, sequence_}, {}, true, snapshot(seminar_, viewer_)});
  }

  // Thinks and acts for that long; every wish must be lawful.
  template <class Mind>
  void live(Mind& mind, Millis length_ms) {
    for (const auto end_ms = now_ms_ + length_ms; now_ms_ < end_ms; now_ms_ += kThoughtEveryMs) {
      auto wish = mind.next(mirror_, now_ms_);
      if (wish) ask(viewer_, std::move(*wish));
    }
  }
  void next_phase() { ask({Role::facilitator, {}, {}}, command::GoToNextPhase{seminar_.session.phase_revision}); }
  void ask(const Viewer& viewer, command::Body body) {
    const Command command{numbered_id<CommandId>(++commands_), std::move(body)};
    const Context context{viewer, now_ms_, Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{21}},
                          1};
    const auto decision = decide(seminar_, context, command);
    const auto* events = std::get_if<std::vector<event::Body>>(&decision);
    ASSERT_NE(events, nullptr) << "command " << command.body.index() << " was refused with "
                               << static_cast<int>(std::get<Rejection>(decision).code) << " in phase revision "
                               << seminar_.session.phase_revision;
    for (const auto& body_of_event : *events) happen(body_of_event);
  }

  const Seminar& seminar() const { return seminar_; }
  const Group& group() const { return seminar_.groups.at(group_); }
  const support::Mirror& mirror() const { return mirror_; }

 private:
  static Agenda agenda() {
    return {{phase(PhaseKind::welcome, 10), phase(PhaseKind::talk_1, 15), phase(PhaseKind::talk_2, 15),
             phase(PhaseKind::learning_conversation, 35,
                   {step(StepKind::write, 5), step(StepKind::round, 14), step(StepKind::open_talk, 8),
                    step(StepKind::harvest, 8)}),
             phase(PhaseKind::wrap_up, 20),
             phase(PhaseKind::productive_conversation, 35,
                   {step(StepKind::write, 4), step(StepKind::round, 10), step(StepKind::choose, 5),
                    step(StepKind::formulate, 9), step(StepKind::read_aloud, 4), step(StepKind::share, 3)}),
             phase(PhaseKind::sharing, 15)}};
  }

  void happen(event::Body body) {
    const Event event{now_ms_, {}, std::move(body)};
    apply(seminar_, event);
    ++sequence_;
    wire::Changes changes;
    changes.position = Position{1, sequence_};
    for (auto& addressed : project(event, seminar_)) {
      if (belongs(viewer_, addressed.audience)) changes.changes.push_back(std::move(addressed.change));
    }
    if (mirror_.synced() && !changes.changes.empty()) mirror_.take(changes);
  }

  GroupId group_ = numbered_id<GroupId>(7);
  Viewer viewer_;
  Millis now_ms_ = kStartMs;
  std::uint32_t commands_ = 100;
  std::uint64_t sequence_ = 0;
  Seminar seminar_;
  support::Mirror mirror_;
};

void live_a_whole_seminar(Room& room, HostMind& mind) {
  room.live(mind, 5 * 60'000);  // the lobby
  while (room.seminar().session.phase_index + 1 < room.seminar().agenda.phases.size()) {
    room.next_phase();
    if (testing::Test::HasFatalFailure()) return;
    room.live(mind, room.seminar().timer.length_ms);
  }
}

class HostMindTest : public testing::TestWithParam<std::uint64_t> {};

TEST_P(HostMindTest, LivesThroughASeminarAndIsNeverRefused) {
  Dice dice(GetParam());
  Decks decks(dice);
  HostMind mind(GetParam(), decks, kSpeed);
  Room room(Role::host);
  live_a_whole_seminar(room, mind);
  const auto& group = room.group();
  EXPECT_GE(group.roster.size(), 4U);
  EXPECT_LE(group.roster.size(), 8U);
  EXPECT_GE(group.action_points.size(), 1U);
  EXPECT_LE(group.action_points.size(), 3U);
  EXPECT_TRUE(std::any_of(group.action_points.begin(), group.action_points.end(),
                          [](const auto& entry) { return entry.second.shared; }));
  EXPECT_TRUE(std::any_of(group.action_points.begin(), group.action_points.end(),
                          [](const auto& entry) { return entry.second.confirmed; }));
  const auto insights = std::count_if(group.notes.begin(), group.notes.end(),
                                      [](const auto& entry) { return entry.second.kind == NoteKind::insight; });
  EXPECT_GE(insights, 1);
  EXPECT_EQ(room.mirror().violations(), std::vector<std::string>{});
}

TEST_P(HostMindTest, InOvertimeItStopsHavingWishes) {
  Dice dice(GetParam());
  Decks decks(dice);
  HostMind mind(GetParam(), decks, kSpeed);
  Room room(Role::host);
  live_a_whole_seminar(room, mind);
  room.live(mind, 3'600'000);
  const auto before = room.mirror().position();
  room.live(mind, 8 * 3'600'000);
  EXPECT_EQ(room.mirror().position(), before);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostMindTest, testing::Range<std::uint64_t>(1, 9));

TEST(PhoneMind, WritesPrivateNotesAndIsNeverRefused) {
  std::size_t notes = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Dice dice(seed);
    Decks decks(dice);
    PhoneMind mind(seed, decks, kSpeed);
    Room room(Role::phone);
    room.live(mind, 60'000);
    while (room.seminar().session.phase_index + 1 < room.seminar().agenda.phases.size()) {
      room.next_phase();
      room.live(mind, room.seminar().timer.length_ms);
    }
    for (const auto& [id, note] : room.group().notes) EXPECT_EQ(note.kind, NoteKind::private_note);
    notes += room.group().notes.size();
  }
  EXPECT_GT(notes, 20U);
}

TEST(HostMindPace, GivesEveryoneTheTurnInARound) {
  Dice dice(3);
  Decks decks(dice);
  HostMind mind(3, decks, kSpeed);
  Room room(Role::host);
  room.live(mind, 5 * 60'000);
  for (int i = 0; i < 4; ++i) room.next_phase();
  std::vector<PersonId> turns;
  while (room.group().step.step < 2) {
    room.live(mind, kThoughtEveryMs);
    const auto turn = room.group().round.turn.person;
    if (!turn.empty() && (turns.empty() || turns.back() != turn)) turns.push_back(turn);
    ASSERT_LT(turns.size(), 50U);
  }
  const std::set<PersonId> different(turns.begin(), turns.end());
  EXPECT_EQ(different.size(), room.group().roster.size());
  // Whoever asked to be come back to has it twice, seldom oftener.
  EXPECT_GE(turns.size(), different.size());
  EXPECT_LE(turns.size(), 3 * different.size());
}

TEST(Texts, FitTheLimits) {
  std::set<std::string_view> names;
  for (const auto& place : texts::workplaces()) {
    EXPECT_TRUE(names.insert(place.name).second) << place.name;
    EXPECT_LE(length_of(place.name), limits::kGroupName);
    EXPECT_LE(length_of(place.workplace), limits::kWorkplace);
  }
  for (const auto question : texts::questions()) EXPECT_LE(length_of(question), limits::kQuestion);
  for (const auto& agreement : texts::agreements()) EXPECT_LE(length_of(agreement.what), limits::kActionPointWhat);
  for (const auto name : texts::first_names()) EXPECT_FALSE(name.empty());
}

}  // namespace
}  // namespace samtale::crowd
