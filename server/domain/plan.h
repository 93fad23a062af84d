#pragma once
// The rules for a seminar's plan: title, day, time, follow-up, language, meeting and
// themes. Used when it is made and whenever it is edited.
#include <optional>
#include <string_view>

#include "domain/date.h"
#include "domain/rejection.h"
#include "domain/seminar.h"

namespace samtale {

inline constexpr int kFollowUpAfterDays = 28;

// Cleans `plan` in place and fills in an empty follow-up day. The day may not lie before `today`, unless it is
// `day_before`, the day it already had (empty for a new plan).
std::optional<Rejection> check_plan(PlanText& plan, std::string_view day_before, const Date& today);

}  // namespace samtale
