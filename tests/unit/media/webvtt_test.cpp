// Files of captions.
#include "media/webvtt.h"

#include <gtest/gtest.h>

#include <string>

namespace samtale::media {
namespace {

std::optional<std::uint32_t> cue_mistake(const std::string& times) {
  return first_webvtt_mistake("WEBVTT\n\n" + times + "\nHej\n");
}

TEST(WebVtt, FilesAsTheyAreMadeAreTaken) {
  for (const std::string text : {
           "WEBVTT",
           "WEBVTT\n",
           "\xEF\xBB\xBFWEBVTT\n\n00:00.000 --> 00:01.000\nHej\n",
           "WEBVTT - Fra praksis\nKind: captions\nLanguage: da\n\n00:00.000 --> 00:01.000\nHej",
           "WEBVTT\r\n\r\n1\r\n00:00:00.000 --> 00:00:02.500 align:start line:0\r\n- Goddag.\r\n- Dav.\r\n\r\n2\r\n"
           "00:00:02.500 --> 00:00:04.000\r\nV\xC3\xA6rsgo\r\n",
           "WEBVTT\r\r00:00.000 --> 00:01.000\rHej\r",
           "WEBVTT\n\nSTYLE\n::cue { color: white }\n\nREGION\nid:a\n\nNOTE made by hand\n\n00:00.000\t-->\t00:01.000 "
           "\n"
           "Hej\n\n\n\nNOTE\nthe end\n",
           "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:00.000 --> 00:01.000\nF\xC3\xB8r\n",
       }) {
    EXPECT_EQ(first_webvtt_mistake(text), std::nullopt) << text;
  }
}

TEST(WebVtt, TheFirstMistakeIsTold) {
  struct Case {
    std::string text;
    std::uint32_t line;
  };
  const std::string good = "WEBVTT\n\n00:00.000 --> 00:01.000\nHej\n";
  for (const auto& [text, line] : {
           Case{"", 1}, Case{"\n", 1}, Case{"webvtt\n", 1}, Case{"WEBVTTX\n", 1}, Case{" WEBVTT\n", 1},
           Case{"WEBVTT --> \n", 1}, Case{"1\n00:00:00,000 --> 00:00:01,000\nHej\n", 1},  // SubRip
           Case{"WEBVTT\n00:00.000 --> 00:01.000\nHej\n", 2},                             // no empty line
           Case{"WEBVTT\n\n1\n00:00:00,000 --> 00:00:01,000\nHej\n", 4}, Case{"WEBVTT\n\nHej\nmed dig\n", 3},
           Case{"WEBVTT\n\nHej", 3}, Case{good + "en --> to\n", 5},
           Case{good + "\nSTYLE\n::cue {}\n", 6},  // only before the first cue
           Case{"WEBVTT\n\nNOTE\na --> b\n", 4}, Case{good + "\n00:01.000 --> 00:02.000\n\xE5\n", 7},  // Latin-1
           Case{good + std::string("\n\0", 2), 6}, Case{"WEBVTT \xC0\xAF\n", 1},                       // overlong
       }) {
    EXPECT_EQ(first_webvtt_mistake(text), line) << text;
  }
}

TEST(WebVtt, TimesAreWellFormedAndInOrder) {
  for (const std::string times : {"00:00.000 --> 00:00.001", "59:59.999 --> 01:00:00.000",
                                  "00:00:00.000 --> 24:00:00.000", "100:00.000 --> 200:00.000"}) {
    const bool three_digits_of_minutes = times[2] != ':';
    EXPECT_EQ(cue_mistake(times).has_value(), three_digits_of_minutes) << times;
  }
  for (const std::string times : {"00:01.000 --> 00:01.000",
                                  "00:02.000 --> 00:01.000",
                                  "23:59:59.999 --> 24:00:00.001",
                                  "00:60.000 --> 01:01.000",
                                  "60:00.000 --> 61:00.000",
                                  "00:60:00.000 --> 02:00:00.000",
                                  "0:00.000 --> 0:01.000",
                                  "00:00.00 --> 00:01.00",
                                  "00:00.0000 --> 00:01.0000",
                                  "00:00,000 --> 00:01,000",
                                  "00:00.000-->00:01.000",
                                  "00:00.000 --> ",
                                  " --> 00:01.000",
                                  "-->",
                                  "00:00.000 --> 00:01.000 align",
                                  "00:00.000 --> 00:01.000 :start",
                                  "00:00.000 --> 00:01.000 align:",
                                  "00:00.000 --> 00:01.000align:start",
                                  "00:00.000 --> 00:01.000 --> 00:02.000",
                                  "-1:00.000 --> 00:01.000",
                                  "99999999999999999999:00:00.000 --> 99999999999999999999:00:01.000",
                                  "00:00.000 --> 99999:00:00.000",
                                  "00:00.000 -> 00:01.000"}) {
    EXPECT_TRUE(cue_mistake(times)) << times;
  }
  EXPECT_EQ(cue_mistake("00:00:00.000 --> 0100:00:00.000"), 3u);
}

TEST(WebVtt, NoPrefixAndNoByteMakesItLookBeyondTheEnd) {
  const std::string text =
      "\xEF\xBB\xBFWEBVTT x\r\n\r\nid\r\n00:00:00.000 --> 00:00:01.000 line:1\r\n\xF0\x9F\x98\x80\r\n";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const std::string part(text.data(), length);  // a heap block of its own, for the sanitizers
    const auto mistake = first_webvtt_mistake(part);
    EXPECT_LE(mistake.value_or(0), 5u);
  }
  EXPECT_FALSE(first_webvtt_mistake(text));
}

}  // namespace
}  // namespace samtale::media
