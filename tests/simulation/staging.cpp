#include "simulation/staging.h"

#include <utility>

#include "simulation/canary.h"
#include "wire/stored_event.h"

namespace samtale::simulation {
namespace {

constexpr Millis kLongestPhaseHere = 25'000;

class Stage {
 public:
  Stage(Dice& dice, const SimClock& clock, Disk& disk, SeminarId seminar)
      : dice_(dice), clock_(clock), disk_(disk), seminar_(seminar) {}

  void happen(event::Body body) {
    const Event event{clock_.now_ms(), dice_.id<CommandId>(), std::move(body)};
    auto& log = disk_.logs[seminar_];
    disk_.append(seminar_, {log.epoch, log.events.size()}, {{event.command, wire::encode_event(event)}});
  }

 private:
  Dice& dice_;
  const SimClock& clock_;
  Disk& disk_;
  SeminarId seminar_;
};

Phase phase(Dice& dice, PhaseKind kind) {
  Phase made;
  made.kind = kind;
  made.prompt = "prompt";
  made.length_ms = dice.between(2'000, kLongestPhaseHere);
  made.goes_on_by_itself = dice.one_in(2) && !is_conversation(kind);
  if (is_talk(kind)) made.talk = {"A talk", "A speaker", {}, 0};
  if (is_conversation(kind)) {
    made.steps = {
        {StepKind::round, "round", 4'000}, {StepKind::open_talk, "talk", 4'000}, {StepKind::round, "again", 4'000}};
  }
  return made;
}

void add_person(People& people, const Viewer& viewer, SeminarId seminar, store::OrganiserId organiser) {
  people["t" + std::to_string(people.size())] = {viewer, "", seminar, organiser};
}

}  // namespace

std::vector<MediaVersion> random_versions(Dice& dice) {
  std::vector<MediaVersion> versions;
  for (const auto kind : {MediaKind::original, MediaKind::high, MediaKind::low, MediaKind::sound}) {
    if (dice.one_in(2)) versions.push_back({kind, 1 + dice.below(1'000), std::string(limits::kSha256Bytes, 's')});
  }
  return versions;
}

Agenda short_agenda(Dice& dice) {
  Agenda agenda;
  for (int kind = static_cast<int>(PhaseKind::welcome); kind <= static_cast<int>(PhaseKind::evaluation); ++kind) {
    agenda.phases.push_back(phase(dice, static_cast<PhaseKind>(kind)));
  }
  return agenda;
}

StagedSeminar stage_seminar(Dice& dice, int number, const SimClock& clock, Disk& disk, People& people) {
  StagedSeminar staged{dice.id<SeminarId>(), {}, dice.id<MediaId>()};
  const auto organiser = dice.id<store::OrganiserId>();
  const std::string code = number == 1 ? "K7QM3FPA" : "9XCVB2N4";
  const PlanText plan{canary(Scope::seminar, staged.id, {}, 0), "2027-01-20", "09:00", "2027-02-17", Language::danish};
  Stage stage{dice, clock, disk, staged.id};
  stage.happen(event::SeminarCreated{staged.id, plan, short_agenda(dice), code});
  if (!dice.one_in(4)) {
    stage.happen(event::TalkAttached{PhaseKind::talk_1, staged.recording, 60'000, random_versions(dice), true, 0});
  }
  const auto groups = static_cast<std::uint32_t>(dice.between(2, 3));
  for (std::uint32_t i = 1; i <= groups; ++i) {
    const auto group = staged.groups.emplace_back(dice.id<GroupId>());
    stage.happen(event::GroupAdded{group, {"Group " + std::to_string(i), "Workplace", "", ""}, i, true});
    if (!dice.one_in(4)) stage.happen(event::GroupArrived{group, false});
  }
  if (!dice.one_in(10)) {
    stage.happen(event::LobbyOpened{});
    const auto begun = dice.below(9);  // 0: still in the lobby
    for (std::uint32_t i = 0; i < begun; ++i)
      stage.happen(event::PhaseStarted{i, dice.between(2'000, kLongestPhaseHere)});
  }
  disk.catalogue[staged.id] = {staged.id,  organiser, code,
                               plan.title, plan.date, dice.one_in(3) ? SessionState::planned : SessionState::running};

  add_person(people, {Role::organiser, {}, {}}, {}, organiser);
  for (int i = 0; i < 2; ++i) add_person(people, {Role::facilitator, {}, {}}, staged.id, organiser);
  add_person(people, {Role::speaker, {}, {}}, staged.id, organiser);
  for (const auto group : staged.groups) {
    add_person(people, {Role::host, group, dice.id<DeviceId>()}, staged.id, {});
    if (dice.one_in(2)) add_person(people, {Role::screen, group, dice.id<DeviceId>()}, staged.id, {});
    for (auto phones = dice.between(1, 2); phones > 0; --phones) {
      add_person(people, {Role::phone, group, dice.id<DeviceId>()}, staged.id, {});
    }
  }
  return staged;
}

}  // namespace samtale::simulation
