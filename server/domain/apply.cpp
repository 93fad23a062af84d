#include "domain/apply.h"

#include <algorithm>

#include "domain/tally.h"
#include "domain/travel.h"

namespace samtale {
namespace {

// Events name what existed when they were decided. A log that names something else (redacted, for instance) is read
// leniently: there is nobody left to tell.
class Applier {
 public:
  Applier(Seminar& seminar, Millis at_ms) : seminar_(seminar), at_ms_(at_ms) {}

  // ---- planning

  void operator()(const event::SeminarCreated& happened) const {
    seminar_ = {};
    seminar_.id = happened.seminar;
    seminar_.plan = happened.plan;
    set_agenda(happened.agenda);
    seminar_.room_code = happened.room_code;
  }
  void operator()(const event::PlanEdited& happened) const { seminar_.plan = happened.plan; }
  void operator()(const event::AgendaEdited& happened) const { set_agenda(happened.agenda); }
  void operator()(const event::GroupAdded& happened) const {
    Group group;
    group.id = happened.group;
    group.about = happened.about;
    group.number = happened.number;
    group.expected = happened.expected;
    seminar_.groups.insert_or_assign(happened.group, std::move(group));
    seminar_.last_group_number = std::max(seminar_.last_group_number, happened.number);
  }
  void operator()(const event::GroupEdited& happened) const {
    if (Group* group = find(happened.group)) group->about = happened.about;
  }
  void operator()(const event::GroupRemoved& happened) const {
    std::erase_if(seminar_.whose_action_point, [&](const auto& one) { return one.second == happened.group; });
    seminar_.groups.erase(happened.group);
  }
  void operator()(const event::TalkAttached& happened) const {
    Phase* phase = find_phase(seminar_.agenda, happened.phase);
    if (phase == nullptr) return;
    phase->talk.media = happened.media;
    phase->talk.media_length_ms = happened.media_length_ms;
    phase->talk.versions = versions_or_original(happened.media, happened.versions);
    phase->talk.has_poster = happened.has_poster;
    if (happened.phase_length_ms > 0) phase->length_ms = happened.phase_length_ms;
  }
  void operator()(const event::CaptionsAttached& happened) const {
    Phase* phase = find_phase(seminar_.agenda, happened.phase);
    if (phase == nullptr) return;
    auto& captions = phase->talk.captions;
    std::erase_if(captions, [&](const Captions& one) { return one.language == happened.language; });
    if (happened.media.empty()) return;
    const auto behind = [&](const Captions& one) { return one.language > happened.language; };
    captions.insert(std::find_if(captions.begin(), captions.end(), behind), {happened.language, happened.media});
  }

  // ---- the session

  // A revision from the lobby on, so that a group can be ready there.
  void operator()(const event::LobbyOpened&) const { seminar_.session = {SessionState::lobby, 0, 1}; }
  void operator()(const event::PhaseStarted& happened) const {
    leave_behind_those_with_extra_time(happened.phase_index);
    seminar_.session = {SessionState::running, happened.phase_index, seminar_.session.phase_revision + 1};
    seminar_.timer = started(seminar_.timer, happened.length_ms, at_ms_);
    clear_stage();
    seminar_.playback = {};
    const Phase* phase = running_phase(seminar_);
    if (phase == nullptr) return;
    if (is_talk(phase->kind) && !phase->talk.media.empty()) seminar_.playback = {phase->talk.media, true, at_ms_, 0, 0};
    if (phase->kind == PhaseKind::wrap_up) seminar_.questions_open = true;
    if (phase->kind == PhaseKind::sharing) seminar_.gallery_open = true;
  }
  void operator()(const event::TimerPaused&) const {
    seminar_.timer = paused(seminar_.timer, at_ms_);
    Playback& playback = seminar_.playback;
    if (!playback.playing) return;
    const Millis position_ms = std::max<Millis>(at_ms_ - playback.playing_since_ms, 0);
    playback = {playback.media, false, 0, position_ms, playback.revision};
  }
  void operator()(const event::TimerResumed&) const {
    seminar_.timer = resumed(seminar_.timer, at_ms_);
    Playback& playback = seminar_.playback;
    if (playback.media.empty() || playback.playing) return;
    playback = {playback.media, true, at_ms_ - playback.paused_at_ms, 0, playback.revision};
  }
  void operator()(const event::TimerAdjusted& happened) const {
    seminar_.timer = adjusted(seminar_.timer, happened.delta_ms, at_ms_);
  }
  // The timer is left alone: a recording that is begun again may well last beyond the phase.
  void operator()(const event::TalkSought& happened) const {
    Playback& playback = seminar_.playback;
    if (playback.media.empty()) return;
    ++playback.revision;
    if (playback.playing) {
      playback.playing_since_ms = at_ms_ - happened.position_ms;
    } else {
      playback.paused_at_ms = happened.position_ms;
    }
  }
  void operator()(const event::TimerExpired&) const { seminar_.timer = expired(seminar_.timer); }
  void operator()(const event::SeminarEnded&) const {
    seminar_.session.state = SessionState::ended;
    Timer stopped;
    stopped.revision = seminar_.timer.revision + 1;
    seminar_.timer = stopped;
    seminar_.playback = {};
    clear_stage();
    for (auto& [id, group] : seminar_.groups) end_extra_time(group);
    seminar_.broadcast = {};
  }
  void operator()(const event::BroadcastShown& happened) const {
    seminar_.broadcast = {happened.broadcast, happened.text, at_ms_};
  }
  void operator()(const event::BroadcastCleared&) const { seminar_.broadcast = {}; }
  void operator()(const event::StageSet& happened) const {
    seminar_.stage = {happened.question, happened.group};
    if (happened.group.empty()) return;
    seminar_.stage = {{}, happened.group, at_ms_, happened.length_ms, happened.number, happened.of};
    auto& been = seminar_.groups_been_on_stage;
    if (std::find(been.begin(), been.end(), happened.group) == been.end()) been.push_back(happened.group);
  }

