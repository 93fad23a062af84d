#include "domain/agenda.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::full_agenda;

Phase& phase_of(Agenda& agenda, PhaseKind kind) { return *find_phase(agenda, kind); }

void erase(Agenda& agenda, PhaseKind kind) {
  std::erase_if(agenda.phases, [kind](const Phase& phase) { return phase.kind == kind; });
}

const Rejection kWrongPhases{RejectionCode::agenda_invalid, "phases", 0};
const Rejection kWrongLength{RejectionCode::length_out_of_range, "length_ms", limits::kLongestPhaseMs};

TEST(Agenda, the_full_one_is_right) {
  Agenda agenda = full_agenda();
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  EXPECT_EQ(agenda, full_agenda());
}

TEST(Agenda, only_welcome_break_and_evaluation_may_be_absent) {
  for (const Phase& phase : full_agenda().phases) {
    Agenda agenda = full_agenda();
    erase(agenda, phase.kind);
    const bool optional =
        phase.kind == PhaseKind::welcome || phase.kind == PhaseKind::pause || phase.kind == PhaseKind::evaluation;
    EXPECT_EQ(check_agenda(agenda), optional ? std::nullopt : std::optional{kWrongPhases})
        << static_cast<int>(phase.kind);
  }
  Agenda shortest = full_agenda();
  for (const auto kind : {PhaseKind::welcome, PhaseKind::pause, PhaseKind::evaluation}) erase(shortest, kind);
  EXPECT_EQ(check_agenda(shortest), std::nullopt);
}

TEST(Agenda, phases_are_in_the_fixed_order_and_not_doubled) {
  Agenda swapped = full_agenda();
  std::swap(swapped.phases[1], swapped.phases[2]);
  EXPECT_EQ(check_agenda(swapped), kWrongPhases);
  Agenda doubled = full_agenda();
  doubled.phases.insert(doubled.phases.begin(), doubled.phases.front());
  EXPECT_EQ(check_agenda(doubled), kWrongPhases);
  Agenda two_ends = full_agenda();
  two_ends.phases.push_back(two_ends.phases.back());
  EXPECT_EQ(check_agenda(two_ends), kWrongPhases);
  Agenda unknown = full_agenda();
  unknown.phases.push_back(testing::phase(static_cast<PhaseKind>(10), 1));
  EXPECT_EQ(check_agenda(unknown), kWrongPhases);
  Agenda none;
  EXPECT_EQ(check_agenda(none), kWrongPhases);
}

TEST(Agenda, lengths_are_from_a_second_to_four_hours) {
  for (const auto& [length_ms, right] : {std::pair{limits::kShortestPhaseMs, true},
                                         {limits::kShortestPhaseMs - 1, false},
                                         {limits::kLongestPhaseMs, true},
                                         {limits::kLongestPhaseMs + 1, false},
                                         {Millis{0}, false},
                                         {Millis{-1}, false}}) {
    Agenda by_phase = full_agenda();
    by_phase.phases[0].length_ms = length_ms;
    EXPECT_EQ(check_agenda(by_phase), right ? std::nullopt : std::optional{kWrongLength}) << length_ms;
    Agenda by_step = full_agenda();
    phase_of(by_step, PhaseKind::learning_conversation).steps[0].length_ms = length_ms;
    EXPECT_EQ(check_agenda(by_step), right ? std::nullopt : std::optional{kWrongLength}) << length_ms;
  }
}

TEST(Agenda, only_conversations_have_steps) {
  for (const Phase& phase : full_agenda().phases) {
    if (is_conversation(phase.kind)) continue;
    Agenda agenda = full_agenda();
    phase_of(agenda, phase.kind).steps = {{StepKind::write, "", testing::kMinuteMs}};
    EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::agenda_invalid, "steps", 0}));
  }
}

TEST(Agenda, a_conversation_may_have_twelve_steps_and_no_more) {
  Agenda agenda = full_agenda();
  auto& steps = phase_of(agenda, PhaseKind::productive_conversation).steps;
  steps.assign(limits::kStepsPerPhase, {StepKind::round, "", testing::kMinuteMs});
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  steps.push_back(steps.back());
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::limit_reached, "steps", limits::kStepsPerPhase}));
  steps.clear();
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
}

TEST(Agenda, steps_are_of_a_known_kind) {
  for (const int kind : {0, 11}) {
    Agenda agenda = full_agenda();
    phase_of(agenda, PhaseKind::learning_conversation).steps[1].kind = static_cast<StepKind>(kind);
    EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::agenda_invalid, "kind", 0}));
  }
}

