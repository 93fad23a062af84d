// Live connections to a real server: the handshake, hello, commands, and every way to be closed.
#include <gtest/gtest.h>

#include <span>

#include "auth/base64url.h"
#include "auth/token.h"
#include "client_frames.h"
#include "domain/limits.h"
#include "live_socket.h"
#include "organiser_messages.h"
#include "running_server.h"
#include "transport/sign_of_life.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

class Live : public ::testing::Test {
 protected:
  void SetUp() override {
    seminar = create();
    host = token_for("Solsikken");
  }

  // Of a host whose group nobody expected.
  std::string token_for(const std::string& group) {
    const auto answer = http(server.address, "POST", "/api/join",
                             wire::write(wire::JoinRequest{{room_code, {}},
                                                           ops::random_id<DeviceId>(),
                                                           Role::host,
                                                           std::nullopt,
                                                           ExpectedGroup{group, "Skolen", "Odense", {}}}));
    EXPECT_EQ(answer.status, 200);
    return wire::read_join_answer(answer.body).value_or(wire::JoinAnswer{}).token;
  }

  SeminarId create() {
    const auto reply = http(server.address, "POST", "/api/seminars", create_seminar_message("Leg", "2026-12-01"),
                            bearer(server.organiser));
    EXPECT_EQ(reply.status, 201);
    room_code = text_of_field(reply.body, 4);
    return SeminarId::parse(text_of_field(reply.body, 1)).value_or(SeminarId{});
  }
  std::string command(command::Body body) {
    last_id = ops::random_id<CommandId>();
    return wire::write_command({last_id, std::move(body)});
  }

  RunningServer server;
  SeminarId seminar;
  std::string room_code;
  std::string host;  // token
  CommandId last_id;
};

std::string offer_of(std::string_view hello) {
  const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(hello.data()), hello.size());
  return "samtale.1, hello." + auth::to_base64url(bytes);
}
// Something that only HTTP's own reader takes, so that the handshake goes the whole way.
constexpr std::string_view kUnusual = "Content-Length: 0\r\n";

// P-16.
TEST_F(Live, HelloMayComeWithTheHandshake) {
  for (const std::string_view more : {std::string_view(), kUnusual}) {
    LiveSocket socket(server.address,
                      LiveSocket::Offer{offer_of(wire::write_hello({1, host, {}, std::nullopt})), std::string(more)});
    ASSERT_TRUE(socket.open()) << socket.head();
    EXPECT_NE(socket.head().find("\r\nSec-WebSocket-Protocol: samtale.1\r\n"), std::string::npos);
    ASSERT_TRUE(socket.next_of<wire::Welcome>());
    const auto snapshot = socket.next_of<wire::Changes>();
    ASSERT_TRUE(snapshot);
    EXPECT_TRUE(snapshot->snapshot);
    socket.say(command(command::AddPerson{more.empty() ? "Mette" : "Ida"}));
    ASSERT_TRUE(socket.next_of<wire::Changes>());
    // It was the first; a second is one too many (P-10).
    socket.say(wire::write_hello({1, host, {}, std::nullopt}));
    const auto refusal = socket.next_of<wire::Refusal>();
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->why.code, RejectionCode::malformed);
  }
}

// P-16, P-11, P-14.
TEST_F(Live, AHelloInTheHandshakeIsJudgedAsAnyOther) {
  for (const std::string_view more : {std::string_view(), kUnusual}) {
    LiveSocket stranger(
        server.address,
        LiveSocket::Offer{offer_of(wire::write_hello({1, auth::make_token(), {}, std::nullopt})), std::string(more)});
    EXPECT_EQ(stranger.closed_with(), 4401);
    LiveSocket old(server.address,
                   LiveSocket::Offer{offer_of(wire::write_hello({2, host, {}, std::nullopt})), std::string(more)});
    EXPECT_EQ(old.closed_with(), 4426);
    LiveSocket other(server.address, LiveSocket::Offer{offer_of(wire::write_clock_ping({1, 0})), std::string(more)});
    EXPECT_EQ(other.closed_with(), 4408);
  }
}

