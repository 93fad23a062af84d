#pragma once
// The script of a seminar: phases in a fixed order, each with a prompt and a length; the two conversations have steps.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/limits.h"
#include "domain/rejection.h"

namespace samtale {

using Millis = limits::Millis;

enum class Language { danish = 1, english = 2 };

enum class PhaseKind {
  welcome = 1,
  talk_1 = 2,
  talk_2 = 3,
  learning_conversation = 4,
  wrap_up = 5,
  pause = 6,  // "break" on screens and on the wire; a keyword here
  productive_conversation = 7,
  sharing = 8,
  evaluation = 9,
};

enum class StepKind {
  write = 1,
  round = 2,
  open_talk = 3,
  harvest = 4,
  choose = 5,
  formulate = 6,
  read_aloud = 7,
  share = 8,
  fishbowl = 9,    // two talk, the others listen; then all
  role_cards = 10, // a voice for people who are not in the room
};

// A text of the agenda in another language than the seminar's own. One in the seminar's own language is there when the
// plan's language was changed later; nobody is shown it.
struct Translation {
  Language language{};
  std::string text;
  bool operator==(const Translation&) const = default;
};

struct Step {
  StepKind kind{};
  std::string prompt;
  Millis length_ms = 0;
  std::vector<Translation> prompt_translations;  // at most one per language
  std::string prompt_alone;                      // for somebody who takes part alone; empty: `prompt`
  std::vector<std::string> cards;                // of role_cards: who is given a voice; empty: the client's own four
  std::vector<Translation> prompt_alone_translations;  // at most one per language
  bool operator==(const Step&) const = default;
};

enum class MediaKind {
  original = 1,  // as it was uploaded, when a browser can play that
  high = 2,      // up to 1080 lines
  low = 3,       // 480 lines
  sound = 4,     // no picture
};

// One file of a recording.
struct MediaVersion {
  MediaKind kind{};
  std::uint64_t bytes = 0;  // 0: not known
  std::string sha256;       // of the whole file, 32 bytes; empty: not known
  bool operator==(const MediaVersion&) const = default;
};

// A WebVTT file, stored as a recording of its own.
struct Captions {
  Language language{};
  MediaId media;
  bool operator==(const Captions&) const = default;
};

struct Talk {
  std::string title;
  std::string speaker_name;
  MediaId media;  // empty: no recording, the screens show title and timer
  Millis media_length_ms = 0;
  std::string page_url;                // https, or empty: a page elsewhere, opened beside when there is no recording
  std::vector<MediaVersion> versions;  // at most one of each kind; at least one when there is a recording
  bool has_poster = false;
  std::vector<Captions> captions;      // at most one per language, in their order; they outlive the recording
  bool operator==(const Talk&) const = default;
};

struct Phase {
  PhaseKind kind{};
  std::string prompt;
  Millis length_ms = 0;
  bool goes_on_by_itself = false;
  std::vector<Step> steps;
  Talk talk;
  std::vector<Translation> prompt_translations;  // at most one per language
  bool operator==(const Phase&) const = default;
};

struct Agenda {
  std::vector<Phase> phases;
  bool operator==(const Agenda&) const = default;
};

inline bool is_talk(PhaseKind kind) { return kind == PhaseKind::talk_1 || kind == PhaseKind::talk_2; }
inline bool is_conversation(PhaseKind kind) {
  return kind == PhaseKind::learning_conversation || kind == PhaseKind::productive_conversation;
}
const Phase* find_phase(const Agenda& agenda, PhaseKind kind);
Phase* find_phase(Agenda& agenda, PhaseKind kind);

// Order, presence (only welcome, break and evaluation may be absent), lengths, texts, steps only in conversations,
// cards only on role_cards. Cleans the texts in place; translations without text are left out. Conversations never go on by themselves: they wait in overtime for the facilitator.
std::optional<Rejection> check_agenda(Agenda& agenda);

// What a recording was attached with, where that was before there were versions: the file as it was uploaded.
std::vector<MediaVersion> versions_or_original(MediaId media, std::vector<MediaVersion> versions);
// How long a phase is to be that shows a recording: whole half minutes, within the limits of a phase.
Millis phase_length_for(Millis media_length_ms);

}  // namespace samtale
