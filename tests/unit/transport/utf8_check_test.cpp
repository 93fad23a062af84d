#include "transport/utf8_check.h"

#include <gtest/gtest.h>

#include <string>

namespace samtale::transport {
namespace {

bool is_whole_text(std::string_view text) {
  Utf8Check check;
  return check.take(text) && check.complete();
}

TEST(Utf8Check, TakesTheFirstAndLastCodePointOfEachLength) {
  for (const std::string text : {"", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                 "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_whole_text(text)) << testing::PrintToString(text);
    EXPECT_TRUE(is_whole_text("a" + text + "z")) << testing::PrintToString(text);
  }
}

TEST(Utf8Check, RefusesOverlongFormsSurrogatesAndWhatIsTooLarge) {
  for (const std::string text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC2\x41", "\xE2\x82\x41", "\xC2\xC2"}) {
    EXPECT_FALSE(is_whole_text(text)) << testing::PrintToString(text);
    EXPECT_FALSE(is_whole_text("a" + text)) << testing::PrintToString(text);
  }
}

TEST(Utf8Check, KnowsWhenTheTextMayNotEndYet) {
  Utf8Check check;
  EXPECT_TRUE(check.take("\xE2\x82"));
  EXPECT_FALSE(check.complete());
  EXPECT_TRUE(check.take("\xAC"));
  EXPECT_TRUE(check.complete());
  EXPECT_FALSE(check.take("\xFF"));
  EXPECT_FALSE(check.take("good again"));
  check.start_over();
  EXPECT_TRUE(check.take("good again") && check.complete());
}

}  // namespace
}  // namespace samtale::transport
