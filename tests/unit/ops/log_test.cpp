#include "ops/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace samtale::ops::log {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;

template <class Write>
std::string written_by(Write write) {
  testing::internal::CaptureStderr();
  write();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, ALineIsTimeLevelEventAndFields) {
  const auto line = written_by([] { info("room revived", {{"events", 12}, {"late", true}, {"phase", "talk_1"}}); });
  EXPECT_THAT(line, MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info "
                                 "\"room revived\" events=12 late=true phase=talk_1\n"));
}

TEST(Log, AnIdIsWrittenAsItsText) {
  struct SomeId {
    std::string text() const { return "AQIDBAUGBwgJCgsMDQ4PEA"; }
  };
  EXPECT_THAT(written_by([] { info("x", {{"seminar", SomeId{}}}); }), EndsWith(" seminar=AQIDBAUGBwgJCgsMDQ4PEA\n"));
}

TEST(Log, AValueCannotForgeALineOrAField) {
  const auto line = written_by([] { warning("x", {{"a", "1 b=2\n2026 error \"forged\"\x1b[31m"}, {"c", ""}}); });
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, EndsWith(" warning \"x\" a=\"1 b=2\\n2026 error \\\"forged\\\"\\x1b[31m\" c=\"\"\n"));
}

TEST(Log, BytesThatAreNoTextAreEscaped) {
  EXPECT_THAT(written_by([] { info("x", {{"a", "\xff"}}); }), Not(HasSubstr("\xff")));
  EXPECT_THAT(written_by([] { info("x", {{"a", "få øl"}}); }), EndsWith(" a=\"få øl\"\n"));
}

TEST(Log, LinesBelowTheLevelAreDropped) {
  const auto write_all = [] {
    debug("one");
    info("two");
    warning("three");
    error("four");
  };
  const auto usual = written_by(write_all);
  EXPECT_THAT(usual, Not(HasSubstr("one")));
  EXPECT_THAT(usual, HasSubstr("two"));
  set_level(Level::error);
  const auto errors = written_by(write_all);
  EXPECT_THAT(errors, Not(HasSubstr("three")));
  EXPECT_THAT(errors, HasSubstr("error \"four\""));
  set_level(Level::debug);
  EXPECT_THAT(written_by(write_all), HasSubstr("debug \"one\""));
  set_level(Level::info);
}

TEST(Log, LevelsHaveNames) {
  EXPECT_EQ(parse_level("debug"), Level::debug);
  EXPECT_EQ(parse_level("info"), Level::info);
  EXPECT_EQ(parse_level("warning"), Level::warning);
  EXPECT_EQ(parse_level("error"), Level::error);
  EXPECT_EQ(parse_level("INFO"), std::nullopt);
  EXPECT_EQ(parse_level(""), std::nullopt);
}

}  // namespace
}  // namespace samtale::ops::log
