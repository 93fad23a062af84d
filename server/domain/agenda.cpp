#include "domain/agenda.h"

#include <algorithm>
#include <set>

#include "domain/text.h"
#include "domain/web_address.h"

namespace samtale {
namespace {

using Check = std::optional<Rejection>;

Rejection invalid(std::string_view field) { return {RejectionCode::agenda_invalid, std::string{field}, 0}; }

bool may_be_absent(PhaseKind kind) {
  return kind == PhaseKind::welcome || kind == PhaseKind::pause || kind == PhaseKind::evaluation;
}

Check check_order(const Agenda& agenda) {
  auto next = agenda.phases.begin();
  for (int kind = static_cast<int>(PhaseKind::welcome); kind <= static_cast<int>(PhaseKind::evaluation); ++kind) {
    const bool present = next != agenda.phases.end() && static_cast<int>(next->kind) == kind;
    if (!present && !may_be_absent(static_cast<PhaseKind>(kind))) return invalid("phases");
    if (present) ++next;
  }
  // Whatever is left over came out of order, twice, or is of no known kind.
  if (next != agenda.phases.end()) return invalid("phases");
  return std::nullopt;
}

Check check_length(Millis length_ms) {
  if (length_ms >= limits::kShortestPhaseMs && length_ms <= limits::kLongestPhaseMs) return std::nullopt;
  return Rejection{RejectionCode::length_out_of_range, "length_ms",
                   static_cast<std::uint32_t>(limits::kLongestPhaseMs)};
}

Check check_translations(std::vector<Translation>& translations, std::string_view field) {
  std::set<Language> languages;
  for (Translation& translation : translations) {
    if (!languages.insert(translation.language).second) return invalid(field);
    if (auto rejection = check_text(translation.text, field, limits::kPrompt)) return rejection;
  }
  std::erase_if(translations, [](const Translation& translation) { return translation.text.empty(); });
  return std::nullopt;
}

Check check_cards(Step& step) {
  if (!step.cards.empty() && step.kind != StepKind::role_cards) return invalid("cards");
  if (step.cards.size() > limits::kCardsPerStep) {
    return Rejection{RejectionCode::limit_reached, "cards", limits::kCardsPerStep};
  }
  for (std::string& card : step.cards) {
    if (auto rejection = check_required_text(card, "cards", limits::kCard)) return rejection;
  }
  return std::nullopt;
}

Check check_steps(Phase& phase) {
  if (!phase.steps.empty() && !is_conversation(phase.kind)) return invalid("steps");
  if (phase.steps.size() > limits::kStepsPerPhase) {
    return Rejection{RejectionCode::limit_reached, "steps", limits::kStepsPerPhase};
  }
  for (Step& step : phase.steps) {
    if (step.kind < StepKind::write || step.kind > StepKind::role_cards) return invalid("kind");
    if (auto rejection = check_text(step.prompt, "prompt", limits::kPrompt)) return rejection;
    if (auto rejection = check_translations(step.prompt_translations, "prompt_translations")) return rejection;
    if (auto rejection = check_text(step.prompt_alone, "prompt_alone", limits::kPrompt)) return rejection;
    if (auto rejection = check_translations(step.prompt_alone_translations, "prompt_alone_translations")) {
      return rejection;
    }
    if (auto rejection = check_cards(step)) return rejection;
    if (auto rejection = check_length(step.length_ms)) return rejection;
  }
  return std::nullopt;
}

Check check_talk(Phase& phase) {
  if (!is_talk(phase.kind)) return phase.talk == Talk{} ? std::nullopt : Check{invalid("talk")};
  if (auto rejection = check_text(phase.talk.title, "title", limits::kTitle)) return rejection;
  if (auto rejection = check_text(phase.talk.speaker_name, "speaker_name", limits::kTitle)) return rejection;
  return check_https_address(phase.talk.page_url, "page_url", limits::kPageUrl);
}

template <class AgendaOrConst>
auto find_phase_in(AgendaOrConst& agenda, PhaseKind kind) -> decltype(agenda.phases.data()) {
  const auto found = std::find_if(agenda.phases.begin(), agenda.phases.end(),
                                  [kind](const Phase& phase) { return phase.kind == kind; });
  return found == agenda.phases.end() ? nullptr : &*found;
}

}  // namespace

std::vector<MediaVersion> versions_or_original(MediaId media, std::vector<MediaVersion> versions) {
  if (media.empty()) return {};
  if (versions.empty()) versions.push_back({MediaKind::original, 0, {}});
  return versions;
}

Millis phase_length_for(Millis media_length_ms) {
  const Millis units = (media_length_ms + limits::kTalkUnitMs - 1) / limits::kTalkUnitMs;
  return std::clamp(units * limits::kTalkUnitMs, limits::kShortestPhaseMs, limits::kLongestPhaseMs);
}

const Phase* find_phase(const Agenda& agenda, PhaseKind kind) { return find_phase_in(agenda, kind); }
Phase* find_phase(Agenda& agenda, PhaseKind kind) { return find_phase_in(agenda, kind); }

std::optional<Rejection> check_agenda(Agenda& agenda) {
  if (auto rejection = check_order(agenda)) return rejection;
  for (Phase& phase : agenda.phases) {
    if (auto rejection = check_text(phase.prompt, "prompt", limits::kPrompt)) return rejection;
    if (auto rejection = check_translations(phase.prompt_translations, "prompt_translations")) return rejection;
    if (auto rejection = check_length(phase.length_ms)) return rejection;
    if (auto rejection = check_steps(phase)) return rejection;
    if (auto rejection = check_talk(phase)) return rejection;
    if (is_conversation(phase.kind)) phase.goes_on_by_itself = false;
  }
  return std::nullopt;
}

}  // namespace samtale
