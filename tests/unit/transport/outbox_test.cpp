#include "transport/outbox.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "domain/limits.h"

namespace samtale::transport {
namespace {

wire::PreparedFrame frame(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }

std::string waiting(const Outbox& outbox) {
  std::array<std::string_view, Outbox::kGathered> pieces;
  std::string all;
  for (const auto piece : outbox.gather(pieces)) all += piece;
  return all;
}

TEST(Outbox, GathersWhatIsLeftInOrder) {
  Outbox outbox;
  EXPECT_TRUE(outbox.empty());
  EXPECT_TRUE(outbox.push(frame("hello")));
  EXPECT_TRUE(outbox.push(frame("world")));
  outbox.sent(2);
  EXPECT_EQ(waiting(outbox), "lloworld");
  outbox.sent(1);
  EXPECT_EQ(waiting(outbox), "loworld");
  outbox.sent(3);
  EXPECT_EQ(waiting(outbox), "orld");
  outbox.sent(4);
  EXPECT_TRUE(outbox.empty());
  EXPECT_TRUE(outbox.push(frame("again")));
  EXPECT_EQ(waiting(outbox), "again");
}

TEST(Outbox, TakesExactlyTheLimitBehindTheFirst) {
  Outbox outbox;
  EXPECT_TRUE(outbox.push(frame(std::string(3 * limits::kOutboxBytes, 's')))) << "a snapshot may be longer";
  EXPECT_TRUE(outbox.push(frame(std::string(limits::kOutboxBytes - 1, 'x'))));
  EXPECT_TRUE(outbox.push(frame("x")));
  EXPECT_FALSE(outbox.push(frame("x")));
  outbox.sent(3 * limits::kOutboxBytes);  // the second is first now and no longer counts
  EXPECT_TRUE(outbox.push(frame(std::string(limits::kOutboxBytes - 1, 'x'))));
  EXPECT_FALSE(outbox.push(frame("x")));
}

TEST(Outbox, GathersALimitedNumberOfPieces) {
  Outbox outbox;
  for (std::size_t i = 0; i < 3 * Outbox::kGathered; ++i)
    ASSERT_TRUE(outbox.push(frame(std::string(1, static_cast<char>('a' + i % 26)))));
  std::string all;
  while (!outbox.empty()) {
    const auto piece = waiting(outbox);
    ASSERT_LE(piece.size(), Outbox::kGathered);
    all += piece;
    outbox.sent(piece.size());
  }
  ASSERT_EQ(all.size(), 3 * Outbox::kGathered);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], static_cast<char>('a' + i % 26));
}

TEST(Outbox, FinishesAFrameThatIsBegunAndDropsTheRest) {
  Outbox outbox;
  ASSERT_TRUE(outbox.push(frame("begun")));
  ASSERT_TRUE(outbox.push(frame("dropped")));
  outbox.sent(2);
  outbox.drop_what_has_not_begun();
  outbox.push_last(frame("close"));
  EXPECT_EQ(waiting(outbox), "gunclose");
}

TEST(Outbox, DropsAFirstFrameThatIsNotBegun) {
  Outbox outbox;
  ASSERT_TRUE(outbox.push(frame("waits")));
  ASSERT_TRUE(outbox.push(frame("waits too")));
  outbox.sent(5);
  outbox.drop_what_has_not_begun();
  EXPECT_TRUE(outbox.empty());
  EXPECT_TRUE(outbox.push(frame("close")));
  EXPECT_EQ(waiting(outbox), "close");
}

}  // namespace
}  // namespace samtale::transport
