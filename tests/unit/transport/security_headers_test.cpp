#include "transport/security_headers.h"

#include <gtest/gtest.h>

namespace samtale::transport {
namespace {

Request request(std::string host) {
  Request made;
  made.headers = {{"Host", std::move(host)}};
  return made;
}

std::string header(std::string_view name, const std::vector<std::string>& meeting_hosts = {}, Response response = {},
                   const Request& asked = request("seminar.example.org")) {
  SecurityHeaders(meeting_hosts).add_to(response, asked);
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(SecurityHeaders, StandOnEveryAnswer) {
  EXPECT_EQ(header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header("Cache-Control"), "no-store");
  EXPECT_EQ(header("Cache-Control", {}, {200, {{"Cache-Control", "no-cache"}}, {}}), "no-cache");
  const auto policy = header("Content-Security-Policy");
  for (const std::string part : {"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'self'",
                                 "connect-src 'self' ws://seminar.example.org wss://seminar.example.org;"}) {
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST(SecurityHeaders, AHostThatIsNoneIsNotRepeated) {
  const auto policy = header("Content-Security-Policy", {}, {}, request("x; script-src *"));
  EXPECT_EQ(policy.find("script-src *"), std::string::npos);
}

TEST(SecurityHeaders, WithoutMeetingsNoPageIsFramedAndNobodyIsSeenOrHeard) {
  EXPECT_NE(header("Content-Security-Policy").find("; frame-src 'none';"), std::string::npos);
  EXPECT_EQ(header("Permissions-Policy"),
            "camera=(), microphone=(), display-capture=(), fullscreen=(self), autoplay=(self)");
}

TEST(SecurityHeaders, TheHostsOfMeetingsMayBeFramedAndUseWhatAMeetingNeeds) {
  const std::vector<std::string> hosts{"meet.example.org", "jitsi.example.dk:8443"};
  EXPECT_NE(header("Content-Security-Policy", hosts)
                .find("; frame-src https://meet.example.org https://jitsi.example.dk:8443;"),
            std::string::npos);
  const std::string theirs = R"((self "https://meet.example.org" "https://jitsi.example.dk:8443"))";
  EXPECT_EQ(header("Permissions-Policy", hosts), "camera=" + theirs + ", microphone=" + theirs + ", display-capture=" +
                                                     theirs + ", fullscreen=" + theirs + ", autoplay=" + theirs);
}

}  // namespace
}  // namespace samtale::transport
