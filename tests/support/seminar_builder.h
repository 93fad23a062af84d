#pragma once
// A seminar to try rules on: planned, opened, led to any phase, with groups, all through the real decide() and apply().
// Time stands still unless pass() moves it.
#include <cstdlib>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/project.h"

namespace samtale {

inline void PrintTo(const Rejection& rejection, std::ostream* out) {
  *out << "rejection " << static_cast<int>(rejection.code) << " field '" << rejection.field << "' limit "
       << rejection.limit;
}

}  // namespace samtale

namespace samtale::testing {

inline constexpr Millis kMinuteMs = 60'000;
inline constexpr Millis kMorningMs = 1'800'000'000'000;

// The id with this number: the same number gives the same id.
template <class Id>
Id numbered(std::uint64_t number) {
  Id id;
  id.bytes[0] = 0xA5;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

inline Phase phase(PhaseKind kind, Millis minutes, std::vector<Step> steps = {}) {
  Phase made;
  made.kind = kind;
  made.prompt = "prompt";
  made.length_ms = minutes * kMinuteMs;
  made.steps = std::move(steps);
  return made;
}

// Every phase, with the usual lengths and steps; talks and the break go on by themselves.
inline Agenda full_agenda() {
  const std::vector<Step> learning{{StepKind::write, "write", 5 * kMinuteMs},
                                   {StepKind::round, "round", 12 * kMinuteMs},
                                   {StepKind::open_talk, "talk", 10 * kMinuteMs},
                                   {StepKind::harvest, "harvest", 8 * kMinuteMs}};
  const std::vector<Step> productive{{StepKind::round, "choose in turn", 10 * kMinuteMs},
                                     {StepKind::formulate, "formulate", 15 * kMinuteMs},
                                     {StepKind::read_aloud, "read aloud", 10 * kMinuteMs}};
  Agenda agenda{{phase(PhaseKind::welcome, 10), phase(PhaseKind::talk_1, 15), phase(PhaseKind::talk_2, 15),
                 phase(PhaseKind::learning_conversation, 35, learning), phase(PhaseKind::wrap_up, 20),
                 phase(PhaseKind::pause, 10), phase(PhaseKind::productive_conversation, 35, productive),
                 phase(PhaseKind::sharing, 15), phase(PhaseKind::evaluation, 5)}};
  for (Phase& each : agenda.phases) {
    each.goes_on_by_itself = is_talk(each.kind) || each.kind == PhaseKind::pause;
    if (is_talk(each.kind)) each.talk = {"A talk", "A speaker", {}, 0};
  }
  return agenda;
}

// What came of one command: a decision, the events it became, and what screens were told.
struct Answer {
  Decision decision;
  std::vector<AddressedChange> changes;

  bool accepted() const { return std::holds_alternative<std::vector<event::Body>>(decision); }
  // Accepted, because it was already so.
  bool changed_nothing() const { return accepted() && events().empty(); }
  const std::vector<event::Body>& events() const { return std::get<std::vector<event::Body>>(decision); }
  Rejection rejection() const { return accepted() ? Rejection{} : std::get<Rejection>(decision); }
  RejectionCode code() const { return rejection().code; }
};

class SeminarBuilder {
 public:
  SeminarBuilder() : SeminarBuilder(full_agenda()) {}
  explicit SeminarBuilder(Agenda agenda) {
    PlanText plan{"A seminar", "2027-01-20", "09:00", "2027-02-17", Language::danish};
    happen({}, event::SeminarCreated{numbered<SeminarId>(1), std::move(plan), std::move(agenda), "K7QM3FPA"});
  }

  const Seminar& state() const { return seminar_; }
  const std::vector<Event>& log() const { return log_; }
  const Group& group(GroupId id) const { return seminar_.groups.at(id); }
  Millis now_ms() const { return now_ms_; }
  void pass(Millis length_ms) { now_ms_ += length_ms; }
  void set_today(const Date& today) { today_ = today; }
  void set_speed(int speed) { speed_ = speed; }

  Viewer organiser() const { return {Role::organiser, {}, {}}; }
  Viewer facilitator() const { return {Role::facilitator, {}, {}}; }
  Viewer speaker() const { return {Role::speaker, {}, {}}; }
  Viewer room() const { return {Role::room, {}, {}}; }
  Viewer host(GroupId group) const { return {Role::host, group, device(group, 1)}; }
  Viewer screen(GroupId group) const { return {Role::screen, group, device(group, 2)}; }
  Viewer phone(GroupId group, std::uint8_t number = 1) const {
    return {Role::phone, group, device(group, static_cast<std::uint8_t>(10 + number))};
  }

  Context context(const Viewer& viewer) const { return {viewer, now_ms_, today_, speed_}; }
  CommandId next_id() { return numbered<CommandId>(++last_id_); }

  // Decides, and lets happen what was decided.
  Answer ask(const Viewer& viewer, command::Body body) { return ask(viewer, Command{next_id(), std::move(body)}); }
  Answer ask(const Viewer& viewer, const Command& command) {
    Answer answer{decide(seminar_, context(viewer), command), {}};
    if (!answer.accepted()) return answer;
    for (const auto& body : answer.events()) {
      for (auto& change : happen(command.id, body)) answer.changes.push_back(std::move(change));
    }
    return answer;
  }

  GroupId add_expected_group(const std::string& name) {
    const auto id = next_id().as<GroupTag>();
    must(ask(organiser(), command::AddGroups{{{id, {name, name + " school", "Odense", "coordinator@example.org"}}}}));
    return id;
  }
  GroupId add_group(const std::string& name) {
    const GroupId id = add_expected_group(name);
    must(ask(room(), command::ArriveGroup{id}));
    return id;
  }

  void open_lobby() { must(ask(facilitator(), command::OpenLobby{})); }
  Answer next_phase() { return ask(facilitator(), command::GoToNextPhase{seminar_.session.phase_revision}); }
  Answer previous_phase() { return ask(facilitator(), command::GoToPreviousPhase{seminar_.session.phase_revision}); }
  void go_to(PhaseKind kind) {
    if (seminar_.session.state == SessionState::planned) open_lobby();
    while (running_phase(seminar_) == nullptr || running_phase(seminar_)->kind < kind) must(next_phase());
  }
  void end() {
    go_to(PhaseKind::welcome);
    must(ask(facilitator(), command::EndSeminar{seminar_.session.phase_revision}));
  }
  void pause() { must(ask(facilitator(), command::PauseTimer{seminar_.timer.revision})); }
  void resume() { must(ask(facilitator(), command::ResumeTimer{seminar_.timer.revision})); }
  Answer expire() { return ask(room(), command::ExpireTimer{seminar_.timer.revision}); }
  Answer go_to_step(GroupId id, std::uint32_t step) {
    const StepPosition at = step_position(seminar_, group(id));
    return ask(host(id), command::GoToStep{at.phase_revision, at.step, step});
  }

  // Each gives the id of what it made.
  PersonId add_person(GroupId id, const std::string& name) {
    return make<PersonTag>(host(id), command::AddPerson{name});
  }
  NoteId add_note(const Viewer& viewer, NoteKind kind, const std::string& text) {
    return make<NoteTag>(viewer, command::AddNote{kind, text});
  }
  QuestionId ask_question(GroupId id, const std::string& text) {
    return make<QuestionTag>(host(id), command::AskQuestion{text});
  }
  ActionPointId agree(GroupId id, const std::string& what) {
    return make<ActionPointTag>(host(id), command::AddActionPoint{{what, "", "", "", false, {}}});
  }
  void share(GroupId id, ActionPointId action_point) {
    must(ask(host(id), command::ShareActionPoint{action_point, true}));
  }

  // Lets something happen without asking.
  std::vector<AddressedChange> happen(CommandId cause, event::Body body) {
    log_.push_back({now_ms_, cause, std::move(body)});
    apply(seminar_, log_.back());
    return project(log_.back(), seminar_);
  }

 private:
  static DeviceId device(GroupId group, std::uint8_t number) {
    DeviceId id = group.as<DeviceTag>();
    id.bytes[1] = number;
    return id;
  }
  // A builder whose preparation fails proves nothing: stop at once.
  static void must(const Answer& answer) {
    if (!answer.accepted()) std::abort();
  }
  template <class Tag>
  Id<Tag> make(const Viewer& viewer, command::Body body) {
    const Command command{next_id(), std::move(body)};
    must(ask(viewer, command));
    return command.id.as<Tag>();
  }

  Seminar seminar_;
  std::vector<Event> log_;
  Millis now_ms_ = kMorningMs;
  Date today_{std::chrono::year{2027}, std::chrono::month{1}, std::chrono::day{20}};
  int speed_ = 1;
  std::uint64_t last_id_ = 1'000;
};

}  // namespace samtale::testing
