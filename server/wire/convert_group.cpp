#include "wire/convert_group.h"

namespace samtale::wire {

void to_wire(const ExpectedGroup& about, v1::ExpectedGroup& out) {
  out.set_name(about.name);
  out.set_workplace(about.workplace);
  out.set_municipality(about.municipality);
  out.set_coordinator_email(about.coordinator_email);
}

ExpectedGroup from_wire(const v1::ExpectedGroup& message) {
  return {message.name(), message.workplace(), message.municipality(), message.coordinator_email()};
}

void to_wire(const ActionPointText& text, v1::ActionPointText& out) {
  out.set_what(text.what);
  out.set_who(text.who);
  out.set_by_when(text.by_when);
  out.set_first_step(text.first_step);
  out.set_needs_leadership(text.needs_leadership);
  out.set_insight_id(text.insight.text());
}

ActionPointText from_wire(Reading& reading, const v1::ActionPointText& message) {
  return {message.what(),
          message.who(),
          message.by_when(),
          message.first_step(),
          message.needs_leadership(),
          reading.id_or_none<NoteId>(message.insight_id(), "insight_id")};
}

}  // namespace samtale::wire
