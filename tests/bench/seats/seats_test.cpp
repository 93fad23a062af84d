#include "bench/seats/seats.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "bench/seats/post_all.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"
#include "support/test_client.h"

namespace samtale::bench {
namespace {

class Seats : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(server_.start("demo", {})) << server_.output(); }
  std::string organiser() const {
    const auto link = server_.demo("organiser");
    return link.substr(link.find('#') + 1);
  }

  support::LwsLoop loop_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_{SAMTALE_PROGRAM, folder_.path()};
};

TEST_F(Seats, EverybodyGetsInAndIsWhoTheSeatSays) {
  const auto seminar = seat(loop_, server_.address(), organiser(),
                            {.groups = 30, .devices = 4, .phase = PhaseKind::productive_conversation});
  ASSERT_EQ(seminar.seats.size(), 120u);
  std::set<std::string> tokens;
  std::set<std::string> groups;
  for (std::size_t i = 0; i < seminar.seats.size(); ++i) {
    const auto& seat = seminar.seats[i];
    EXPECT_EQ(seat.group, i / 4);
    EXPECT_EQ(seat.role, i % 4 == 0 ? Role::host : i % 4 == 1 ? Role::screen : Role::phone);
    tokens.insert(seat.token);
    groups.insert(seat.group_id.text());
  }
  EXPECT_EQ(tokens.size(), 120u);
  EXPECT_EQ(groups.size(), 30u);

  for (const std::size_t i : {0u, 1u, 3u, 118u}) {
    support::TestClient client(loop_, server_.address(), seminar.seats[i].token);
    ASSERT_TRUE(client.hello());
    EXPECT_EQ(client.mirror().welcome().viewer.role, seminar.seats[i].role);
    ASSERT_NE(client.mirror().own_group(), nullptr);
    EXPECT_EQ(client.mirror().own_group()->id, seminar.seats[i].group_id);
    EXPECT_EQ(client.mirror().phase()->kind, PhaseKind::productive_conversation);
  }
  support::TestClient facilitator(loop_, server_.address(), seminar.facilitator_token);
  ASSERT_TRUE(facilitator.hello());
  EXPECT_EQ(facilitator.entities().progress.size(), 30u);
  support::TestClient organiser(loop_, server_.address(), seminar.organiser_token, seminar.id.text());
  EXPECT_TRUE(organiser.hello());
}

TEST_F(Seats, ARefusalIsToldInWords) {
  EXPECT_THROW(post_all(server_.address(), "/api/join", {"not a request"}), std::runtime_error);
  EXPECT_THROW(post_all(server_.address(), "/nowhere", {"", ""}), std::runtime_error);
}

}  // namespace
}  // namespace samtale::bench
