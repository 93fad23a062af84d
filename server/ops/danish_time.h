#pragma once
// Which calendar day it is in Denmark at a moment. Pure.
//
// Denmark follows the rule the European Union has had since 1996: summer time from the last Sunday of March to the last
// Sunday of October, both at 01:00 UTC. libstdc++ 12 has no time zones; ICU would add 30 MB to the server for this one
// rule, and localtime_r depends on TZ and on tzdata being installed. If the rule is ever changed, it is changed here.
#include <cstdint>

namespace samtale::ops {

// Days since 1970-01-01 of the day in Denmark. `utc_ms`: milliseconds since 1970-01-01T00:00Z.
int danish_days(std::int64_t utc_ms);

}  // namespace samtale::ops