// P-16, P-10.
TEST_F(Live, WhoOffersNothingReadableSaysHelloInAFrame) {
  for (const std::string offer : {"samtale.1", "samtale.1, hello.*", "chat", "hello.AAAA"}) {
    LiveSocket socket(server.address, LiveSocket::Offer{offer});
    ASSERT_TRUE(socket.open()) << offer;
    EXPECT_EQ(socket.head().find("Sec-WebSocket-Protocol"), std::string::npos) << offer;
    socket.say(wire::write_hello({1, host, {}, std::nullopt}));
    EXPECT_TRUE(socket.next_of<wire::Welcome>()) << offer;
  }
}

// P-12, P-31.
TEST_F(Live, AHostIsWelcomedAndItsCommandsTakeEffect) {
  LiveSocket socket(server.address, host);
  const auto welcome = socket.next_of<wire::Welcome>();
  ASSERT_TRUE(welcome);
  EXPECT_EQ(welcome->seminar, seminar);
  EXPECT_FALSE(welcome->resumed);
  EXPECT_FALSE(welcome->group_link.empty());
  const auto snapshot = socket.next_of<wire::Changes>();
  ASSERT_TRUE(snapshot);
  EXPECT_TRUE(snapshot->snapshot);

  socket.say(command(command::AddPerson{"Mette"}));
  const auto changes = socket.next_of<wire::Changes>();
  ASSERT_TRUE(changes);
  EXPECT_EQ(changes->commands, std::vector{last_id});
  socket.say(command(command::AddPerson{""}));
  const auto refusal = socket.next_of<wire::Refusal>();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->why.code, RejectionCode::text_empty);
}

TEST_F(Live, WhatIsSaidBehindHelloWithoutWaitingIsHeardInOrder) {
  LiveSocket socket(server.address);
  ASSERT_TRUE(socket.open());
  const auto first = command(command::AddPerson{"Mette"});
  const auto first_id = last_id;
  const auto second = command(command::AddPerson{"Anders"});
  socket.socket().write(support::masked_frame(0x82, wire::write_hello({1, host, {}, std::nullopt})) +
                        support::masked_frame(0x82, wire::write_clock_ping({5, 0})) +
                        support::masked_frame(0x82, first) + support::masked_frame(0x82, second));
  std::vector<CommandId> done;
  while (done.size() < 2) {
    const auto changes = socket.next_of<wire::Changes>();
    ASSERT_TRUE(changes);
    done.insert(done.end(), changes->commands.begin(), changes->commands.end());
  }
  EXPECT_EQ(done, (std::vector{first_id, last_id}));
}

// P-41.
TEST_F(Live, TheClockIsAnsweredWithTheServersTime) {
  LiveSocket socket(server.address, host);
  socket.say(wire::write_clock_ping({7, 30}));
  const auto pong = socket.next_of<wire::ClockPong>();
  ASSERT_TRUE(pong);
  EXPECT_EQ(pong->number, 7U);
  EXPECT_EQ(pong->server_ms, server.clock.now_ms());
}

// P-03.
TEST_F(Live, AForeignPageGetsNoHandshake) {
  const std::string upgrade =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: c2FtdGFsZS10ZXN0LWtleQ==\r\n";
  EXPECT_EQ(http(server.address, "GET", "/ws", {}, upgrade + "Origin: https://evil.example\r\n").status, 403);
  EXPECT_EQ(http(server.address, "GET", "/ws", {}, upgrade + "Origin: null\r\n").status, 403);
  EXPECT_EQ(
      http(server.address, "GET", "/ws", {}, upgrade + "Origin: http://" + server.address.authority() + "\r\n").status,
      101);
  EXPECT_EQ(http(server.address, "GET", "/ws").status, 400);
}

