// RFC 9110, section 13.
#include "media/preconditions.h"

#include <gtest/gtest.h>

namespace samtale::media {
namespace {

constexpr std::string_view kTag = "\"1-2\"";

TEST(Preconditions, NoneIsAlwaysFulfilled) {
  EXPECT_EQ(check_preconditions({}, kTag), Precondition::go_on);
  EXPECT_TRUE(range_counts({}, kTag));
}

TEST(Preconditions, IfNoneMatchIsNotModifiedWhenOneOfItsTagsIsOurs) {
  for (const std::string_view list :
       {"\"1-2\"", "W/\"1-2\"", "*", " * ", "\"a\", \"1-2\"", "\"a, b\",W/\"1-2\" , \"c\"", ",, \"1-2\""}) {
    EXPECT_EQ(check_preconditions({{}, list, {}}, kTag), Precondition::not_modified) << list;
  }
  for (const std::string_view list :
       {"\"1-3\"", "1-2", "\"1-2", "\"a, \\\"1-2\"", "**", "w/\"1-2\"", "\"A\", W/\"b\""}) {
    EXPECT_EQ(check_preconditions({{}, list, {}}, kTag), Precondition::go_on) << list;
  }
}

TEST(Preconditions, IfMatchFailsUnlessOneOfItsTagsIsOursAndStrong) {
  for (const std::string_view list : {"\"1-2\"", "*", "\"a\" , \"1-2\""}) {
    EXPECT_EQ(check_preconditions({list, {}, {}}, kTag), Precondition::go_on) << list;
  }
  for (const std::string_view list : {"\"1-3\"", "W/\"1-2\"", "1-2", "nonsense", "\""}) {
    EXPECT_EQ(check_preconditions({list, {}, {}}, kTag), Precondition::failed) << list;
  }
  EXPECT_EQ(check_preconditions({"\"other\"", kTag, {}}, kTag), Precondition::failed) << "If-Match is looked at first";
}

TEST(Preconditions, ARangeCountsOnlyForOurVersion) {
  EXPECT_TRUE(range_counts({{}, {}, kTag}, kTag));
  for (const std::string_view if_range :
       {"W/\"1-2\"", "\"1-3\"", "1-2", "*", "\"1-2\", \"1-2\"", "Sun, 22 Nov 2026 07:00:00 GMT", "\"1-2"}) {
    EXPECT_FALSE(range_counts({{}, {}, if_range}, kTag)) << if_range;
  }
}

}  // namespace
}  // namespace samtale::media
