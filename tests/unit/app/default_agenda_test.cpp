// What a new seminar starts from: right by the rules, the same in both languages, with words for those who are alone.
#include "app/default_agenda.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace samtale::app {
namespace {

constexpr Language kLanguages[] = {Language::danish, Language::english};

std::vector<StepKind> steps_of(const Agenda& agenda, PhaseKind kind) {
  std::vector<StepKind> kinds;
  for (const Step& step : find_phase(agenda, kind)->steps) kinds.push_back(step.kind);
  return kinds;
}

TEST(DefaultAgenda, is_one_that_may_be_planned_and_is_clean_already) {
  for (const Language language : kLanguages) {
    const Agenda agenda = default_agenda(language);
    Agenda checked = agenda;
    EXPECT_EQ(check_agenda(checked), std::nullopt);
    EXPECT_EQ(checked, agenda);
  }
}

TEST(DefaultAgenda, has_every_phase_and_the_steps_of_the_two_conversations) {
  using enum StepKind;
  for (const Language language : kLanguages) {
    const Agenda agenda = default_agenda(language);
    EXPECT_EQ(agenda.phases.size(), 9u);
    EXPECT_EQ(steps_of(agenda, PhaseKind::learning_conversation), (std::vector{write, round, open_talk, harvest}));
    EXPECT_EQ(steps_of(agenda, PhaseKind::productive_conversation),
              (std::vector{write, round, choose, formulate, read_aloud, StepKind::share}));
  }
}

TEST(DefaultAgenda, steps_fill_their_conversation) {
  for (const Phase& phase : default_agenda(Language::danish).phases) {
    if (phase.steps.empty()) continue;
    Millis length_ms = 0;
    for (const Step& step : phase.steps) length_ms += step.length_ms;
    EXPECT_EQ(length_ms, phase.length_ms);
  }
}

TEST(DefaultAgenda, says_in_the_other_language_what_that_languages_agenda_says) {
  const Agenda danish = default_agenda(Language::danish);
  const Agenda english = default_agenda(Language::english);
  ASSERT_EQ(danish.phases.size(), english.phases.size());
  const auto only = [](Language language, const std::string& text) {
    return std::vector<Translation>{{language, text}};
  };
  for (std::size_t i = 0; i < danish.phases.size(); ++i) {
    const Phase& here = danish.phases[i];
    const Phase& there = english.phases[i];
    EXPECT_EQ(here.kind, there.kind);
    EXPECT_EQ(here.length_ms, there.length_ms);
    EXPECT_EQ(here.prompt_translations, only(Language::english, there.prompt));
    EXPECT_EQ(there.prompt_translations, only(Language::danish, here.prompt));
    ASSERT_EQ(here.steps.size(), there.steps.size());
    for (std::size_t step = 0; step < here.steps.size(); ++step) {
      EXPECT_EQ(here.steps[step].kind, there.steps[step].kind);
      EXPECT_EQ(here.steps[step].length_ms, there.steps[step].length_ms);
      EXPECT_EQ(here.steps[step].prompt_translations, only(Language::english, there.steps[step].prompt));
      EXPECT_EQ(there.steps[step].prompt_translations, only(Language::danish, here.steps[step].prompt));
      EXPECT_EQ(here.steps[step].prompt_alone_translations, only(Language::english, there.steps[step].prompt_alone));
      EXPECT_EQ(there.steps[step].prompt_alone_translations, only(Language::danish, here.steps[step].prompt_alone));
    }
  }
}

TEST(DefaultAgenda, every_step_has_words_for_somebody_who_is_alone) {
  for (const Language language : kLanguages) {
    for (const Phase& phase : default_agenda(language).phases) {
      for (const Step& step : phase.steps) {
        EXPECT_FALSE(step.prompt_alone.empty()) << step.prompt;
        EXPECT_NE(step.prompt_alone, step.prompt);
      }
    }
  }
}

}  // namespace
}  // namespace samtale::app
