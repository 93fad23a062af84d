#pragma once
// What somebody with a phone does next: a private note, now and then a question. Pure but for its dice.
#include <cstdint>
#include <optional>

#include "crowd/deck.h"
#include "crowd/dice.h"
#include "crowd/where_they_are.h"
#include "domain/command.h"
#include "support/mirror.h"

namespace samtale::crowd {

class PhoneMind {
 public:
  PhoneMind(std::uint64_t seed, Decks& decks, int speed);

  std::optional<command::Body> next(const support::Mirror& mirror, Millis server_now_ms);

 private:
  void intend(std::uint32_t phase_revision);
  void be_busy(Millis now_ms, double least_s, double most_s);

  Dice dice_;
  Decks& decks_;
  int speed_;
  std::uint32_t phase_revision_ = 0;
  int notes_left_ = 0;
  int questions_left_ = 0;
  double question_at_ = 0;  // share of the phase's time
  Millis busy_until_ms_ = 0;
};

}  // namespace samtale::crowd
