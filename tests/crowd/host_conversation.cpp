// A host device in the two conversations: steps, turns, notes, insights, questions and action points.
#include <algorithm>

#include "crowd/host_mind.h"
#include "domain/date.h"

namespace samtale::crowd {
namespace {

constexpr Millis kDayMs = 86'400'000;
constexpr std::size_t kMostActionPoints = 4;
constexpr std::ptrdiff_t kMostQuestions = 3;
constexpr double kPatienceWithUnfinished = 1.25;  // times the step's length, then they go on all the same

Date date_in(Millis server_now_ms, int days) {
  return days_after(Date{std::chrono::sys_days{std::chrono::days{server_now_ms / kDayMs}}}, days);
}

bool says(const support::Mirror& mirror, std::string_view text) {
  const auto& notes = mirror.entities().notes;
  return std::any_of(notes.begin(), notes.end(), [&](const auto& entry) { return entry.second.text == text; });
}

}  // namespace

HostMind::Act HostMind::in_conversation(const support::Mirror& mirror, const WhereTheyAre& where) {
  if (!where.step) return std::nullopt;
  const bool out_of_patience = where.step_share_passed >= kPatienceWithUnfinished;
  if (!out_of_patience) {
    if (auto act = work_on_step(mirror, where)) return act;
  }
  const bool round_goes_on = where.step->kind == StepKind::round && round_done_step_ != where.step_index;
  if (round_goes_on && !out_of_patience) return std::nullopt;
  return where.step_share_passed >= intention_.pace || out_of_patience ? go_on(where) : std::nullopt;
}

HostMind::Act HostMind::work_on_step(const support::Mirror& mirror, const WhereTheyAre& where) {
  switch (where.step->kind) {
    case StepKind::round: return go_round(where);
    case StepKind::open_talk:
    case StepKind::choose: return write_note(mirror, NoteKind::group_note, decks_.group_notes, intention_.group_notes);
    case StepKind::harvest:
      if (auto act = write_note(mirror, NoteKind::insight, decks_.insights, intention_.insights)) return act;
      if (auto act = ask_question(mirror)) return act;
      return share_insight(mirror);
    case StepKind::formulate: return agree(mirror, where);
    case StepKind::read_aloud:
      if (auto act = rephrase(mirror)) return act;
      return confirm(mirror);
    case StepKind::share: return share_one(mirror, where);
    default: return std::nullopt;
  }
}

// The server says whose turn it is; people take about their share of it, and now and then somebody would rather wait.
HostMind::Act HostMind::go_round(const WhereTheyAre& where) {
  const auto& group = *where.group;
  if (group.roster.empty() || round_done_step_ == where.step_index || now_ms_ < turn_until_ms_) return std::nullopt;
  const bool begun = group.step.phase_revision == where.phase_revision && !group.round.seats.empty();
  const bool speaks = begun && !group.round.turn.person.empty();
  if (begun && group.next_speaker.empty()) {
    round_done_step_ = where.step_index;
    if (!speaks) return std::nullopt;
    return command::EndTurn{group.round.revision, SeatState::spoken};
  }
  const auto share_ms = static_cast<double>(where.step_length_ms) / static_cast<double>(group.roster.size());
  turn_until_ms_ = now_ms_ + static_cast<Millis>(share_ms * dice_.between(0.6, 1.0));
  if (!speaks) return command::StartRound{where.phase_revision, where.step_index};
  return command::EndTurn{group.round.revision, dice_.between(0.0, 1.0) < 0.1 ? SeatState::later : SeatState::spoken};
}

HostMind::Act HostMind::go_on(const WhereTheyAre& where) {
  if (where.last_step) return become_ready(where);
  be_busy(3, 15);
  turn_until_ms_ = 0;
  return command::GoToStep{where.phase_revision, where.step_index, where.step_index + 1};
}

HostMind::Act HostMind::write_note(const support::Mirror& mirror, NoteKind kind, Deck<std::string_view>& deck,
                                   int& left) {
  if (left == 0) return std::nullopt;
  --left;
  be_busy(40, 110);
  const auto text = deck.deal();
  return says(mirror, text) ? std::nullopt : Act{command::AddNote{kind, std::string(text)}};
}

HostMind::Act HostMind::ask_question(const support::Mirror& mirror) {
  const auto& questions = mirror.entities().questions;
  const auto own = std::count_if(questions.begin(), questions.end(), [&](const auto& entry) {
    return entry.second.question.group == mirror.welcome().viewer.group;
  });
  if (intention_.questions == 0 || own >= kMostQuestions) return std::nullopt;
  --intention_.questions;
  be_busy(30, 90);
  return command::AskQuestion{std::string(decks_.questions.deal())};
}

HostMind::Act HostMind::agree(const support::Mirror& mirror, const WhereTheyAre& where) {
  // However often the facilitator goes back: nobody does more than a handful of things.
  if (intention_.action_points == 0 || mirror.entities().action_points.size() >= kMostActionPoints) return std::nullopt;
  --intention_.action_points;
  be_busy(60, 150);
  const auto& agreement = decks_.agreements.deal();
  ActionPointText text;
  text.what = agreement.what;
  text.first_step = agreement.first_step;
  text.needs_leadership = agreement.needs_leadership;
  if (agreement.days > 0) text.by_when = to_text(date_in(now_ms_, agreement.days));
  if (intention_.unfolds) {
    text.first_step_by = to_text(date_in(now_ms_, std::max(1, agreement.days / 3)));
    text.obstacles = decks_.obstacles.deal();
    text.sign_of_success = decks_.signs_of_success.deal();
    if (agreement.needs_leadership) text.needed_from_leadership = decks_.needs_from_leadership.deal();
  }
  const auto people = dice_.some_of<change::PersonView>(where.group->roster, dice_.between(1, 2));
  for (const auto& person : people) text.who += (text.who.empty() ? "" : " og ") + person.name;
  std::vector<NoteId> insights;
  for (const auto& [id, note] : mirror.entities().notes) {
    if (note.kind == NoteKind::insight) insights.push_back(id);
  }
  if (!insights.empty() && dice_.chance(0.7)) text.insight = dice_.one_of<NoteId>(insights);
  return command::AddActionPoint{std::move(text)};
}

// Reading aloud makes somebody ask when: an agreement without a day gets one.
HostMind::Act HostMind::rephrase(const support::Mirror& mirror) {
  if (!intention_.rephrases) return std::nullopt;
  intention_.rephrases = false;
  be_busy(20, 60);
  for (const auto& [id, point] : mirror.entities().action_points) {
    if (!point.text.by_when.empty()) continue;
    auto text = point.text;
    text.by_when = to_text(date_in(now_ms_, dice_.between(7, 40)));
    return command::EditActionPoint{id, point.revision, std::move(text)};
  }
  return std::nullopt;
}

// What nobody changes any more is what they mean.
HostMind::Act HostMind::confirm(const support::Mirror& mirror) {
  for (const auto& [id, point] : mirror.entities().action_points) {
    if (point.confirmed) continue;
    be_busy(15, 40);
    return command::ConfirmActionPoint{id, point.revision, true};
  }
  return std::nullopt;
}

}  // namespace samtale::crowd
