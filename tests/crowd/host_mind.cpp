#include "crowd/host_mind.h"

#include <algorithm>

namespace samtale::crowd {
namespace {

constexpr int kFewestPeople = 4;
constexpr int kMostPeople = 8;
constexpr double kCallsHelp = 0.12;  // chance in each phase

}  // namespace

HostMind::HostMind(std::uint64_t seed, Decks& decks, int speed)
    : dice_(seed), decks_(decks), speed_(std::max(1, speed)) {
  for (const auto name : dice_.some_of(texts::first_names(), dice_.between(kFewestPeople, kMostPeople)))
    names_.emplace_back(name);
}

std::optional<command::Body> HostMind::next(const support::Mirror& mirror, Millis server_now_ms) {
  now_ms_ = server_now_ms;
  const auto where = where_they_are(mirror, server_now_ms);
  if (!where) return std::nullopt;
  if (intention_.phase_revision != where->phase_revision) intend(where->phase_revision);
  if (auto act = about_help(*where)) return act;
  if (busy()) return std::nullopt;
  if (auto act = fill_roster(*where)) return act;
  return where->phase ? in_phase(mirror, *where) : become_ready(*where);
}

void HostMind::intend(std::uint32_t phase_revision) {
  Intention intention;
  intention.phase_revision = phase_revision;
  intention.pace = dice_.between(0.75, 1.05);
  intention.ready_at = dice_.between(0.5, 1.05);
  if (dice_.chance(kCallsHelp)) intention.help_at = dice_.between(0.1, 0.6);
  intention.help_patience_ms = static_cast<Millis>(dice_.between(60.0, 240.0) * 1'000 / speed_);
  intention.group_notes = dice_.between(1, 3);
  intention.insights = dice_.between(2, 3);
  intention.questions = dice_.between(0, 1);
  intention.action_points = dice_.between(1, 3);
  intention.backed_questions = dice_.between(0, 3);
  intention.rephrases = dice_.chance(0.4);
  intention.unfolds = dice_.chance(0.5);
  intention.shares_an_insight = dice_.chance(0.7);
  intention.taken_up = dice_.chance(0.5) ? 1 : 0;
  intention.thanks = dice_.between(0, 2);
  intention_ = intention;
  help_called_ = false;
  round_done_step_ = kNoStep;
  be_busy(3, 20);
}

HostMind::Act HostMind::fill_roster(const WhereTheyAre& where) {
  const auto there = where.group->roster.size();
  if (there >= names_.size()) return std::nullopt;
  be_busy(2, 6);
  return command::AddPerson{names_[there]};
}

HostMind::Act HostMind::about_help(const WhereTheyAre& where) {
  const auto called_at_ms = where.group->help_called_at_ms;
  if (called_at_ms != 0)
    return now_ms_ - called_at_ms > intention_.help_patience_ms ? Act{command::CancelHelp{}} : std::nullopt;
  if (!where.phase || help_called_ || !intention_.help_at || where.share_passed < *intention_.help_at)
    return std::nullopt;
  help_called_ = true;
  return command::CallHelp{};
}

HostMind::Act HostMind::become_ready(const WhereTheyAre& where) {
  if (where.group->ready_phase_revision == where.phase_revision) return std::nullopt;
  return command::SetReady{where.phase_revision, true};
}

HostMind::Act HostMind::in_phase(const support::Mirror& mirror, const WhereTheyAre& where) {
  switch (where.phase->kind) {
    case PhaseKind::learning_conversation:
    case PhaseKind::productive_conversation: return in_conversation(mirror, where);
    case PhaseKind::wrap_up:
      if (auto act = back_a_question(mirror, where)) return act;
      break;
    case PhaseKind::sharing:
      if (auto act = share_one(mirror, where)) return act;
      if (auto act = take_up(mirror, where)) return act;
      if (auto act = thank(mirror, where)) return act;
      break;
    default: break;
  }
  return where.share_passed >= intention_.ready_at ? become_ready(where) : std::nullopt;
}

HostMind::Act HostMind::back_a_question(const support::Mirror& mirror, const WhereTheyAre& where) {
  if (intention_.backed_questions == 0) return std::nullopt;
  std::vector<QuestionId> others;
  for (const auto& [id, view] : mirror.entities().questions) {
    const auto& question = view.question;
    const bool wanted = question.group != where.group->id && question.state == QuestionState::asked &&
                        question.backing.count(where.group->id) == 0;
    if (wanted) others.push_back(id);
  }
  if (others.empty()) return std::nullopt;
  --intention_.backed_questions;
  be_busy(20, 120);
  return command::BackQuestion{dice_.one_of<QuestionId>(others), true};
}

void HostMind::be_busy(double least_s, double most_s) {
  busy_until_ms_ = now_ms_ + static_cast<Millis>(dice_.between(least_s, most_s) * 1'000 / speed_);
}

}  // namespace samtale::crowd
