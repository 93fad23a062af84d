// The server's disk is full (R3), as it is seen from outside: refused with a reason, said to whoever watches over the
// server, reading and connecting go on, and all is well again without a restart.
#include "tests/operations/program.h"
#include "tests/support/small_disk.h"

namespace samtale::operations {
namespace {

TEST(FullDisk, IsRefusedSaidAndHealed) {
  ASSERT_TRUE(ops::start_random());
  const support::SmallDisk disk(24);
  if (!disk.usable()) GTEST_SKIP() << "needs the right to mount a small disk";
  Server server(disk.path() / "server");
  ASSERT_TRUE(server.start());
  const auto facilitator = server.facilitator();
  ASSERT_TRUE(facilitator->took_effect(command::OpenLobby{}));
  EXPECT_EQ(server.status_of("/readyz"), 200);

  disk.fill();
  while (facilitator->took_effect(command::ShowBroadcast{std::string(400, 'x')})) continue;
  EXPECT_EQ(facilitator->last_refusal().code, RejectionCode::not_saved);
  EXPECT_EQ(server.status_of("/readyz"), 503);
  EXPECT_EQ(server.status_of("/healthz"), 200);
  EXPECT_FALSE(facilitator->ended()) << "nobody loses the connection";
  const auto newcomer = server.facilitator();
  EXPECT_EQ(newcomer->entities().session.state, SessionState::lobby);

  disk.free();
  while (server.status_of("/readyz") != 200) usleep(100'000);  // the test program's time limit ends it
  EXPECT_TRUE(facilitator->took_effect(command::ShowBroadcast{"It works again"}));
  EXPECT_EQ(run("verify --data " + server.data().string()).exit_code, 0);
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace samtale::operations
