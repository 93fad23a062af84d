// What opens the files of one recording for some hours.
#include "auth/media_link.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <utility>

#include "auth/base64url.h"
#include "ops/random.h"

namespace samtale::auth {
namespace {

constexpr std::int64_t kNowMs = 1'790'000'123'456;
constexpr std::string_view kUntilIs = "until=";
constexpr std::string_view kSignIs = "&sign=";

class MediaLink : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    ops::fill_random(key_);
    media_ = ops::random_id<MediaId>();
    const auto query = media_link_query(media_, ends_at_ms_, key_);
    ASSERT_TRUE(query.starts_with(kUntilIs));
    const auto at = query.find(kSignIs);
    ASSERT_NE(at, std::string::npos);
    until_ = query.substr(kUntilIs.size(), at - kUntilIs.size());
    sign_ = query.substr(at + kSignIs.size());
  }
  std::optional<std::int64_t> opens(std::string_view until, std::string_view sign) const {
    return media_link_good_for_s(media_, until, sign, kNowMs, key_);
  }

  LinkKey key_{};
  MediaId media_;
  std::int64_t ends_at_ms_ = media_link_ends_at_ms(kNowMs);
  std::string until_;
  std::string sign_;
};

TEST_F(MediaLink, EndsAtAWholeSixHoursAndIsGoodForAtLeastSix) {
  for (const std::int64_t now_ms :
       {kMediaLinkLastsMs * 80'000, kMediaLinkLastsMs * 80'000 + 1, kMediaLinkLastsMs * 80'001 - 1, kNowMs}) {
    const auto ends_at_ms = media_link_ends_at_ms(now_ms);
    EXPECT_EQ(ends_at_ms % kMediaLinkLastsMs, 0);
    EXPECT_GE(ends_at_ms - now_ms, kMediaLinkLastsMs);
    EXPECT_LT(ends_at_ms - now_ms, 2 * kMediaLinkLastsMs);
  }
  EXPECT_EQ(media_link_ends_at_ms(kMediaLinkLastsMs * 80'000 + 1), media_link_ends_at_ms(kMediaLinkLastsMs * 80'001));
}

TEST_F(MediaLink, OpensUntilItsLastSecond) {
  EXPECT_EQ(opens(until_, sign_), (ends_at_ms_ - kNowMs) / 1'000 + 1);
  EXPECT_EQ(media_link_good_for_s(media_, until_, sign_, ends_at_ms_ - 1, key_), 1);
  EXPECT_FALSE(media_link_good_for_s(media_, until_, sign_, ends_at_ms_, key_));
}

TEST_F(MediaLink, IsTheSameForEverybodyWhoAsksWithinTheHours) {
  EXPECT_EQ(media_link_query(media_, media_link_ends_at_ms(kNowMs), key_),
            media_link_query(media_, media_link_ends_at_ms(kNowMs + 60'000), key_));
}

TEST_F(MediaLink, OfAnotherRecordingMomentOrServerDoesNotOpen) {
  auto other_key = key_;
  other_key[0] ^= 1;
  EXPECT_FALSE(media_link_good_for_s(ops::random_id<MediaId>(), until_, sign_, kNowMs, key_));
  EXPECT_FALSE(media_link_good_for_s(media_, until_, sign_, kNowMs, other_key));
  EXPECT_FALSE(opens(std::to_string(ends_at_ms_ / 1'000 + 1), sign_));
  EXPECT_FALSE(opens(std::to_string(ends_at_ms_ / 1'000 - 1), sign_));
}

TEST_F(MediaLink, EveryBitOfTheRecordingAndTheSignatureCounts) {
  int tried = 0;
  for (std::size_t bit = 0; bit < kIdBytes * 8; ++bit, ++tried) {
    auto other = media_;
    other.bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_FALSE(media_link_good_for_s(other, until_, sign_, kNowMs, key_)) << bit;
  }
  const auto signature = from_base64url(sign_);
  ASSERT_TRUE(signature);
  for (std::size_t bit = 0; bit < signature->size() * 8; ++bit, ++tried) {
    auto other = *signature;
    other[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_FALSE(opens(until_, to_base64url(other))) << bit;
  }
  std::printf("%d flipped bits refused\n", tried);
}

TEST_F(MediaLink, HasOneSpelling) {
  EXPECT_FALSE(opens("0" + until_, sign_));
  EXPECT_FALSE(opens("+" + until_, sign_));
  EXPECT_FALSE(opens(" " + until_, sign_));
  EXPECT_FALSE(opens(until_ + " ", sign_));
  EXPECT_FALSE(opens(until_ + "0", sign_));
  EXPECT_FALSE(opens("", sign_));
  EXPECT_FALSE(opens("-" + until_, sign_));
  EXPECT_FALSE(opens("99999999999999999999999999", sign_));
  EXPECT_FALSE(opens(until_, ""));
  EXPECT_FALSE(opens(until_, sign_ + "="));
  EXPECT_FALSE(opens(until_, sign_ + "AAAA"));
  EXPECT_FALSE(opens(until_, sign_.substr(0, sign_.size() - 1)));
  EXPECT_FALSE(opens(until_, std::string(sign_.size(), '\0')));
}

}  // namespace
}  // namespace samtale::auth
