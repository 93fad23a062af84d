#pragma once
// What somebody at a group's host device does next. Pure but for its dice: it looks at what the screen shows and
// answers with one command or with nothing. Human pace is the caller's: it asks every few seconds; a mind that writes
// is busy for a while.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crowd/deck.h"
#include "crowd/dice.h"
#include "crowd/where_they_are.h"
#include "domain/command.h"
#include "support/mirror.h"

namespace samtale::crowd {

class HostMind {
 public:
  // `speed` divides the time that writing and speaking take. `decks` outlive the mind.
  HostMind(std::uint64_t seed, Decks& decks, int speed);

  std::optional<command::Body> next(const support::Mirror& mirror, Millis server_now_ms);

 private:
  // What this group will do in the phase that runs; drawn anew when a phase starts.
  struct Intention {
    std::uint32_t phase_revision = 0;
    double pace = 1;      // of its steps: below 1 they are quicker than planned
    double ready_at = 1;  // share of the phase's time
    std::optional<double> help_at;
    Millis help_patience_ms = 0;
    int group_notes = 0;
    int insights = 0;
    int questions = 0;
    int action_points = 0;
    int backed_questions = 0;
    bool rephrases = false;
    bool unfolds = false;  // writes more of an action point than what, who and by when
    bool shares_an_insight = false;
    int taken_up = 0;  // how many it will take up
    int thanks = 0;
  };
  using Act = std::optional<command::Body>;

  void intend(std::uint32_t phase_revision);
  Act fill_roster(const WhereTheyAre& where);
  Act about_help(const WhereTheyAre& where);
  Act become_ready(const WhereTheyAre& where);
  Act in_phase(const support::Mirror& mirror, const WhereTheyAre& where);
  Act back_a_question(const support::Mirror& mirror, const WhereTheyAre& where);

  // host_conversation.cpp
  Act in_conversation(const support::Mirror& mirror, const WhereTheyAre& where);
  Act work_on_step(const support::Mirror& mirror, const WhereTheyAre& where);
  Act go_round(const WhereTheyAre& where);
  Act go_on(const WhereTheyAre& where);
  Act write_note(const support::Mirror& mirror, NoteKind kind, Deck<std::string_view>& deck, int& left);
  Act ask_question(const support::Mirror& mirror);
  Act agree(const support::Mirror& mirror, const WhereTheyAre& where);
  Act rephrase(const support::Mirror& mirror);
  Act confirm(const support::Mirror& mirror);

  // host_sharing.cpp
  Act share_one(const support::Mirror& mirror, const WhereTheyAre& where);
  Act share_insight(const support::Mirror& mirror);
  Act take_up(const support::Mirror& mirror, const WhereTheyAre& where);
  Act thank(const support::Mirror& mirror, const WhereTheyAre& where);

  // From now on, somewhere between these many seconds of human time.
  void be_busy(double least_s, double most_s);
  bool busy() const { return now_ms_ < busy_until_ms_; }

  Dice dice_;
  Decks& decks_;
  int speed_;
  Millis now_ms_ = 0;
  Millis busy_until_ms_ = 0;
  std::vector<std::string> names_;  // who comes to the meeting; the roster is filled with them
  Intention intention_;
  bool help_called_ = false;
  Millis turn_until_ms_ = 0;
  std::uint32_t round_done_step_ = kNoStep;  // in this phase
  static constexpr std::uint32_t kNoStep = 0xffff'ffff;
};

}  // namespace samtale::crowd
