#pragma once
// `PUT` and `DELETE /api/seminars/<id>/talks/<1 or 2>`: the recording of a talk comes and goes. It is written to disk
// while it arrives, and shown to the room only when it is complete and an MP4.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_talk_routes(Router& router, Services& services);

}  // namespace samtale::transport
