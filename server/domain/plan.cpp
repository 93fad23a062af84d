#include "domain/plan.h"

#include "domain/limits.h"
#include "domain/text.h"

namespace samtale {
namespace {

Rejection rejected(RejectionCode code, std::string_view field) { return {code, std::string{field}, 0}; }

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
  return std::nullopt;
}

}  // namespace samtale
