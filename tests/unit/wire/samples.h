#pragma once
// Values with every field filled, for the round trips. An agenda with every kind of phase and step.
#include <string>

#include "domain/agenda.h"
#include "domain/group.h"
#include "domain/seminar.h"
#include "domain/talk_report.h"

namespace samtale::wire {

// Different ids for different seeds; each byte of an id counts.
template <class SomeId>
SomeId sample_id(std::uint8_t seed) {
  SomeId id;
  for (std::size_t i = 0; i < kIdBytes; ++i) id.bytes[i] = static_cast<std::uint8_t>(seed * 16 + i + 1);
  return id;
}

inline PlanText sample_plan() {
  return {"Børn på tværs – 全体",          "2031-04-17",           "12:30", "2031-05-15", Language::english,
          "https://meet.example.org/børn", {"Trivsel", "Forældre"}};
}

inline std::vector<MediaVersion> sample_versions() {
  return {{MediaKind::original, 5'000'000'000, std::string(32, '\x81')},
          {MediaKind::high, 3'000, std::string(32, 'h')},
          {MediaKind::low, 2'000, std::string(32, 'l')},
          {MediaKind::sound, 1'000, std::string(32, 's')}};
}

inline Agenda sample_agenda() {
  Agenda agenda;
  for (int kind = 1; kind <= 9; ++kind) {
    Phase phase;
    phase.kind = static_cast<PhaseKind>(kind);
    phase.prompt = "prompt " + std::to_string(kind);
    phase.length_ms = 60'000 * kind;
    phase.goes_on_by_itself = true;
    phase.prompt_translations = {{Language::english, "in English"}, {Language::danish, "på dansk"}};
    for (int step = 1; step <= 10; ++step) {
      phase.steps.push_back({static_cast<StepKind>(step),
                             "step " + std::to_string(step),
                             1'000 * step,
                             {{Language::english, "step in English"}},
                             "for one",
                             {"the child", "the parent"},
                             {{Language::english, "for one in English"}}});
    }
    phase.talk = {"title",
                  "speaker",
                  sample_id<MediaId>(9),
                  900'000,
                  "https://films.example.org/børn",
                  sample_versions(),
                  true,
                  {{Language::danish, sample_id<MediaId>(31)}, {Language::english, sample_id<MediaId>(32)}}};
    agenda.phases.push_back(phase);
  }
  return agenda;
}

inline TalkReport sample_talk_report() {
  return {99, 40, true, PlayerState::stalled, -1'500, 12'000, MediaKind::low, true, true};
}

inline ExpectedGroup sample_about() {
  return {"Team Ærø", "Skolen", "Ærø Kommune", "tov@example.org", WorkArea::residential};
}

inline ActionPointText sample_agreement() {
  return {"Vi spørger barnet først", "Åse",        "2031-06-01",    "Ring til skolen", true,
          sample_id<NoteId>(7),      "2031-05-20", "Tid til møder", "Travlhed",        "Børnene siger det"};
}

inline Origin sample_origin() {
  return {sample_id<ActionPointId>(20), sample_id<GroupId>(21), "Team Fanø", "Fritidshjemmet"};
}

}  // namespace samtale::wire