TEST(Agenda, prompts_have_a_limit_and_may_be_empty) {
  Agenda agenda = full_agenda();
  agenda.phases[0].prompt.assign(limits::kPrompt, 'p');
  phase_of(agenda, PhaseKind::learning_conversation).steps[0].prompt = "";
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  agenda.phases[0].prompt.push_back('p');
  const Rejection too_long{RejectionCode::text_too_long, "prompt", limits::kPrompt};
  EXPECT_EQ(check_agenda(agenda), too_long);
  agenda = full_agenda();
  phase_of(agenda, PhaseKind::learning_conversation).steps[0].prompt.assign(limits::kPrompt + 1, 'p');
  EXPECT_EQ(check_agenda(agenda), too_long);
}

TEST(Agenda, titles_and_speakers_of_talks_have_a_limit) {
  Agenda agenda = full_agenda();
  Talk& talk = phase_of(agenda, PhaseKind::talk_2).talk;
  talk.title.assign(limits::kTitle, 't');
  talk.speaker_name.assign(limits::kTitle, 's');
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  talk.speaker_name.push_back('s');
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::text_too_long, "speaker_name", limits::kTitle}));
  talk.title.push_back('t');
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::text_too_long, "title", limits::kTitle}));
}

TEST(Agenda, a_talk_is_shown_elsewhere_by_a_safe_address_or_by_none) {
  Agenda agenda = full_agenda();
  std::string& url = phase_of(agenda, PhaseKind::talk_1).talk.page_url;
  url = " https://films.example.org/v/0102031234\n";
  EXPECT_EQ(check_agenda(agenda), std::nullopt) << "a film's number is nobody's personal number";
  EXPECT_EQ(url, "https://films.example.org/v/0102031234");
  for (const char* address : {"http://films.example.org/v", "films.example.org", "https://a@films.example.org"}) {
    url = address;
    EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::address_invalid, "page_url", 0})) << address;
  }
  url = "https://\xff";
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::text_not_utf8, "page_url", 0}));
  url = "https://f.example/" + std::string(limits::kPageUrl - 18, 'x');
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  url.push_back('x');
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::text_too_long, "page_url", limits::kPageUrl}));
}

TEST(Agenda, only_talks_have_a_talk) {
  Agenda agenda = full_agenda();
  phase_of(agenda, PhaseKind::wrap_up).talk.title = "no";
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::agenda_invalid, "talk", 0}));
}

TEST(Agenda, a_fishbowl_and_role_cards_are_steps_like_others) {
  Agenda agenda = full_agenda();
  auto& steps = phase_of(agenda, PhaseKind::learning_conversation).steps;
  steps.push_back({StepKind::fishbowl, "two talk", testing::kMinuteMs});
  steps.push_back({StepKind::role_cards, "a voice", testing::kMinuteMs, {}, "", {"the child", "the parent"}});
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
}

TEST(Agenda, only_role_cards_have_cards_few_and_short_and_none_empty) {
  const auto with_cards = [](StepKind kind, std::vector<std::string> cards) {
    Agenda agenda = full_agenda();
    phase_of(agenda, PhaseKind::learning_conversation).steps[0] = {kind, "", testing::kMinuteMs, {}, "", std::move(cards)};
    return check_agenda(agenda);
  };
  EXPECT_EQ(with_cards(StepKind::round, {"the child"}), (Rejection{RejectionCode::agenda_invalid, "cards", 0}));
  EXPECT_EQ(with_cards(StepKind::role_cards, {}), std::nullopt);
  const std::vector<std::string> most(limits::kCardsPerStep, std::string(limits::kCard, 'c'));
  EXPECT_EQ(with_cards(StepKind::role_cards, most), std::nullopt);
  std::vector<std::string> too_many = most;
  too_many.push_back("c");
  EXPECT_EQ(with_cards(StepKind::role_cards, too_many),
            (Rejection{RejectionCode::limit_reached, "cards", limits::kCardsPerStep}));
  EXPECT_EQ(with_cards(StepKind::role_cards, {std::string(limits::kCard + 1, 'c')}),
            (Rejection{RejectionCode::text_too_long, "cards", limits::kCard}));
  EXPECT_EQ(with_cards(StepKind::role_cards, {"the child", " "}), (Rejection{RejectionCode::text_empty, "cards", 0}));
}

TEST(Agenda, a_prompt_has_one_translation_per_language_also_of_the_plans_own) {
  const auto with = [](std::vector<Translation> translations, bool in_a_step) {
    Agenda agenda = full_agenda();
    Phase& conversation = phase_of(agenda, PhaseKind::learning_conversation);
    (in_a_step ? conversation.steps[0].prompt_translations : conversation.prompt_translations) = std::move(translations);
    return check_agenda(agenda);
  };
  for (const bool in_a_step : {false, true}) {
    const std::string longest(limits::kPrompt, 'p');
    EXPECT_EQ(with({{Language::danish, "Skriv"}, {Language::english, longest}}, in_a_step), std::nullopt);
    EXPECT_EQ(with({{Language::english, "Write"}, {Language::english, "Write"}}, in_a_step),
              (Rejection{RejectionCode::agenda_invalid, "prompt_translations", 0}));
    EXPECT_EQ(with({{Language::english, longest + "p"}}, in_a_step),
              (Rejection{RejectionCode::text_too_long, "prompt_translations", limits::kPrompt}));
  }
}