  // ---- the group

  void operator()(const event::GroupArrived& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    group->arrived_at_ms = at_ms_;
    group->late = happened.late;
    const Phase* phase = running_phase(seminar_);
    if (phase != nullptr && is_conversation(phase->kind)) begin_step(*group, 0, passed_ms(seminar_.timer, at_ms_));
  }
  void operator()(const event::ReadySet& happened) const {
    if (Group* group = find(happened.group)) {
      group->ready_phase_revision = happened.ready ? seminar_.session.phase_revision : 0;
    }
  }
  void operator()(const event::HelpCalled& happened) const { set_help(happened.group, at_ms_); }
  void operator()(const event::HelpCancelled& happened) const { set_help(happened.group, 0); }
  void operator()(const event::HelpAnswered& happened) const { set_help(happened.group, 0); }
  void operator()(const event::PersonAdded& happened) const {
    if (Group* group = find(happened.group)) {
      group->roster.push_back({happened.person, happened.name, happened.device});
      if (in_a_round(*group)) group->round.seats.push_back({happened.person, SeatState::waiting});
    }
  }
  void operator()(const event::PersonRenamed& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    for (Person& person : group->roster) {
      if (person.id == happened.person) person.name = happened.name;
    }
  }
  void operator()(const event::PersonRemoved& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    std::erase_if(group->roster, [&](const Person& person) { return person.id == happened.person; });
    leave_round(group->round, happened.person);
  }
  void operator()(const event::PersonClaimed& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr || happened.device.empty()) return;
    for (Person& person : group->roster) {
      if (person.device == happened.device) person.device = {};
      if (person.id == happened.person) person.device = happened.device;
    }
  }
  void operator()(const event::StepBegun& happened) const {
    if (Group* group = find(happened.group)) begin_step(*group, happened.step, happened.begun_at_ms);
  }
  void operator()(const event::ExtraTimeGiven& happened) const {
    if (Group* group = find(happened.group)) group->extra_ms = happened.extra_ms;
  }
  void operator()(const event::ExtraTimeEnded& happened) const {
    if (Group* group = find(happened.group)) end_extra_time(*group);
  }
  void operator()(const event::RosterOrdered& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    const auto place = [&](const Person& person) {
      return std::find(happened.people.begin(), happened.people.end(), person.id) - happened.people.begin();
    };
    std::stable_sort(group->roster.begin(), group->roster.end(),
                     [&](const Person& one, const Person& other) { return place(one) < place(other); });
  }
  void operator()(const event::TurnGiven& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    if (!in_a_round(*group)) begin_round(*group);
    give_turn(group->round, happened.outcome, {happened.person, happened.begun_at_ms, happened.length_ms},
              happened.round_ends_at_ms);
  }
  void operator()(const event::TurnLengthened& happened) const {
    if (Group* group = find(happened.group)) lengthen_turn(group->round, happened.by_ms);
  }
  void operator()(const event::TurnUndone& happened) const {
    if (Group* group = find(happened.group)) undo_turn(group->round);
  }

  // ---- what people write

