#pragma once
// `/api/group/page.pdf`, `.csv`, `.ics` and `/api/group/share-pack.pdf`: what a group takes home, for its own devices, in
// the language of `Accept-Language`.
#include "transport/router.h"
#include "transport/services.h"

namespace samtale::transport {

void add_report_routes(Router& router, Services& services);

}  // namespace samtale::transport
