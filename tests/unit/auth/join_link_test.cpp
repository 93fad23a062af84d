// Links that join a seminar or a group.
#include "auth/join_link.h"

#include <gtest/gtest.h>

#include "auth/base64url.h"
#include "ops/random.h"

namespace samtale::auth {
namespace {

class JoinLink : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    ops::fill_random(key_);
    target_ = {ops::random_id<SeminarId>(), ops::random_id<GroupId>()};
  }
  LinkKey key_{};
  LinkTarget target_;
};

TEST_F(JoinLink, NamesAGroupOrARoom) {
  const auto group = open_link(seal_link(target_, key_), key_);
  ASSERT_TRUE(group);
  EXPECT_EQ(group->seminar, target_.seminar);
  EXPECT_EQ(group->group, target_.group);

  const auto room = open_link(seal_link({target_.seminar, {}}, key_), key_);
  ASSERT_TRUE(room);
  EXPECT_EQ(room->seminar, target_.seminar);
  EXPECT_TRUE(room->group.empty());
}

TEST_F(JoinLink, IsShortEnoughForACoarseQrCode) {
  EXPECT_EQ(seal_link({target_.seminar, {}}, key_).size(), 44u);
  EXPECT_EQ(seal_link(target_, key_).size(), 66u);
}

TEST_F(JoinLink, OfAnotherServerDoesNotOpen) {
  LinkKey other = key_;
  other[31] ^= 1;
  EXPECT_FALSE(open_link(seal_link(target_, other), key_));
}

TEST_F(JoinLink, AlteredInAnyPlaceDoesNotOpen) {
  const auto link = seal_link(target_, key_);
  for (std::size_t at = 0; at < link.size(); ++at) {
    auto altered = link;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(open_link(altered, key_)) << at;
  }
  for (std::size_t length = 0; length < link.size(); ++length) EXPECT_FALSE(open_link(link.substr(0, length), key_));
  EXPECT_FALSE(open_link(link + "A", key_));
  EXPECT_FALSE(open_link(link + link, key_));
}

// A group's link with the group cut out must not become a link to the room.
TEST_F(JoinLink, PartsOfTwoLinksDoNotMakeAThird) {
  auto group = from_base64url(seal_link(target_, key_)).value();
  auto bytes = group;
  bytes.erase(bytes.begin() + 17, bytes.begin() + 33);
  EXPECT_FALSE(open_link(to_base64url(bytes), key_));

  const auto other = from_base64url(seal_link({target_.seminar, ops::random_id<GroupId>()}, key_)).value();
  std::copy(other.end() - 16, other.end(), group.end() - 16);
  EXPECT_FALSE(open_link(to_base64url(group), key_));
}

}  // namespace
}  // namespace samtale::auth
