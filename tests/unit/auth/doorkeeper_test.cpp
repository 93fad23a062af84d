// Who is let in, with the real store behind it.
#include "auth/doorkeeper.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <future>
#include <iterator>

#include "auth/base64url.h"
#include "ops/random.h"
#include "store/store.h"
#include "tests/support/temporary_folder.h"

namespace samtale::auth {
namespace {

class DoorkeeperTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ops::start_random());
    open();
  }
  void open() {
    store_ = store::open_store(folder_.path() / "data");
    doorkeeper_.emplace(store_->accounts(), load_or_make_link_key(folder_.path() / "link.key"));
  }
  void reopen() {
    store_.reset();
    open();
  }
  std::optional<std::string> invite(store::PersonalLink link) {
    std::promise<std::optional<std::string>> made;
    doorkeeper_->invite(std::move(link), [&](std::optional<std::string> token) { made.set_value(std::move(token)); });
    return made.get_future().get();
  }
  std::optional<std::string> enrol(store::Device device) {
    std::promise<std::optional<std::string>> made;
    doorkeeper_->enrol(device, [&](std::optional<std::string> token) { made.set_value(std::move(token)); });
    return made.get_future().get();
  }
  store::Device some_device() {
    return {ops::random_id<DeviceId>(), ops::random_id<SeminarId>(), ops::random_id<GroupId>(), Role::screen};
  }

  support::TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::optional<Doorkeeper> doorkeeper_;
};

TEST_F(DoorkeeperTest, KnowsADeviceByItsTokenAlsoAfterARestart) {
  const auto device = some_device();
  const auto token = enrol(device).value();
  for (const bool restarted : {false, true}) {
    if (restarted) reopen();
    const auto identity = doorkeeper_->identify(token);
    ASSERT_TRUE(identity);
    EXPECT_EQ(identity->viewer, (Viewer{Role::screen, device.group, device.id}));
    EXPECT_EQ(identity->seminar, device.seminar);
    EXPECT_TRUE(identity->organiser.empty());
    EXPECT_EQ(identity->name, "");
  }
}

TEST_F(DoorkeeperTest, KnowsAPersonByTheirToken) {
  const store::PersonalLink link{Role::facilitator, "Ørnulf", ops::random_id<store::OrganiserId>(),
                                 ops::random_id<SeminarId>()};
  const auto identity = doorkeeper_->identify(invite(link).value());
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->viewer, (Viewer{Role::facilitator, {}, {}}));
  EXPECT_EQ(identity->name, "Ørnulf");
  EXPECT_EQ(identity->organiser, link.organiser);
  EXPECT_EQ(identity->seminar, link.seminar);
}

// P-62.
TEST_F(DoorkeeperTest, ADeviceThatJoinsAgainGetsAFurtherToken) {
  const auto device = some_device();
  const auto first = enrol(device).value();
  const auto second = enrol(device).value();
  EXPECT_NE(first, second);
  EXPECT_EQ(doorkeeper_->identify(first)->viewer.device, device.id);
  EXPECT_EQ(doorkeeper_->identify(second)->viewer.device, device.id);
}

TEST_F(DoorkeeperTest, KnowsNobodyByAnythingElse) {
  const auto token = enrol(some_device()).value();
  auto altered = token;
  altered[0] = altered[0] == 'A' ? 'B' : 'A';
  for (const auto& wrong : {std::string{}, altered, token + "A", token.substr(1), std::string(100'000, 'A')}) {
    EXPECT_FALSE(doorkeeper_->identify(wrong));
  }
}

TEST_F(DoorkeeperTest, LinksOpenAfterARestart) {
  const auto seminar = ops::random_id<SeminarId>();
  const auto group = ops::random_id<GroupId>();
  const auto room_link = doorkeeper_->room_link(seminar);
  const auto group_link = doorkeeper_->group_link(seminar, group);
  reopen();
  EXPECT_EQ(doorkeeper_->read_link(room_link)->seminar, seminar);
  EXPECT_TRUE(doorkeeper_->read_link(room_link)->group.empty());
  EXPECT_EQ(doorkeeper_->read_link(group_link)->group, group);
  EXPECT_FALSE(doorkeeper_->read_link("https://example.org"));
}

std::string everything_below(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  return all;
}

// D4: who steals the files can pretend to be nobody.
TEST_F(DoorkeeperTest, NoTokenIsEverOnTheDisk) {
  const auto device_token = enrol(some_device()).value();
  const auto person_token =
      invite({Role::organiser, "findes på disken", ops::random_id<store::OrganiserId>(), {}}).value();
  for (const bool closed : {false, true}) {
    if (closed) store_.reset();
    const auto all = everything_below(folder_.path());
    ASSERT_NE(all.find("findes på disken"), std::string::npos) << "the search finds what is there";
    for (const auto& token : {device_token, person_token}) {
      EXPECT_EQ(all.find(token), std::string::npos);
      const auto bytes = from_base64url(token).value();
      EXPECT_EQ(all.find(std::string{bytes.begin(), bytes.end()}), std::string::npos);
    }
  }
}

// A disk that takes no more: a token that a restart would forget is not given out.
TEST_F(DoorkeeperTest, NoTokenIsGivenThatCouldNotBeStored) {
  signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit none{0, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &none);
  EXPECT_FALSE(enrol(some_device()));
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_TRUE(enrol(some_device()));
}

}  // namespace
}  // namespace samtale::auth
