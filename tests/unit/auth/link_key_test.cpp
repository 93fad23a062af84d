#include "auth/link_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ops/random.h"
#include "tests/support/temporary_folder.h"

namespace samtale::auth {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class LinkKeyFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(ops::start_random()); }
  std::string why_not() {
    try {
      load_or_make_link_key(file_);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }
  support::TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "link.key";
};

TEST_F(LinkKeyFile, IsMadeOnceAndKeptForItsOwnerOnly) {
  const auto key = load_or_make_link_key(file_);
  EXPECT_NE(key, LinkKey{});
  EXPECT_EQ(load_or_make_link_key(file_), key);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::file_size(file_), key.size());
  EXPECT_NE(load_or_make_link_key(folder_.path() / "other.key"), key);
}

TEST_F(LinkKeyFile, ThatOthersMayReadIsRefused) {
  load_or_make_link_key(file_);
  fs::permissions(file_, fs::perms::group_read, fs::perm_options::add);
  EXPECT_THAT(why_not(), HasSubstr("chmod 600"));
}

TEST_F(LinkKeyFile, ThatIsTooShortOrTooLongIsRefused) {
  for (const std::size_t size : {0, 31, 33}) {
    std::ofstream(file_) << std::string(size, 'k');
    fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_THAT(why_not(), HasSubstr("is not a link key")) << size;
  }
}

TEST_F(LinkKeyFile, InAFolderThatIsNotThereIsSaidSo) {
  EXPECT_THROW(load_or_make_link_key(folder_.path() / "none" / "link.key"), std::runtime_error);
}

}  // namespace
}  // namespace samtale::auth
