#include "wire/convert_group.h"

namespace samtale::wire {

void to_wire(const ExpectedGroup& about, v1::ExpectedGroup& out) {
  out.set_name(about.name);
  out.set_workplace(about.workplace);
  out.set_municipality(about.municipality);
  out.set_coordinator_email(about.coordinator_email);
  out.set_area(to_wire(about.area));
}

ExpectedGroup from_wire(Reading& reading, const v1::ExpectedGroup& message) {
  return {message.name(), message.workplace(), message.municipality(), message.coordinator_email(),
          reading.choice_or_none(message.area(), "area")};
}

void to_wire(const ActionPointText& text, v1::ActionPointText& out) {
  out.set_what(text.what);
  out.set_who(text.who);
  out.set_by_when(text.by_when);
  out.set_first_step(text.first_step);
  out.set_needs_leadership(text.needs_leadership);
  out.set_insight_id(text.insight.text());
  out.set_first_step_by(text.first_step_by);
  out.set_needed_from_leadership(text.needed_from_leadership);
  out.set_obstacles(text.obstacles);
  out.set_sign_of_success(text.sign_of_success);
}

ActionPointText from_wire(Reading& reading, const v1::ActionPointText& message) {
  return {message.what(),
          message.who(),
          message.by_when(),
          message.first_step(),
          message.needs_leadership(),
          reading.id_or_none<NoteId>(message.insight_id(), "insight_id"),
          message.first_step_by(),
          message.needed_from_leadership(),
          message.obstacles(),
          message.sign_of_success()};
}

void to_wire(const Origin& origin, v1::Origin& out) {
  out.set_action_point_id(origin.action_point.text());
  out.set_group_id(origin.group.text());
  out.set_group_name(origin.group_name);
  out.set_workplace(origin.workplace);
}

Origin from_wire(Reading& reading, const v1::Origin& message) {
  return {reading.id_or_none<ActionPointId>(message.action_point_id(), "action_point_id"),
          reading.id_or_none<GroupId>(message.group_id(), "group_id"), message.group_name(), message.workplace()};
}

}  // namespace samtale::wire
