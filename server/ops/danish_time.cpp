#include "ops/danish_time.h"

#include <chrono>

namespace samtale::ops {
namespace {

using namespace std::chrono;
using UtcMs = sys_time<milliseconds>;

UtcMs last_sunday_at_one(year y, month m) { return sys_days{y / m / Sunday[last]} + 1h; }

bool is_summer_time(UtcMs moment) {
  const auto year_of = year_month_day{floor<days>(moment)}.year();
  return moment >= last_sunday_at_one(year_of, March) && moment < last_sunday_at_one(year_of, October);
}

}  // namespace

int danish_days(std::int64_t utc_ms) {
  const UtcMs moment{milliseconds{utc_ms}};
  const auto local = moment + (is_summer_time(moment) ? 2h : 1h);
  return static_cast<int>(floor<days>(local).time_since_epoch().count());
}

}  // namespace samtale::ops
