#pragma once
// `GET /media/<media_id>/<file>?<query>`: recordings of talks and their captions, whole or in ranges (RFC 9110, section
// 14), streamed from the disk to whoever has a signed address that has not run out.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_media_routes(Router& router, const Services& services);

}  // namespace samtale::transport
