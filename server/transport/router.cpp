#include "transport/router.h"

#include <utility>

namespace samtale::transport {
namespace {

constexpr std::string_view kCapture = "{}";

std::vector<std::string> owned_segments(std::string_view pattern) {
  const auto segments = segments_of(pattern);
  return {segments.begin(), segments.end()};
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET, HEAD";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::remove: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: break;
  }
  return {};
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path, Captures& captures) {
  if (pattern.size() != path.size()) return false;
  captures.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == kCapture) {
      captures.emplace_back(path[i]);
    } else if (pattern[i] != path[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

void Router::add(Method method, std::string_view pattern, Answer answer) {
  routes_.push_back({method, owned_segments(pattern), std::move(answer)});
}

void Router::add_large_body(Method method, std::string_view pattern, OpenBody open) {
  routes_.push_back({method, owned_segments(pattern), std::move(open)});
}

RouteFound Router::find(Method method, std::string_view path) const {
  const auto wanted = method == Method::head ? Method::get : method;
  const auto segments = segments_of(path);
  RouteFound found;
  for (const auto& route : routes_) {
    Captures captures;
    if (!fits(route.pattern, segments, captures)) continue;
    if (route.method == wanted) return {&route, std::move(captures), {}};
    if (!found.allowed_methods.empty()) found.allowed_methods += ", ";
    found.allowed_methods += name_of(route.method);
  }
  return found;
}

}  // namespace samtale::transport