  void operator()(const event::NoteAdded& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    put(*group, group->notes, Note{happened.note, happened.kind, happened.device, happened.text, at_ms_});
  }
  void operator()(const event::NoteEdited& happened) const {
    if (Note* note = find(happened.group, happened.note)) note->text = happened.text;
  }
  void operator()(const event::NoteHandedIn& happened) const {
    Note* note = find(happened.group, happened.note);
    if (note == nullptr) return;
    Tally& tally = find(happened.group)->tally;
    discount(tally, *note);
    note->kind = happened.kind;
    note->device = {};
    count(tally, *note);
  }
  void operator()(const event::InsightShared& happened) const {
    Note* note = find(happened.group, happened.note);
    if (note == nullptr) return;
    note->shared = happened.shared;
    if (!happened.shared) seminar_.wall.erase(happened.note);
  }
  void operator()(const event::InsightShown& happened) const {
    const Note* note = find(happened.group, happened.note);
    if (happened.shown && note != nullptr && note->shared) {
      seminar_.wall[happened.note] = happened.group;
    } else {
      seminar_.wall.erase(happened.note);
    }
  }
  void operator()(const event::NoteRemoved& happened) const {
    if (Group* group = find(happened.group)) take_out(*group, group->notes, happened.note);
    seminar_.wall.erase(happened.note);
  }
  void operator()(const event::QuestionAsked& happened) const {
    const Question question{happened.question, happened.group, happened.text, {}, QuestionState::asked, at_ms_};
    if (!seminar_.questions.emplace(happened.question, question).second) return;
    if (Group* group = find(happened.group)) ++group->questions_asked;
  }
  void operator()(const event::QuestionBacked& happened) const {
    const auto question = seminar_.questions.find(happened.question);
    if (question == seminar_.questions.end()) return;
    if (happened.backed) {
      question->second.backing.insert(happened.group);
    } else {
      question->second.backing.erase(happened.group);
    }
  }
  void operator()(const event::QuestionMarked& happened) const {
    const auto question = seminar_.questions.find(happened.question);
    if (question != seminar_.questions.end()) question->second.state = happened.state;
  }
  void operator()(const event::QuestionWithdrawn& happened) const {
    const auto question = seminar_.questions.find(happened.question);
    if (question == seminar_.questions.end()) return;
    if (Group* group = find(question->second.group)) --group->questions_asked;
    erase_question(seminar_.questions, happened.question);
  }
  void operator()(const event::QuestionMerged& happened) const {
    put_into(seminar_.questions, happened.question, happened.into);
  }
  void operator()(const event::QuestionReworded& happened) const {
    const auto question = seminar_.questions.find(happened.question);
    if (question != seminar_.questions.end()) question->second.wording = happened.wording;
  }
  void operator()(const event::ActionPointAdded& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    put(*group, group->action_points, ActionPoint{happened.action_point, 1, happened.text, false, at_ms_});
    seminar_.whose_action_point[happened.action_point] = happened.group;
  }
  void operator()(const event::ActionPointEdited& happened) const {
    ActionPoint* action_point = find(happened.group, happened.action_point);
    if (action_point == nullptr) return;
    action_point->text = happened.text;
    ++action_point->revision;
  }
  void operator()(const event::ActionPointRemoved& happened) const {
    const ActionPoint* action_point = find(happened.group, happened.action_point);
    if (action_point == nullptr) return;
    leave_chain(seminar_, *action_point);
    Group* group = find(happened.group);
    take_out(*group, group->action_points, happened.action_point);
    seminar_.whose_action_point.erase(happened.action_point);
  }
  void operator()(const event::ActionPointShared& happened) const {
    ActionPoint* action_point = find(happened.group, happened.action_point);
    if (action_point == nullptr) return;
    Tally& tally = find(happened.group)->tally;
    discount(tally, *action_point);
    if (happened.shared && !action_point->shared) action_point->shared_at_ms = at_ms_;
    if (happened.shared) action_point->theme = happened.theme;
    action_point->shared = happened.shared;
    count(tally, *action_point);
  }
  void operator()(const event::ActionPointConfirmed& happened) const {
    ActionPoint* action_point = find(happened.group, happened.action_point);
    if (action_point == nullptr) return;
    Tally& tally = find(happened.group)->tally;
    discount(tally, *action_point);
    action_point->confirmed = happened.confirmed;
    ++action_point->revision;
    count(tally, *action_point);
  }
  void operator()(const event::ActionPointTakenUp& happened) const {
    Group* group = find(happened.group);
    if (group == nullptr) return;
    ActionPoint taken_up{happened.action_point, 1, happened.text, false, at_ms_};
    taken_up.origin = happened.origin;
    join_chain(seminar_, happened.group, taken_up);
    put(*group, group->action_points, std::move(taken_up));
    seminar_.whose_action_point[happened.action_point] = happened.group;
  }
  void operator()(const event::GroupThanked& happened) const {
    ActionPoint* action_point = find(happened.group, happened.action_point);
    if (action_point == nullptr) return;
    if (happened.thanked) {
      action_point->thanked_by.insert(happened.by);
    } else {
      action_point->thanked_by.erase(happened.by);
    }
  }
  void operator()(const event::GroupAsked& happened) const {
    seminar_.messages[happened.message] = {happened.message, happened.action_point, happened.group,
                                           happened.by,      happened.text,         at_ms_,
                                           {},               0};
  }
  void operator()(const event::GroupAnswered& happened) const {
    const auto message = seminar_.messages.find(happened.message);
    if (message == seminar_.messages.end()) return;
    message->second.answer = happened.text;
    message->second.answered_at_ms = happened.text.empty() ? 0 : at_ms_;
  }
  void operator()(const event::ReservationRecorded& happened) const {
    if (ActionPoint* action_point = find(happened.group, happened.action_point)) {
      action_point->reservation = happened.text;
    }
  }

