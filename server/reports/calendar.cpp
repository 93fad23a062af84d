#include "reports/calendar.h"

#include <libical/ical.h>

#include <ctime>
#include <memory>

#include "domain/date.h"
#include "reports/words.h"

namespace samtale::reports {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

struct Entry {
  std::string uid;
  std::string day;
  std::string summary;
  std::string description;
  std::uint32_t revision = 0;
};

icaltimetype whole_day(const Date& date) {
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.is_date = 1;
  return time;
}

void add_entry(icalcomponent* file, const Entry& entry, icaltimetype made_at) {
  const auto date = parse_date(entry.day);
  if (!date) return;
  icalcomponent* event = icalcomponent_new_vevent();
  icalcomponent_set_uid(event, entry.uid.c_str());
  icalcomponent_set_dtstamp(event, made_at);
  icalcomponent_set_dtstart(event, whole_day(*date));
  icalcomponent_set_dtend(event, whole_day(days_after(*date, 1)));
  icalcomponent_set_summary(event, entry.summary.c_str());
  if (!entry.description.empty()) icalcomponent_set_description(event, entry.description.c_str());
  icalcomponent_set_sequence(event, static_cast<int>(entry.revision));
  icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_component(file, event);  // which owns it from here
}

void add_line(std::string& text, std::string_view label, std::string_view value) {
  if (value.empty()) return;
  if (!text.empty()) text += '\n';
  text.append(label).append(": ").append(value);
}

Entry entry_of(const AgreedPoint& point, const Words& words) {
  Entry entry{point.id.text() + "@samtale", point.text.by_when, point.text.what, {}, point.revision};
  add_line(entry.description, words.who, point.text.who);
  add_line(entry.description, words.first_step, point.text.first_step);
  return entry;
}

Entry first_step_of(const AgreedPoint& point, const Words& words) {
  return {point.id.text() + "-first-step@samtale", point.text.first_step_by,
          std::string{words.first_step} + ": " + (point.text.first_step.empty() ? point.text.what : point.text.first_step),
          point.text.first_step.empty() ? std::string{} : point.text.what, point.revision};
}

Entry follow_up_of(const GroupPage& page, const Words& words) {
  Entry entry{page.group.text() + "-follow-up@samtale", page.follow_up_on,
              std::string{words.follow_up} + ": " + page.seminar_title, {}, 0};
  for (const AgreedPoint& point : page.action_points) {
    if (!entry.description.empty()) entry.description += '\n';
    entry.description += "- " + point.text.what;
  }
  return entry;
}

}  // namespace

std::string calendar(const GroupPage& page, Language language, std::int64_t made_at_ms) {
  const Words& words = words_in(language);
  const icaltimetype made_at =
      icaltime_from_timet_with_zone(static_cast<time_t>(made_at_ms / 1'000), 0, icaltimezone_get_utc_timezone());
  const Component file{icalcomponent_new_vcalendar()};
  icalcomponent_add_property(file.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(file.get(), icalproperty_new_prodid("-//Samtale//Samtale//EN"));
  icalcomponent_set_method(file.get(), ICAL_METHOD_PUBLISH);
  for (const AgreedPoint& point : page.action_points) {
    add_entry(file.get(), entry_of(point, words), made_at);
    add_entry(file.get(), first_step_of(point, words), made_at);
  }
  add_entry(file.get(), follow_up_of(page, words), made_at);
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text{icalcomponent_as_ical_string_r(file.get()),
                                                                      &icalmemory_free_buffer};
  return text.get();
}

}  // namespace samtale::reports