TEST(Agenda, the_prompt_for_one_has_a_limit) {
  Agenda agenda = full_agenda();
  Step& step = phase_of(agenda, PhaseKind::productive_conversation).steps[0];
  step.prompt_alone.assign(limits::kPrompt, 'p');
  EXPECT_EQ(check_agenda(agenda), std::nullopt);
  step.prompt_alone.push_back('p');
  EXPECT_EQ(check_agenda(agenda), (Rejection{RejectionCode::text_too_long, "prompt_alone", limits::kPrompt}));
}

TEST(Agenda, P80_the_prompt_for_one_has_one_translation_per_language) {
  const auto with = [](std::vector<Translation> translations) {
    Agenda agenda = full_agenda();
    phase_of(agenda, PhaseKind::productive_conversation).steps[0].prompt_alone_translations = std::move(translations);
    return check_agenda(agenda);
  };
  const std::string longest(limits::kPrompt, 'p');
  EXPECT_EQ(with({{Language::danish, "Skriv"}, {Language::english, longest}}), std::nullopt);
  EXPECT_EQ(with({{Language::english, "Write"}, {Language::english, "Write"}}),
            (Rejection{RejectionCode::agenda_invalid, "prompt_alone_translations", 0}));
  EXPECT_EQ(with({{Language::english, longest + "p"}}),
            (Rejection{RejectionCode::text_too_long, "prompt_alone_translations", limits::kPrompt}));
}

TEST(Agenda, none_of_its_new_texts_holds_a_personal_number) {
  const std::string text = "ring til 010190-1234";
  const auto changed = [](auto change) {
    Agenda agenda = full_agenda();
    change(phase_of(agenda, PhaseKind::learning_conversation));
    return check_agenda(agenda);
  };
  const auto refused = [](const char* field) { return std::optional{Rejection{RejectionCode::personal_number, field, 0}}; };
  EXPECT_EQ(changed([&](Phase& phase) { phase.prompt_translations = {{Language::english, text}}; }),
            refused("prompt_translations"));
  EXPECT_EQ(changed([&](Phase& phase) { phase.steps[0].prompt_translations = {{Language::english, text}}; }),
            refused("prompt_translations"));
  EXPECT_EQ(changed([&](Phase& phase) { phase.steps[0].prompt_alone = text; }), refused("prompt_alone"));
  EXPECT_EQ(changed([&](Phase& phase) { phase.steps[0].prompt_alone_translations = {{Language::english, text}}; }),
            refused("prompt_alone_translations"));
  EXPECT_EQ(changed([&](Phase& phase) {
              phase.steps[0].kind = StepKind::role_cards;
              phase.steps[0].cards = {text};
            }),
            refused("cards"));
}

TEST(Agenda, its_texts_are_cleaned) {
  Agenda agenda = full_agenda();
  agenda.phases[0].prompt = "  hello \r\n";
  phase_of(agenda, PhaseKind::talk_1).talk.title = "\tA\x01 title ";
  Step& step = phase_of(agenda, PhaseKind::learning_conversation).steps[0];
  step = {StepKind::role_cards, " write ", testing::kMinuteMs, {{Language::english, " \n"}}, " alone ", {" card "}};
  agenda.phases[0].prompt_translations = {{Language::english, " hi "}, {Language::danish, "\x01"}};
  ASSERT_EQ(check_agenda(agenda), std::nullopt);
  EXPECT_EQ(agenda.phases[0].prompt, "hello");
  EXPECT_EQ(phase_of(agenda, PhaseKind::talk_1).talk.title, "A title");
  EXPECT_EQ(step, (Step{StepKind::role_cards, "write", testing::kMinuteMs, {}, "alone", {"card"}}));
  EXPECT_EQ(agenda.phases[0].prompt_translations, (std::vector<Translation>{{Language::english, "hi"}}));
}

TEST(Agenda, conversations_always_wait_for_the_facilitator) {
  Agenda agenda = full_agenda();
  for (Phase& phase : agenda.phases) phase.goes_on_by_itself = true;
  ASSERT_EQ(check_agenda(agenda), std::nullopt);
  for (const Phase& phase : agenda.phases) EXPECT_EQ(phase.goes_on_by_itself, !is_conversation(phase.kind));
}

}  // namespace
}  // namespace samtale