 private:
  void set_agenda(const Agenda& agenda) const {
    seminar_.agenda = agenda;
    for (Phase& phase : seminar_.agenda.phases) {
      phase.talk.versions = versions_or_original(phase.talk.media, std::move(phase.talk.versions));
    }
  }
  Group* find(GroupId id) const {
    const auto found = seminar_.groups.find(id);
    return found == seminar_.groups.end() ? nullptr : &found->second;
  }
  Note* find(GroupId group_id, NoteId id) const {
    Group* group = find(group_id);
    if (group == nullptr) return nullptr;
    const auto found = group->notes.find(id);
    return found == group->notes.end() ? nullptr : &found->second;
  }
  ActionPoint* find(GroupId group_id, ActionPointId id) const {
    Group* group = find(group_id);
    if (group == nullptr) return nullptr;
    const auto found = group->action_points.find(id);
    return found == group->action_points.end() ? nullptr : &found->second;
  }
  // `among`: the group's notes or its action points.
  template <class Things>
  static void put(Group& group, Things& among, typename Things::mapped_type thing) {
    const auto [place, is_new] = among.try_emplace(thing.id);
    if (!is_new) discount(group.tally, place->second);
    place->second = std::move(thing);
    count(group.tally, place->second);
  }
  template <class Things>
  static void take_out(Group& group, Things& among, typename Things::key_type id) {
    const auto found = among.find(id);
    if (found == among.end()) return;
    discount(group.tally, found->second);
    among.erase(found);
  }
  void clear_stage() const {
    seminar_.stage = {};
    seminar_.groups_been_on_stage.clear();
  }
  void set_help(GroupId id, Millis called_at_ms) const {
    if (Group* group = find(id)) group->help_called_at_ms = called_at_ms;
  }
  static void end_extra_time(Group& group) {
    group.extra_ms = 0;
    group.lingering = {};
  }
  // Before the session goes on to the phase with this index.
  void leave_behind_those_with_extra_time(std::uint32_t next) const {
    const std::uint32_t here = seminar_.session.phase_index;
    const Phase* phase = running_phase(seminar_);
    const bool others_go_on = phase != nullptr && is_conversation(phase->kind) && next == here + 1;
    for (auto& [id, group] : seminar_.groups) {
      const Millis extra_ms = group.extra_ms;
      end_extra_time(group);
      if (others_go_on && extra_ms > 0) group.lingering = {here, at_ms_ + extra_ms};
    }
  }
  void begin_step(Group& group, std::uint32_t step, Millis begun_at_ms) const {
    group.step = {seminar_.session.phase_revision, step, begun_at_ms};
    clear_round(group);
  }
  // The revision goes on growing, so that a press meant for the round before does nothing.
  static void clear_round(Group& group) {
    Round cleared;
    cleared.revision = group.round.revision + 1;
    group.round = std::move(cleared);
  }
  bool in_a_round(const Group& group) const {
    return group.step.phase_revision == seminar_.session.phase_revision && !group.round.seats.empty();
  }
  void begin_round(Group& group) const {
    group.step = step_position(seminar_, group);  // a round belongs to a step of a phase
    clear_round(group);
    std::vector<PersonId> people;
    for (const Person& person : group.roster) people.push_back(person.id);
    group.round.seats = seats_for(people, group.rounds_begun++);
  }

  Seminar& seminar_;
  Millis at_ms_;
};

}  // namespace

void apply(Seminar& seminar, const Event& event) { std::visit(Applier{seminar, event.at_ms}, event.body); }

}  // namespace samtale
