#include "live/answered_commands.h"

#include <gtest/gtest.h>

#include "domain/limits.h"

namespace samtale::live {
namespace {

CommandId number(std::uint32_t number) {
  CommandId id;
  for (std::size_t i = 0; i < sizeof number; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}
const Rejection kStale{RejectionCode::stale_revision, "", 0};

TEST(AnsweredCommands, P_34_know_what_was_refused_and_what_had_nothing_to_do) {
  AnsweredCommands answered(limits::kAnswersRemembered);
  answered.remember(number(1), kStale);
  answered.remember(number(2), {});
  EXPECT_EQ(*answered.find(number(1)), kStale);
  EXPECT_EQ(*answered.find(number(2)), std::nullopt);
  EXPECT_FALSE(answered.find(number(3)));
}

TEST(AnsweredCommands, keep_only_so_many) {
  AnsweredCommands answered(limits::kAnswersRemembered);
  for (std::uint32_t i = 1; i <= limits::kAnswersRemembered; ++i) answered.remember(number(i), kStale);
  EXPECT_TRUE(answered.find(number(1)));
  answered.remember(number(0), kStale);
  EXPECT_FALSE(answered.find(number(1)));
  EXPECT_TRUE(answered.find(number(2)));
  EXPECT_TRUE(answered.find(number(0)));
}

TEST(AnsweredCommands, forget_the_last_ones) {
  AnsweredCommands answered(3);
  for (std::uint32_t i = 1; i <= 4; ++i) answered.remember(number(i), kStale);
  answered.forget_last(2);
  EXPECT_TRUE(answered.find(number(2)));
  EXPECT_FALSE(answered.find(number(3)));
  EXPECT_FALSE(answered.find(number(4)));
  answered.remember(number(3), {});
  EXPECT_EQ(*answered.find(number(3)), std::nullopt);
  answered.forget_last(100);
  EXPECT_FALSE(answered.find(number(2)));
}

}  // namespace
}  // namespace samtale::live
