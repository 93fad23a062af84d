#pragma once
// `GET /media/<media_id>.mp4`: recordings of talks, whole or in ranges (RFC 9110, section 14), streamed from the disk.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_media_routes(Router& router, const Services& services);

}  // namespace samtale::transport
