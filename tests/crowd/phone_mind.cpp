#include "crowd/phone_mind.h"

#include <algorithm>

namespace samtale::crowd {

PhoneMind::PhoneMind(std::uint64_t seed, Decks& decks, int speed)
    : dice_(seed), decks_(decks), speed_(std::max(1, speed)) {}

void PhoneMind::intend(std::uint32_t phase_revision) {
  phase_revision_ = phase_revision;
  notes_left_ = dice_.between(0, 2);
  questions_left_ = dice_.chance(0.3) ? 1 : 0;
  question_at_ = dice_.between(0.2, 0.8);
}

std::optional<command::Body> PhoneMind::next(const support::Mirror& mirror, Millis server_now_ms) {
  const auto where = where_they_are(mirror, server_now_ms);
  if (!where || !where->phase) return std::nullopt;
  if (phase_revision_ != where->phase_revision) {
    intend(where->phase_revision);
    be_busy(server_now_ms, 10, 60);
  }
  if (server_now_ms < busy_until_ms_) return std::nullopt;
  const auto kind = where->phase->kind;
  const bool writes = is_talk(kind) || (where->step && where->step->kind == StepKind::write);
  if (writes && notes_left_ > 0) {
    --notes_left_;
    be_busy(server_now_ms, 40, 140);
    return command::AddNote{NoteKind::private_note, std::string(decks_.private_notes.deal())};
  }
  const bool asks = kind == PhaseKind::learning_conversation || kind == PhaseKind::wrap_up;
  if (asks && questions_left_ > 0 && where->share_passed >= question_at_) {
    --questions_left_;
    be_busy(server_now_ms, 40, 140);
    return command::AskQuestion{std::string(decks_.questions.deal())};
  }
  return std::nullopt;
}

void PhoneMind::be_busy(Millis now_ms, double least_s, double most_s) {
  busy_until_ms_ = now_ms + static_cast<Millis>(dice_.between(least_s, most_s) * 1'000 / speed_);
}

}  // namespace samtale::crowd
