#include "app/default_agenda.h"

#include <stdexcept>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "app/texts/texts.h"

namespace samtale::app {
namespace {

constexpr Millis kMinuteMs = 60'000;

constexpr std::pair<std::string_view, PhaseKind> kPhaseNames[] = {
    {"welcome", PhaseKind::welcome},
    {"talk_1", PhaseKind::talk_1},
    {"talk_2", PhaseKind::talk_2},
    {"learning_conversation", PhaseKind::learning_conversation},
    {"wrap_up", PhaseKind::wrap_up},
    {"break", PhaseKind::pause},
    {"productive_conversation", PhaseKind::productive_conversation},
    {"sharing", PhaseKind::sharing},
    {"evaluation", PhaseKind::evaluation},
};

constexpr std::pair<std::string_view, StepKind> kStepNames[] = {
    {"write", StepKind::write},   {"round", StepKind::round},         {"open_talk", StepKind::open_talk},
    {"harvest", StepKind::harvest}, {"choose", StepKind::choose},     {"formulate", StepKind::formulate},
    {"read_aloud", StepKind::read_aloud}, {"share", StepKind::share},
    {"fishbowl", StepKind::fishbowl},     {"role_cards", StepKind::role_cards},
};

template <class Names>
auto named(const Names& names, std::string_view name) {
  for (const auto& [text, kind] : names)
    if (text == name) return kind;
  throw std::logic_error("the default agenda names an unknown kind: " + std::string(name));
}

std::string text_of(const toml::table& table, std::string_view key) {
  return table[key].value_or(std::string{});
}

Millis length_of(const toml::table& table) {
  return table["minutes"].value_or(Millis{0}) * kMinuteMs;
}

Step read_step(const toml::table& table) {
  return {named(kStepNames, text_of(table, "kind")), text_of(table, "prompt"), length_of(table), {},
          text_of(table, "prompt_alone"), {}, {}};
}

Phase read_phase(const toml::table& table) {
  Phase phase;
  phase.kind = named(kPhaseNames, text_of(table, "kind"));
  phase.prompt = text_of(table, "prompt");
  phase.length_ms = length_of(table);
  phase.goes_on_by_itself = table["goes_on_by_itself"].value_or(false);
  phase.talk.title = text_of(table, "title");
  if (const auto* steps = table["step"].as_array())
    for (const auto& step : *steps) phase.steps.push_back(read_step(*step.as_table()));
  return phase;
}

Agenda read_agenda(Language language) {
  const auto texts = toml::parse(language == Language::english ? kAgendaEnglish : kAgendaDanish);
  Agenda agenda;
  for (const auto& phase : *texts["phase"].as_array()) agenda.phases.push_back(read_phase(*phase.as_table()));
  return agenda;
}

}  // namespace

Agenda default_agenda(Language language) {
  Agenda agenda = read_agenda(language);
  const Language other = language == Language::english ? Language::danish : Language::english;
  const Agenda translated = read_agenda(other);
  // The two files say the same, line by line.
  for (std::size_t i = 0; i < agenda.phases.size(); ++i) {
    Phase& phase = agenda.phases[i];
    const Phase& same = translated.phases.at(i);
    phase.prompt_translations = {{other, same.prompt}};
    for (std::size_t step = 0; step < phase.steps.size(); ++step) {
      Step& ours = phase.steps[step];
      const Step& theirs = same.steps.at(step);
      ours.prompt_translations = {{other, theirs.prompt}};
      if (!theirs.prompt_alone.empty()) ours.prompt_alone_translations = {{other, theirs.prompt_alone}};
    }
  }
  return agenda;
}

}  // namespace samtale::app
