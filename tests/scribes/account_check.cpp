#include "scribes/account_check.h"

#include <unordered_map>

#include "scribes/what_to_write.h"

namespace samtale::scribes {
namespace {

struct Trace {
  std::size_t events = 0;
  std::size_t places = 0;  // a command's events stand together: more than one place is more than one effect
};
using Traces = std::unordered_map<CommandId, Trace>;

Traces traces_in(store::StoredData& data, SeminarId seminar) {
  Traces traces;
  CommandId last;
  data.each_event(seminar, 0, [&](Position, const store::EventRecord& record) {
    if (!record.command.empty()) {
      auto& trace = traces[record.command];
      ++trace.events;
      trace.places += record.command != last ? 1 : 0;
    }
    last = record.command;
    return true;
  });
  return traces;
}

std::string fault_of(const Scribe::Entry& entry, const Trace& trace) {
  if (!entry.settled) return "was never answered";
  if (trace.places > 1) return "took effect in " + std::to_string(trace.places) + " places of the log";
  if (!entry.answer.took_effect) {
    const auto code = std::to_string(static_cast<int>(entry.answer.why.code));
    return trace.events > 0 ? "was refused with " + code + " and is in the log" : "";
  }
  if (trace.events == 0 && always_leaves_an_event(entry.command.body)) return "was acknowledged and is lost";
  if (trace.events > 1 && is_one_event(entry.command.body)) return "took effect more than once";
  return "";
}

}  // namespace

std::vector<std::string> faults_of_account(store::StoredData& data, SeminarId seminar,
                                           const std::vector<const Scribe*>& scribes) {
  const auto traces = traces_in(data, seminar);
  std::vector<std::string> faults;
  for (const auto* scribe : scribes) {
    for (const auto& entry : scribe->account()) {
      const auto found = traces.find(entry.command.id);
      const auto fault = fault_of(entry, found == traces.end() ? Trace{} : found->second);
      if (!fault.empty()) faults.push_back("command " + entry.command.id.text() + " " + fault);
    }
  }
  return faults;
}

std::string difference(const support::Entities& shown, const support::Entities& truth) {
  std::string words;
  const auto compare = [&](bool equal, const char* what) { words += equal ? "" : std::string{" "} + what; };
  compare(shown.plan == truth.plan, "plan");
  compare(shown.session == truth.session, "session");
  compare(shown.timer == truth.timer, "timer");
  compare(shown.playback == truth.playback, "playback");
  compare(shown.stage == truth.stage, "stage");
  compare(shown.broadcast == truth.broadcast, "broadcast");
  compare(shown.groups == truth.groups, "groups");
  compare(shown.notes == truth.notes, "notes");
  compare(shown.questions == truth.questions, "questions");
  compare(shown.action_points == truth.action_points, "action points");
  compare(shown.gallery == truth.gallery, "gallery");
  compare(shown.progress == truth.progress, "progress");
  return words;
}

std::vector<std::string> faults_of_mirror(const support::Mirror& shown, const support::Entities& truth) {
  auto faults = shown.violations();
  const auto differs = difference(shown.entities(), truth);
  if (!differs.empty()) faults.push_back("does not show what is to be seen:" + differs);
  return faults;
}

}  // namespace samtale::scribes
