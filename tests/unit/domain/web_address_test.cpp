// Which addresses may be opened with one press.
#include "domain/web_address.h"

#include <gtest/gtest.h>

namespace samtale {
namespace {

TEST(WebAddress, meetings_of_the_usual_kinds_are_addresses) {
  for (const char* address :
       {"https://teams.example.com/l/meetup-join/19%3ameeting_Abc%40thread.v2/0?context=%7b%22Tid%22%3a%221%22%7d",
        "https://us02web.zoom.example/j/81234567890?pwd=a.B-c_d~1", "https://meet.jit.example/SamtaleNord#config.x=1",
        "https://meet.example.org", "https://meet.example.org:8443/a", "https://meet.example.org?room=1",
        "https://meet.example.org/Børn-på-tværs", "https://10.0.0.1/a@b"}) {
    EXPECT_TRUE(is_https_address(address)) << address;
  }
}

TEST(WebAddress, anything_else_is_not) {
  for (const char* address : {"",
                              "https://",
                              "https:///path",
                              "http://meet.example.org",
                              "HTTPS//x",
                              "ftp://a.example",
                              "//meet.example.org",
                              "javascript:alert(1)",
                              " https://meet.example.org",
                              "https://meet.example.org/a b",
                              "https://meet.example.org/a\nb",
                              "https://meet.example.org/a\u00a0",
                              "https://meet.example.org/\x01",
                              "https://meet.example.org/\"x",
                              "https://meet.example.org/'x",
                              "https://meet.example.org/<x>",
                              "https://meet.example.org/\\x",
                              "https://user@meet.example.org",
                              "https://user:word@meet.example.org/a",
                              "https://meet.example.org:",
                              "https://meet.example.org:a",
                              "https://meet.example.org:123456",
                              "https://meet..example.org",
                              "https://.example.org",
                              "https://-a.example",
                              "https://a.example-/x",
                              "https://m\u00f8de.example",
                              "https://[::1]/a",
                              "https://meet.example.org/\xff"}) {
    EXPECT_FALSE(is_https_address(address)) << address;
  }
}

TEST(WebAddress, a_host_is_written_as_a_browser_writes_it) {
  for (const auto& [written, read] : std::initializer_list<std::pair<const char*, const char*>>{
           {"meet.example.org", "meet.example.org"},
           {"Meet.Example.ORG", "meet.example.org"},
           {"meet.example.org:443", "meet.example.org"},
           {"meet.example.org:8443", "meet.example.org:8443"},
           {"127.0.0.1:65535", "127.0.0.1:65535"},
           {"jitsi", "jitsi"}}) {
    EXPECT_EQ(https_host(written), read) << written;
  }
}

TEST(WebAddress, what_is_no_host_or_more_than_one_is_none) {
  for (const char* text :
       {"", "*", "*.example.org", "https://meet.example.org", "meet.example.org/", "meet.example.org/room", "a b",
        "a,b", "meet.example.org;", "meet.example.org\"", "user@meet.example.org", "meet.example.org:", ":8443",
        "meet.example.org:0", "meet.example.org:0443", "meet.example.org:65536", "meet.example.org:99999",
        "meet.example.org:x", "meet.example.org:1:2", "-meet.example", "m\u00f8de.example", "[::1]"}) {
    EXPECT_FALSE(https_host(text)) << text;
  }
  EXPECT_TRUE(https_host(std::string(253, 'a')));
  EXPECT_FALSE(https_host(std::string(254, 'a')));
}

}  // namespace
}  // namespace samtale
