// The rules for what groups do with what others have shared: try it too, thank, ask, and answer who asked.
#include <algorithm>

#include "domain/decide_parts.h"
#include "domain/text.h"
#include "domain/travel.h"

namespace samtale::rules {
namespace {

bool gallery_is_open(const Seminar& seminar) { return is_running(seminar) && seminar.gallery_open; }

// Nullopt: another group's, and shared.
std::optional<Rejection> check_is_anothers(const FoundActionPoint& found, const Group& group) {
  if (found.group == nullptr) return reject(RejectionCode::not_found, "action_point_id");
  if (found.group->id == group.id) return reject(RejectionCode::not_allowed, "action_point_id");
  return std::nullopt;
}

// A group does not get its own back, nor the same twice, by whatever way it has come.
std::optional<Rejection> check_is_new_to(const Group& group, const ActionPoint& action_point) {
  const ActionPointId root = root_of(action_point);
  if (find_action_point(group, root) != nullptr) return reject(RejectionCode::not_allowed, "action_point_id");
  const bool taken_up = std::any_of(group.action_points.begin(), group.action_points.end(),
                                    [root](const auto& entry) { return root_of(entry.second) == root; });
  if (taken_up) return reject(RejectionCode::already_taken_up, "action_point_id");
  return std::nullopt;
}

// Who does it and by when is for the group to say.
ActionPointText to_try(const ActionPointText& theirs) {
  ActionPointText text;
  text.what = theirs.what;
  text.first_step = theirs.first_step;
  text.sign_of_success = theirs.sign_of_success;
  return text;
}

}  // namespace

Decision rule(const Request& request, const Group& group, const command::TakeUpActionPoint& asked) {
  const Seminar& seminar = request.seminar;
  if (!gallery_is_open(seminar) || !may_be_worked_on(request, group)) return reject(RejectionCode::not_now);
  const auto id = request.id.as<ActionPointTag>();
  if (id.empty() || is_taken(seminar, id)) return reject(RejectionCode::id_invalid, "command_id");
  const FoundActionPoint found = find_shared(seminar, asked.action_point);
  if (auto rejection = check_is_anothers(found, group)) return *rejection;
  const ActionPoint& theirs = *found.action_point;
  if (auto rejection = check_is_new_to(group, theirs)) return *rejection;
  if (group.action_points.size() >= limits::kActionPointsPerGroup) {
    return reject(RejectionCode::limit_reached, "action_points", limits::kActionPointsPerGroup);
  }
  const ExpectedGroup& they = found.group->about;
  return happened(event::ActionPointTakenUp{
      group.id, id, to_try(theirs.text), {theirs.id, found.group->id, they.name, they.workplace}});
}

Decision rule(const Request& request, const Group& group, const command::ThankGroup& asked) {
  if (!gallery_is_open(request.seminar)) return reject(RejectionCode::not_now);
  const FoundActionPoint found = find_shared(request.seminar, asked.action_point);
  if (auto rejection = check_is_anothers(found, group)) return *rejection;
  if ((found.action_point->thanked_by.count(group.id) > 0) == asked.thanked) return nothing_to_do();
  return happened(event::GroupThanked{found.group->id, asked.action_point, group.id, asked.thanked});
}

Decision rule(const Request& request, const Group& group, const command::AskGroup& asked) {
  const Seminar& seminar = request.seminar;
  if (!gallery_is_open(seminar)) return reject(RejectionCode::not_now);
  const auto id = request.id.as<MessageTag>();
  if (id.empty() || seminar.messages.count(id) > 0) return reject(RejectionCode::id_invalid, "command_id");
  const FoundActionPoint found = find_shared(seminar, asked.action_point);
  if (auto rejection = check_is_anothers(found, group)) return *rejection;
  std::string text = asked.text;
  if (auto rejection = check_required_text(text, "text", limits::kQuestion)) return *rejection;
  const auto about_it = std::count_if(seminar.messages.begin(), seminar.messages.end(), [&](const auto& entry) {
    return entry.second.action_point == asked.action_point;
  });
  if (static_cast<std::size_t>(about_it) >= limits::kMessagesPerActionPoint) {
    return reject(RejectionCode::limit_reached, "messages", limits::kMessagesPerActionPoint);
  }
  return happened(event::GroupAsked{found.group->id, asked.action_point, group.id, id, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::AnswerGroup& asked) {
  const Seminar& seminar = request.seminar;
  if (!gallery_is_open(seminar)) return reject(RejectionCode::not_now);
  const auto found = seminar.messages.find(asked.message);
  // What two other groups write to each other is not there for anybody else.
  const bool concerns_us =
      found != seminar.messages.end() && (found->second.to == group.id || found->second.from == group.id);
  if (!concerns_us) return reject(RejectionCode::not_found, "message_id");
  const GroupMessage& message = found->second;
  if (message.to != group.id) return reject(RejectionCode::not_allowed, "message_id");
  std::string text = asked.text;
  const auto rejection = check_text(text, "text", limits::kQuestion);
  if (!rejection && text == message.answer) return nothing_to_do();
  if (asked.seen != message.answer) return reject(RejectionCode::stale_revision);
  if (rejection) return *rejection;
  return happened(event::GroupAnswered{message.id, std::move(text)});
}

}  // namespace samtale::rules
