#include "transport/security_headers.h"

#include <algorithm>
#include <string_view>

namespace samtale::transport {
namespace {

// A host as a browser sends it, and nothing that could end the policy it is put into.
bool is_plain_host(std::string_view host) {
  static constexpr std::string_view kSymbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]";
  return !host.empty() && host.find_first_not_of(kSymbols) == std::string_view::npos;
}

std::string content_security_policy(std::string_view host, const std::string& frames) {
  std::string live;  // not every browser takes 'self' to include a WebSocket to the same host
  if (is_plain_host(host)) live.append(" ws://").append(host).append(" wss://").append(host);
  return "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'" + live +
         "; style-src 'self'; frame-src" + frames +
         "; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
}

std::string frame_sources(const std::vector<std::string>& hosts) {
  if (hosts.empty()) return " 'none'";
  std::string sources;
  for (const auto& host : hosts) sources.append(" https://").append(host);
  return sources;
}

// What a meeting needs. A page can hand on only what it may use itself, hence `self`; ours uses the last two.
std::string permissions_policy(const std::vector<std::string>& hosts) {
  std::string meetings;
  for (const auto& host : hosts) meetings.append(" \"https://").append(host).append("\"");
  const std::string handed_on = hosts.empty() ? "()" : "(self" + meetings + ")";
  return "camera=" + handed_on + ", microphone=" + handed_on + ", display-capture=" + handed_on + ", fullscreen=(self" +
         meetings + "), autoplay=(self" + meetings + ")";
}

}  // namespace

SecurityHeaders::SecurityHeaders(const std::vector<std::string>& meeting_hosts)
    : frames_(frame_sources(meeting_hosts)), permissions_(permissions_policy(meeting_hosts)) {}

void SecurityHeaders::add_to(Response& response, const Request& request) const {
  auto& headers = response.headers;
  headers.emplace_back("Content-Security-Policy", content_security_policy(request.header("host"), frames_));
  headers.emplace_back("Permissions-Policy", permissions_);
  headers.emplace_back("X-Content-Type-Options", "nosniff");
  headers.emplace_back("Referrer-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  const bool has_cache_control =
      std::any_of(headers.begin(), headers.end(), [](const auto& header) { return header.first == "Cache-Control"; });
  if (!has_cache_control) headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace samtale::transport
