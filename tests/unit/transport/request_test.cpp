#include "transport/request.h"

#include <gtest/gtest.h>

namespace samtale::transport {
namespace {

TEST(DecodePath, DecodesOnce) {
  EXPECT_EQ(decode_path("/"), "/");
  EXPECT_EQ(decode_path("/join?x=1"), "/join");
  EXPECT_EQ(decode_path("/a%20b/%C3%A6"), "/a b/æ");
  EXPECT_EQ(decode_path("/a%252e%252e"), "/a%2e%2e") << "what is encoded twice stays encoded once";
}

TEST(DecodePath, RefusesWaysOut) {
  for (const std::string_view target :
       {"/..", "/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "/%2E%2E%2Fetc%2Fpasswd", "/.%2e/x",
        "/assets/..%2f..%2fetc/passwd", "/..%5c..%5cetc", "/..\\etc", "/./x", "/a/.", "/a/%00.html", "/a%0d%0aX:1",
        "/%7f"}) {
    EXPECT_EQ(decode_path(target), std::nullopt) << target;
  }
}

TEST(DecodePath, RefusesWhatIsNoPath) {
  for (const std::string_view target : {"", "*", "join", "http://other.example/", "/%", "/%4", "/%zz", "/%-1"}) {
    EXPECT_EQ(decode_path(target), std::nullopt) << target;
  }
}

TEST(Segments, AreSplitAtEachSlash) {
  EXPECT_EQ(segments_of("/"), std::vector<std::string_view>{""});
  EXPECT_EQ(segments_of("/a/b"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(segments_of("/a//b/"), (std::vector<std::string_view>{"a", "", "b", ""}));
}

TEST(Headers, AreFoundInAnyCaseAndListsAreJoined) {
  Request request;
  request.headers = {{"Accept-Encoding", "br"}, {"accept-encoding", "gzip"}};
  EXPECT_EQ(request.header("ACCEPT-ENCODING"), "br");
  EXPECT_EQ(request.header_list("accept-encoding"), "br, gzip");
  EXPECT_EQ(request.header("x-none"), "");
  EXPECT_TRUE(list_has_token("br,  GZIP , x", "gzip"));
  EXPECT_FALSE(list_has_token("gzipped", "gzip"));
  EXPECT_FALSE(list_has_token("", "gzip"));
}

TEST(BearerToken, IsWhatStandsBehindTheScheme) {
  Request request;
  EXPECT_EQ(bearer_token(request), "");
  request.headers = {{"Authorization", "bearer  secret "}};
  EXPECT_EQ(bearer_token(request), "secret");
  request.headers = {{"Authorization", "Basic secret"}};
  EXPECT_EQ(bearer_token(request), "");
  request.headers = {{"Authorization", "Bearer "}};
  EXPECT_EQ(bearer_token(request), "");
}

}  // namespace
}  // namespace samtale::transport
