#pragma once
// The plan's texts between domain and wire. Command, event and change each have a message with these seven fields. Any
// thread.
#include "domain/seminar.h"
#include "wire/reading.h"

namespace samtale::wire {

template <class Message>
void plan_to_wire(const PlanText& plan, Message& out) {
  out.set_title(plan.title);
  out.set_date(plan.date);
  out.set_starts_at(plan.starts_at);
  out.set_follow_up_on(plan.follow_up_on);
  out.set_language(to_wire(plan.language));
  out.set_meeting_url(plan.meeting_url);
  for (const std::string& theme : plan.themes) out.add_themes(theme);
}

template <class Message>
PlanText plan_from_wire(Reading& reading, const Message& message) {
  return {message.title(),
          message.date(),
          message.starts_at(),
          message.follow_up_on(),
          reading.choice(message.language(), "language"),
          message.meeting_url(),
          {message.themes().begin(), message.themes().end()}};
}

}  // namespace samtale::wire
