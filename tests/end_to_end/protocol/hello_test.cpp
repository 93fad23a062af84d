// P-10 to P-15: who is let in, and what they are told first.
#include "raw_messages.h"
#include "support/raw_socket.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

using support::RawSocket;

constexpr std::uint8_t kFinalBinary = 0x82;

class HelloTest : public Venue {
 protected:
  // The code with which the server closes a connection that sends this as its first message.
  int closed_after(const std::string& first_message) {
    RawSocket socket(address());
    EXPECT_TRUE(socket.upgrade(address()));
    EXPECT_TRUE(socket.write(support::masked_frame(kFinalBinary, first_message)));
    EXPECT_TRUE(socket.read_until([](const std::string& bytes) { return first_frame(bytes).whole; }, 20'000));
    const auto frame = first_frame(socket.received());
    EXPECT_EQ(frame.first_byte, 0x88U) << "not a close frame";
    return close_code(frame);
  }
  int closed_after_hello(const std::string& token, const std::string& seminar_id) {
    auto visitor = client(token, seminar_id);
    EXPECT_FALSE(visitor->hello());
    return visitor->ended() ? visitor->ended()->code : 0;
  }
};

TEST_F(HelloTest, P10_TheFirstFrameIsHello) {
  open();
  EXPECT_EQ(closed_after(wire::write_clock_ping({1, 0})), 4408);
}

TEST_F(HelloTest, P10_WithoutAnyFrameTheConnectionIsClosed) {
  open();
  RawSocket socket(address());
  ASSERT_TRUE(socket.upgrade(address()));
  ASSERT_TRUE(socket.read_until([](const std::string& bytes) { return first_frame(bytes).whole; }, 40'000));
  EXPECT_EQ(close_code(first_frame(socket.received())), 4408);
}

TEST_F(HelloTest, P10_ASecondHelloIsMalformed) {
  open();
  const auto facilitator = staff("facilitator");
  facilitator->session().connection()->send_binary(wire::write_hello({1, token_of("facilitator"), "", std::nullopt}));
  const auto refused = [&] {
    const auto* refusal = std::get_if<wire::Refusal>(&facilitator->messages().back());
    return refusal && refusal->why.code == RejectionCode::malformed;
  };
  EXPECT_TRUE(facilitator->wait_for(refused));
  EXPECT_TRUE(facilitator->catch_up());
}

TEST_F(HelloTest, P11_AnUnknownTokenClosesWith4401) {
  open();
  EXPECT_EQ(closed_after_hello("", ""), 4401);
  EXPECT_EQ(closed_after_hello("nonsense", ""), 4401);
  auto almost = token_of("facilitator");
  almost[5] = almost[5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(closed_after_hello(almost, ""), 4401);
}

TEST_F(HelloTest, P11_AnotherSeminarThanTheTokensClosesWith4403) {
  open();
  const auto other = SeminarId{{9, 9, 9}}.text();
  EXPECT_EQ(closed_after_hello(token_of("facilitator"), other), 4403);
  EXPECT_EQ(closed_after_hello(join_new("Familiegruppen").token, other), 4403);
}

TEST_F(HelloTest, P11_NamingTheRightSeminarIsFine) {
  open();
  EXPECT_TRUE(client(token_of("facilitator"), seminar().text())->hello());
}

TEST_F(HelloTest, P12_WelcomeSaysWhoOneIsAndASnapshotFollows) {
  open();
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  ASSERT_GE(host->messages().size(), 2U);
  const auto* welcome = std::get_if<wire::Welcome>(&host->messages()[0]);
  ASSERT_TRUE(welcome);
  EXPECT_EQ(welcome->viewer.role, Role::host);
  EXPECT_EQ(welcome->viewer.group, joined.group);
  EXPECT_EQ(welcome->viewer.device, joined.device);
  EXPECT_EQ(welcome->seminar, seminar());
  EXPECT_FALSE(welcome->resumed);
  EXPECT_FALSE(welcome->group_link.empty());
  EXPECT_TRUE(welcome->room_link.empty());
  const auto* changes = std::get_if<wire::Changes>(&host->messages()[1]);
  ASSERT_TRUE(changes);
  EXPECT_TRUE(changes->snapshot);
  EXPECT_TRUE(changes->position);
  EXPECT_EQ(host->mirror().violations(), std::vector<std::string>{});
}

TEST_F(HelloTest, P13_ResumingBringsOnlyWhatWasMissed) {
  open();
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  const auto host = arrived(join_new("Familiegruppen"));
  const auto screen = arrived(join(Role::screen, host->mirror().welcome().viewer.group));
  screen->drop();
  ASSERT_TRUE(host->took_effect(command::AddPerson{"Åse"}));
  ASSERT_TRUE(facilitator->took_effect(command::ShowBroadcast{"Vi begynder om lidt"}));
  ASSERT_TRUE(host->took_effect(command::AddNote{NoteKind::group_note, "Vi er her"}));
  ASSERT_TRUE(host->catch_up());

  ASSERT_TRUE(screen->hello());
  ASSERT_TRUE(screen->catch_up());
  EXPECT_TRUE(screen->mirror().welcome().resumed);
  EXPECT_EQ(screen->mirror().snapshots(), 1U) << "a second snapshot was sent";
  EXPECT_EQ(screen->entities(), host->entities());
  EXPECT_EQ(screen->mirror().violations(), std::vector<std::string>{});
}

TEST_F(HelloTest, P13_NothingMissedMeansNothingSent) {
  open();
  const auto speaker = staff("speaker");
  speaker->drop();
  const auto before = speaker->messages().size();
  ASSERT_TRUE(speaker->hello());
  ASSERT_TRUE(speaker->catch_up());
  for (auto i = before; i < speaker->messages().size(); ++i) {
    const auto* changes = std::get_if<wire::Changes>(&speaker->messages()[i]);
    EXPECT_TRUE(!changes || changes->changes.empty());
  }
  EXPECT_TRUE(speaker->mirror().welcome().resumed);
}

TEST_F(HelloTest, P13_APositionOfAnotherEpochOrFromTheFutureGetsASnapshot) {
  open();
  const auto known = *staff("speaker")->mirror().position();
  for (const auto& position :
       {Position{known.epoch + 1, known.sequence}, Position{known.epoch, known.sequence + 1'000}}) {
    auto speaker = client(token_of("speaker"));
    wire::Changes stale;
    stale.position = position;
    stale.snapshot = true;
    speaker->session().mirror().take(wire::Welcome{});
    speaker->session().mirror().take(stale);
    ASSERT_TRUE(speaker->hello());
    EXPECT_FALSE(speaker->mirror().welcome().resumed);
    EXPECT_EQ(speaker->mirror().position(), known);
    EXPECT_TRUE(speaker->entities().plan);
  }
}

TEST_F(HelloTest, P14_AnOlderProtocolClosesWith4426) {
  open();
  EXPECT_EQ(closed_after(wire::write_hello({2, token_of("speaker"), "", std::nullopt})), 4426);
  EXPECT_EQ(closed_after(wire::write_hello({0, token_of("speaker"), "", std::nullopt})), 4426);
}

TEST_F(HelloTest, P15_ADeviceHasAtMostFiveConnections) {
  open();
  const auto joined = join_new("Familiegruppen");
  std::vector<Client> five;
  for (int i = 0; i < 5; ++i) five.push_back(arrived(joined));
  EXPECT_EQ(closed_after_hello(joined.token, ""), 4429);
  for (const auto& one : five) EXPECT_TRUE(one->catch_up());
  // Room again for one when one is gone.
  five.front()->close();
  EXPECT_TRUE(client(joined.token)->hello());
}

TEST_F(HelloTest, P15_TheConnectionThatHasBeenSilentLongestMakesRoom) {
  open();
  const auto joined = join_new("Familiegruppen");
  // As a device does whose network is cut again and again: the server does not hear that they are gone.
  const auto silent = arrived(joined);
  std::vector<Client> others;
  for (int i = 0; i < 4; ++i) others.push_back(arrived(joined));
  const auto newest = client(joined.token);
  silent->wait_for([] { return false; }, limits::kHeardJustNowMs);
  for (const auto& one : others) ASSERT_TRUE(one->catch_up());
  ASSERT_TRUE(newest->hello());
  ASSERT_TRUE(silent->wait_for_end());
  EXPECT_EQ(silent->ended()->code, 4429);
  for (const auto& one : others) EXPECT_TRUE(one->catch_up());
  EXPECT_TRUE(newest->catch_up());
}

TEST_F(HelloTest, P15_APersonalLinkHasAtMostTwentyConnections) {
  open();
  std::vector<Client> twenty;
  for (int i = 0; i < 20; ++i) twenty.push_back(staff("speaker"));
  EXPECT_EQ(closed_after_hello(token_of("speaker"), ""), 4429);
  EXPECT_TRUE(twenty.front()->catch_up());
}

}  // namespace
}  // namespace samtale::protocol_test
