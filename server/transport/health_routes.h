#pragma once
// `/healthz`: the process answers. `/readyz`: it can serve. For whoever watches over the server.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_health_routes(Router& router, const Services& services);

}  // namespace samtale::transport
