#pragma once
// `/api/join/look-up` and `/api/join`: from a room code or link to a device of a group. Open to everybody, so wrong
// codes are throttled.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_join_routes(Router& router, Services& services);

}  // namespace samtale::transport