// P-11.
TEST_F(Live, TokensOpenTheirOwnSeminarOnly) {
  EXPECT_EQ(LiveSocket(server.address, "unknown").closed_with(), 4401);
  const auto other = create();
  EXPECT_EQ(LiveSocket(server.address, host, other.text()).closed_with(), 4403);
  EXPECT_EQ(LiveSocket(server.address, server.organiser).closed_with(), 4403) << "an organiser names the seminar";
  EXPECT_EQ(LiveSocket(server.address, server.organiser, ops::random_id<SeminarId>().text()).closed_with(), 4410);
  LiveSocket organiser(server.address, server.organiser, seminar.text());
  const auto welcome = organiser.next_of<wire::Welcome>();
  ASSERT_TRUE(welcome);
  EXPECT_EQ(welcome->viewer.role, Role::organiser);
  EXPECT_FALSE(welcome->room_link.empty());
  EXPECT_EQ(welcome->embeddable_hosts, std::vector<std::string>{"meet.example.org"});
  const auto stranger = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  EXPECT_EQ(LiveSocket(server.address, stranger, seminar.text()).closed_with(), 4403);
}

// P-14.
TEST_F(Live, AnOldClientIsSentAway) {
  LiveSocket socket(server.address);
  socket.say(wire::write_hello({2, host, {}, std::nullopt}));
  EXPECT_EQ(socket.closed_with(), 4426);
}

// P-15.
TEST_F(Live, ADeviceHasFiveConnectionsAndAClosedOneMakesRoom) {
  std::vector<std::unique_ptr<LiveSocket>> sockets;
  for (std::size_t i = 0; i < limits::kConnectionsPerDevice; ++i) {
    sockets.push_back(std::make_unique<LiveSocket>(server.address, host));
    ASSERT_TRUE(sockets.back()->next_of<wire::Welcome>());
  }
  EXPECT_EQ(LiveSocket(server.address, host).closed_with(), 4429);
  sockets.back()->socket().write(bytes_of({Opcode::close, close_payload(1000)}));
  EXPECT_EQ(sockets.back()->closed_with(), 1000);
  EXPECT_TRUE(LiveSocket(server.address, host).next_of<wire::Welcome>());
}

// P-01, P-02, and RFC 6455.
TEST_F(Live, BreakingTheFramingIsClosedWithItsCode) {
  const auto closed_after = [&](const std::string& bytes) {
    LiveSocket socket(server.address, host);
    socket.socket().write(bytes);
    return socket.closed_with();
  };
  EXPECT_EQ(closed_after(bytes_of({Opcode::text, "hej"})), 1003);
  EXPECT_EQ(closed_after(support::masked_frame_header(0x82, limits::kClientMessageBytes + 1)), 1009);
  EXPECT_EQ(closed_after(support::masked_frame_header(0x82, 65ULL * 1024 * 1024)), 1009);
  EXPECT_EQ(closed_after(bytes_of({.payload = "x", .masked = false})), 1002);
}

// RFC 6455, 7.1.7. The clock stands still here: it is not the deadline for an answer that ends it.
TEST_F(Live, WhenTheFramingIsBrokenTheServerEndsTheConnectionFirst) {
  LiveSocket socket(server.address, host);
  socket.socket().write(bytes_of({.opcode = Opcode::binary, .payload = "x", .masked = false}));
  EXPECT_EQ(socket.closed_with(), kCloseProtocolError);
  socket.socket().read_until([](const std::string&) { return false; }, kPatienceMs);
  EXPECT_TRUE(socket.socket().closed_by_peer());
}

// P-04.
TEST_F(Live, WhatIsNoMessageIsRejectedAndTheConnectionStays) {
  LiveSocket socket(server.address, host);
  ASSERT_TRUE(socket.next_of<wire::Welcome>());
  socket.say("\xFF\xFF\xFF");
  const auto refusal = socket.next_of<wire::Refusal>();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->why.code, RejectionCode::malformed);
  socket.say(command(command::AddPerson{"Mette"}));
  EXPECT_TRUE(socket.next_of<wire::Changes>());
}

