#pragma once
// `/api/me` and `/api/seminars…`: what staff do outside a room. Answered to the token of a personal link.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_seminar_routes(Router& router, Services& services);

}  // namespace samtale::transport
