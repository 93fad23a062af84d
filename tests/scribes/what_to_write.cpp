#include "scribes/what_to_write.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "domain/limits.h"

namespace samtale::scribes {
namespace {

// So few that a snapshot stays small however long a run is, and so many that edits seldom meet.
constexpr std::size_t kNotes = 30;
constexpr std::size_t kPeople = 15;
constexpr std::size_t kActionPoints = 15;
constexpr Millis kSecondMs = 1'000;

class Writer {
 public:
  Writer(std::mt19937_64& dice, const support::Mirror& mirror, std::string text)
      : dice_(dice), mirror_(mirror), seen_(mirror.entities()), text_(std::move(text)) {}

  command::Body facilitator() {
    switch (below(8)) {
      case 0: return command::ClearBroadcast{};
      case 1:
        if (seen_.timer.running) return command::PauseTimer{seen_.timer.revision};
        return command::ResumeTimer{seen_.timer.revision};
      case 2: return command::AdjustTimer{seen_.session.phase_revision, one_in(2) ? kSecondMs : -kSecondMs};
      case 3:
        if (const auto* question = any(seen_.questions)) return mark(*question);
        [[fallthrough]];
      default: return command::ShowBroadcast{text_};
    }
  }

  command::Body host() {
    const bool is_productive = runs(PhaseKind::productive_conversation);
    switch (below(is_productive ? 10 : 8)) {
      case 0:
      case 1: return roster();
      case 2:
        if (may_ask()) return command::AskQuestion{text_};
        [[fallthrough]];
      case 3:
        if (one_in(4)) return help();
        [[fallthrough]];
      default: return note(one_in(3) && reached_learning() ? NoteKind::insight : NoteKind::group_note);
      case 8:
      case 9: return action_point();
    }
  }

  command::Body phone() {
    if (may_ask() && one_in(10)) return command::AskQuestion{text_};
    return note(NoteKind::private_note);
  }

 private:
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(dice_); }
  bool one_in(std::size_t chances) { return below(chances) == 0; }
  template <class Map>
  const typename Map::mapped_type* any(const Map& map) {
    if (map.empty()) return nullptr;
    return &std::next(map.begin(), static_cast<std::ptrdiff_t>(below(map.size())))->second;
  }

  bool runs(PhaseKind kind) const { return mirror_.phase() != nullptr && mirror_.phase()->kind == kind; }
  bool reached_learning() const {
    return mirror_.phase() != nullptr && mirror_.phase()->kind >= PhaseKind::learning_conversation;
  }
  bool may_ask() const {
    return runs(PhaseKind::learning_conversation) && seen_.questions.size() < limits::kQuestionsPerGroup;
  }

  // The mirror of a host does not hold the phones' notes.
  command::Body note(NoteKind kind) {
    const auto* old = any(seen_.notes);
    if (old == nullptr || (seen_.notes.size() < kNotes && one_in(2))) return command::AddNote{kind, text_};
    if (seen_.notes.size() >= kNotes || one_in(5)) return command::RemoveNote{old->id};
    return command::EditNote{old->id, text_};
  }

  command::Body roster() {
    const auto* group = mirror_.own_group();
    if (group == nullptr || group->roster.empty()) return command::AddPerson{text_};
    const auto& person = group->roster[below(group->roster.size())];
    if (group->roster.size() >= kPeople) return command::RemovePerson{person.id};
    if (one_in(2)) return command::AddPerson{text_};
    return command::RenamePerson{person.id, text_};
  }

  command::Body action_point() {
    ActionPointText text{text_, "Åse", "", "", false, {}};
    const auto* old = any(seen_.action_points);
    if (old == nullptr) return command::AddActionPoint{text};
    if (seen_.action_points.size() >= kActionPoints) return command::RemoveActionPoint{old->id};
    if (one_in(3)) return command::AddActionPoint{text};
    if (one_in(3)) return command::ShareActionPoint{old->id, !old->shared};
    return command::EditActionPoint{old->id, old->revision, text};
  }

  command::Body help() {
    const auto* group = mirror_.own_group();
    if (group != nullptr && group->help_called_at_ms != 0) return command::CancelHelp{};
    return command::CallHelp{};
  }

  static command::Body mark(const change::QuestionView& view) {
    const bool is_asked = view.question.state == QuestionState::asked;
    return command::MarkQuestion{view.question.id, is_asked ? QuestionState::answered : QuestionState::asked};
  }

  std::mt19937_64& dice_;
  const support::Mirror& mirror_;
  const support::Entities& seen_;
  std::string text_;
};

template <class... Kinds>
bool is_one_of(const command::Body& body) {
  return (std::holds_alternative<Kinds>(body) || ...);
}

}  // namespace

command::Body what_to_write(std::mt19937_64& dice, const support::Mirror& mirror, std::string text) {
  Writer writer(dice, mirror, std::move(text));
  switch (mirror.welcome().viewer.role) {
    case Role::host: return writer.host();
    case Role::phone: return writer.phone();
    default: return writer.facilitator();
  }
}

bool always_leaves_an_event(const command::Body& body) {
  return is_one_event(body) || is_one_of<command::RemoveNote, command::RemoveActionPoint>(body);
}

bool is_one_event(const command::Body& body) {
  return is_one_of<command::AddNote, command::EditNote, command::AddPerson, command::RenamePerson,
                   command::RemovePerson, command::AskQuestion, command::AddActionPoint, command::EditActionPoint,
                   command::ShowBroadcast>(body);
}

}  // namespace samtale::scribes
