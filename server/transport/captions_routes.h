#pragma once
// `PUT` and `DELETE /api/seminars/<id>/talks/<1|2>/captions/<da|en>`: captions of a talk, as WebVTT files. Each is
// stored under a media id of its own, so that it can be replaced without touching the recording.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_captions_routes(Router& router, Services& services);

}  // namespace samtale::transport
