#include "transport/health_routes.h"

#include <string>

namespace samtale::transport {
namespace {

Response plain(int status, std::string word) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}, std::move(word)};
}

}  // namespace

void add_health_routes(Router& router, const Services& services) {
  router.add(Method::get, "/healthz",
             [](const Request&, const Captures&, const Respond& respond) { respond(plain(200, "ok\n")); });
  router.add(Method::get, "/readyz", [&services](const Request&, const Captures&, const Respond& respond) {
    respond(services.ready() ? plain(200, "ready\n") : plain(503, "not ready\n"));
  });
}

}  // namespace samtale::transport
