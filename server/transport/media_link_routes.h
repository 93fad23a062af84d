#pragma once
// `GET /api/media-links`: what opens the recordings and captions of a seminar for the next hours. For everybody who
// holds a token of the seminar.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_media_link_routes(Router& router, Services& services);

}  // namespace samtale::transport