// P-10.
TEST_F(Live, WhoDoesNotSayHelloIsClosedAfterTenSeconds) {
  LiveSocket silent(server.address);
  // The answer shows that the connection has begun, and noise is no hello.
  silent.say("\xFF");
  ASSERT_TRUE(silent.next_of<wire::Refusal>());
  server.clock.advance_ms(limits::kHelloWithinMs);
  EXPECT_EQ(silent.closed_with(), 4408);
}

// P-50.
TEST_F(Live, ASilentClientIsPingedAndThenClosed) {
  LiveSocket socket(server.address, host);
  ASSERT_TRUE(socket.next_of<wire::Welcome>());
  ASSERT_TRUE(socket.next_of<wire::Changes>());
  server.clock.advance_ms(kPingAfterMs);
  auto frame = socket.next_frame();
  while (frame && frame->opcode != 9) frame = socket.next_frame();
  ASSERT_TRUE(frame) << "no ping came";
  server.clock.advance_ms(limits::kSilentForMs);
  EXPECT_EQ(socket.closed_with(), 4408);
}

// P-37.
TEST_F(Live, TooManyCommandsAreRefusedAndThenTheConnectionIsClosed) {
  LiveSocket socket(server.address, host);
  std::string flood;
  for (std::size_t i = 0; i < limits::kCommandBurst + limits::kTooFastInARow; ++i) {
    flood += support::masked_frame(0x82, command(command::CallHelp{}));
  }
  socket.socket().write(flood);
  std::size_t too_fast = 0;
  while (const auto refusal = socket.next_of<wire::Refusal>()) {
    if (refusal->why.code == RejectionCode::too_fast) ++too_fast;
  }
  EXPECT_EQ(too_fast, limits::kTooFastInARow - 1);
  EXPECT_EQ(socket.closed_with(), 4429);
}

// P-37.
TEST_F(Live, WhoWasThrownOutForFloodingIsNotLetInForAWhile) {
  LiveSocket flooding(server.address, host);
  std::string flood;
  for (std::size_t i = 0; i < limits::kCommandBurst + limits::kTooFastInARow; ++i) {
    flood += support::masked_frame(0x82, command(command::CallHelp{}));
  }
  flooding.socket().write(flood);
  EXPECT_EQ(flooding.closed_with(), 4429);
  EXPECT_EQ(LiveSocket(server.address, host).closed_with(), 4429);
  EXPECT_TRUE(LiveSocket(server.address, token_for("Egen")).next_of<wire::Welcome>()) << "it is nobody else's fault";
  server.clock.advance_ms(limits::kThrownOutForMs);
  EXPECT_TRUE(LiveSocket(server.address, host).next_of<wire::Welcome>());
}

TEST_F(Live, WhoAsksWithoutReadingIsClosedAsTooSlow) {
  LiveSocket socket(server.address, host);
  ASSERT_TRUE(socket.next_of<wire::Welcome>());
  // Each ping must be answered with as much; more than the kernel holds on both sides and the outbox together.
  std::string pings;
  for (int i = 0; i < 10'000; ++i) pings += support::masked_frame(0x89, std::string(125, 'p'));
  for (int i = 0; i < 20 && socket.socket().write(pings); ++i) {
  }
  EXPECT_EQ(socket.closed_with(), 4409);
}

TEST_F(Live, AStoppingServerSaysSo) {
  LiveSocket socket(server.address, host);
  ASSERT_TRUE(socket.next_of<wire::Welcome>());
  std::thread stopping([&] { server.stop(); });
  EXPECT_EQ(socket.closed_with(), 1001);
  socket.socket().write(bytes_of({Opcode::close, close_payload(1001)}));
  stopping.join();
}

}  // namespace
}  // namespace samtale::transport
