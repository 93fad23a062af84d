#include "domain/plan.h"

#include <set>

#include "domain/limits.h"
#include "domain/text.h"
#include "domain/web_address.h"

namespace samtale {
namespace {

Rejection rejected(RejectionCode code, std::string_view field) { return {code, std::string{field}, 0}; }

std::optional<Rejection> check_themes(std::vector<std::string>& themes) {
  if (themes.size() > limits::kThemes) return Rejection{RejectionCode::limit_reached, "themes", limits::kThemes};
  std::set<std::string> seen;
  for (std::string& theme : themes) {
    if (auto rejection = check_required_text(theme, "themes", limits::kTheme)) return rejection;
    if (!seen.insert(folded(theme)).second) return rejected(RejectionCode::name_taken, "themes");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Rejection> check_plan(PlanText& plan, std::string_view day_before, const Date& today) {
  if (plan.language != Language::danish && plan.language != Language::english) {
    return rejected(RejectionCode::malformed, "language");
  }
  if (auto rejection = check_required_text(plan.title, "title", limits::kTitle)) return rejection;
  const auto date = parse_date(plan.date);
  if (!date) return rejected(RejectionCode::date_invalid, "date");
  if (*date < today && plan.date != day_before) return rejected(RejectionCode::date_in_past, "date");
  if (!plan.starts_at.empty() && !is_time_of_day(plan.starts_at)) {
    return rejected(RejectionCode::date_invalid, "starts_at");
  }
  if (plan.follow_up_on.empty()) plan.follow_up_on = to_text(days_after(*date, kFollowUpAfterDays));
  const auto follow_up = parse_date(plan.follow_up_on);
  if (!follow_up || *follow_up < *date) return rejected(RejectionCode::date_invalid, "follow_up_on");
  if (auto rejection = check_https_address(plan.meeting_url, "meeting_url", limits::kMeetingUrl)) return rejection;
  return check_themes(plan.themes);
}

}  // namespace samtale
