#include "reports/group_page.h"

#include <algorithm>
#include <set>

namespace samtale::reports {
namespace {

std::vector<Talk> talks_of(const Agenda& agenda) {
  std::vector<Talk> talks;
  for (const Phase& phase : agenda.phases) {
    if (is_talk(phase.kind) && !phase.talk.title.empty()) talks.push_back(phase.talk);
  }
  return talks;
}

std::vector<std::string> insights_of(const Group& group) {
  std::vector<const Note*> insights;
  for (const auto& [id, note] : group.notes) {
    if (note.kind == NoteKind::insight) insights.push_back(&note);
  }
  std::stable_sort(insights.begin(), insights.end(),
                   [](const Note* a, const Note* b) { return a->written_at_ms < b->written_at_ms; });
  std::vector<std::string> texts;
  for (const Note* note : insights) texts.push_back(note->text);
  return texts;
}

// "Team Vest, Skolen": what a reader needs to find them.
std::string group_and_workplace(std::string name, const std::string& workplace) {
  if (!workplace.empty() && workplace != name) name += ", " + workplace;
  return name;
}

std::vector<std::string> takers_of(const Seminar& seminar, const ActionPoint& point) {
  std::set<std::string> names;
  for (const auto& [id, copy] : point.copies) {
    const Group* taker = find_group(seminar, copy.group);
    if (taker != nullptr) names.insert(group_and_workplace(taker->about.name, taker->about.workplace));
  }
  return {names.begin(), names.end()};
}

// Those that `concerns` picks, in the order asked; `other` is the member that holds the other group.
template <class Concerns>
std::vector<Exchange> exchanges(const Seminar& seminar, GroupId GroupMessage::* other, Concerns concerns) {
  std::vector<const GroupMessage*> found;
  for (const auto& [id, message] : seminar.messages) {
    if (concerns(message)) found.push_back(&message);
  }
  std::stable_sort(found.begin(), found.end(), [](const GroupMessage* a, const GroupMessage* b) {
    return a->asked_at_ms < b->asked_at_ms;
  });
  std::vector<Exchange> shown;
  for (const GroupMessage* message : found) {
    const Group* group = find_group(seminar, message->*other);
    shown.push_back({group == nullptr ? std::string{} : group->about.name, message->text, message->answer});
  }
  return shown;
}

AgreedPoint agreed(const Seminar& seminar, const Group& group, const ActionPoint& point) {
  AgreedPoint shown{point.id, point.revision, point.text, {}, !point.confirmed, point.reservation,
                    group_and_workplace(point.origin.group_name, point.origin.workplace), takers_of(seminar, point), {}};
  if (const auto insight = group.notes.find(point.text.insight); insight != group.notes.end()) {
    shown.insight = insight->second.text;
  }
  shown.asked = exchanges(seminar, &GroupMessage::from, [&](const GroupMessage& message) {
    return message.to == group.id && message.action_point == point.id;
  });
  return shown;
}

std::vector<AgreedPoint> agreed_points_of(const Seminar& seminar, const Group& group) {
  std::vector<const ActionPoint*> points;
  for (const auto& [id, point] : group.action_points) points.push_back(&point);
  std::stable_sort(points.begin(), points.end(),
                   [](const ActionPoint* a, const ActionPoint* b) { return a->agreed_at_ms < b->agreed_at_ms; });
  std::vector<AgreedPoint> shown;
  for (const ActionPoint* point : points) shown.push_back(agreed(seminar, group, *point));
  return shown;
}

}  // namespace

GroupPage page_of(const Seminar& seminar, const Group& group) {
  return {group.id,
          seminar.plan.title,
          seminar.plan.date,
          seminar.plan.follow_up_on,
          group.about.name,
          group.about.workplace,
          talks_of(seminar.agenda),
          insights_of(group),
          agreed_points_of(seminar, group),
          exchanges(seminar, &GroupMessage::to, [&](const GroupMessage& message) { return message.from == group.id; })};
}

}  // namespace samtale::reports
