// P-01 to P-04: what a frame is, and what becomes of one that is none.
#include "ops/random.h"
#include "raw_messages.h"
#include "support/raw_socket.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

using support::Ended;
using support::LwsClient;
using support::RawSocket;

class Frames : public Venue {
 protected:
  // A connection that has not said hello; what comes and how it ends is kept.
  struct Bare {
    bool opened = false;
    std::vector<wire::ServerMessage> messages;
    std::optional<Ended> ended;
    std::unique_ptr<LwsClient> connection;
  };
  std::unique_ptr<Bare> connect(const LwsClient::Options& options = {}) {
    auto bare = std::make_unique<Bare>();
    auto* seen = bare.get();
    bare->connection =
        std::make_unique<LwsClient>(loop_, address(), options,
                                    LwsClient::Events{.opened = [seen] { seen->opened = true; },
                                                      .message =
                                                          [seen](const std::string& bytes) {
                                                            if (auto read = wire::read_server_frame(bytes))
                                                              seen->messages.push_back(*read);
                                                          },
                                                      .ended = [seen](const Ended& ended) { seen->ended = ended; }});
    wait([seen] { return seen->opened || seen->ended; });
    return bare;
  }
  bool wait(const std::function<bool()>& done) { return loop_.run_until(done, support::kPatienceMs); }

  std::optional<wire::Refusal> refusal_after(TestClient& client, const std::string& message) {
    const auto before = client.messages().size();
    client.session().connection()->send_binary(message);
    const auto refusal = [&]() -> const wire::Refusal* {
      for (auto i = before; i < client.messages().size(); ++i) {
        if (const auto* found = std::get_if<wire::Refusal>(&client.messages()[i])) return found;
      }
      return nullptr;
    };
    client.wait_for([&] { return refusal() || client.ended(); });
    return refusal() ? std::optional(*refusal()) : std::nullopt;
  }
};

TEST_F(Frames, P01_ATextMessageIsClosedWith1003) {
  open();
  const auto bare = connect();
  bare->connection->send_text("hello");
  ASSERT_TRUE(wait([&] { return bare->ended.has_value(); }));
  EXPECT_EQ(bare->ended->code, 1003);
}

TEST_F(Frames, P02_AMessageOf65536BytesIsTaken) {
  open();
  const auto facilitator = staff("facilitator");
  facilitator->session().connection()->send_binary(padded_clock_ping(4711, 65'536));
  const auto answered = [&] {
    const auto* pong = std::get_if<wire::ClockPong>(&facilitator->messages().back());
    return pong && pong->number == 4711;
  };
  EXPECT_TRUE(facilitator->wait_for(answered));
  EXPECT_FALSE(facilitator->ended());
}

TEST_F(Frames, P02_AMessageOf65537BytesIsClosedWith1009) {
  open();
  const auto facilitator = staff("facilitator");
  facilitator->session().connection()->send_binary(padded_clock_ping(1, 65'537));
  ASSERT_TRUE(facilitator->wait_for_end());
  EXPECT_EQ(facilitator->ended()->code, 1009);
}

TEST_F(Frames, P02_ALongerMessageIsRefusedWhenItsLengthIsDeclared) {
  open();
  RawSocket socket(address());
  ASSERT_TRUE(socket.upgrade(address()));
  constexpr std::uint8_t kFinalBinary = 0x82;
  ASSERT_TRUE(socket.write(support::masked_frame_header(kFinalBinary, 65ull * 1024 * 1024)));
  ASSERT_TRUE(socket.read_until([](const std::string& bytes) { return first_frame(bytes).whole; }, 20'000));
  const auto frame = first_frame(socket.received());
  EXPECT_EQ(frame.first_byte, 0x88U);
  EXPECT_EQ(close_code(frame), 1009);
}

TEST_F(Frames, P02_FragmentsCountTogether) {
  open();
  RawSocket socket(address());
  ASSERT_TRUE(socket.upgrade(address()));
  ASSERT_TRUE(socket.write(support::masked_frame(0x02, std::string(40'000, 'x'))));
  ASSERT_TRUE(socket.write(support::masked_frame_header(0x80, 25'537)));
  ASSERT_TRUE(socket.read_until([](const std::string& bytes) { return first_frame(bytes).whole; }, 20'000));
  EXPECT_EQ(close_code(first_frame(socket.received())), 1009);
}

TEST_F(Frames, P03_AForeignOriginGets403) {
  open();
  const auto bare = connect({.origin = "https://evil.example"});
  ASSERT_TRUE(bare->ended);
  EXPECT_FALSE(bare->ended->opened);
  EXPECT_EQ(bare->ended->http_status, 403);
}

TEST_F(Frames, P03_TheServersOwnOriginMayConnect) {
  open();
  EXPECT_TRUE(connect({.origin = address().url()})->opened);
}

TEST_F(Frames, P03_AnOriginThatTheConfigurationListsMayConnect) {
  open({"--allow-origin", "https://samtale.example.dk"});
  EXPECT_TRUE(connect({.origin = "https://samtale.example.dk"})->opened);
  EXPECT_FALSE(connect({.origin = "https://samtale.example.dk.evil.example"})->opened);
}

TEST_F(Frames, P04_AMessageThatIsNoClientFrameIsMalformedAndTheConnectionStays) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  for (const auto& message : {std::string("\xff\xff\xff\xff"), std::string(), std::string("\x0a\x7f")}) {
    const auto refusal = refusal_after(*host, message);
    ASSERT_TRUE(refusal) << "no answer to " << message.size() << " bytes";
    EXPECT_EQ(refusal->why.code, RejectionCode::malformed);
  }
  EXPECT_TRUE(host->catch_up());
}

TEST_F(Frames, P04_AnUnknownCommandIsAnsweredWithItsIdAndTheConnectionStays) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  const auto id = ops::random_id<CommandId>();
  const auto refusal = refusal_after(*host, unknown_command(id));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->why.code, RejectionCode::unknown_command);
  EXPECT_EQ(refusal->command_id, id.text());
  EXPECT_TRUE(host->catch_up());
}

TEST_F(Frames, P04_TextThatIsNotUtf8IsAnsweredAndTheConnectionStays) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  const auto id = ops::random_id<CommandId>();
  const auto refusal = refusal_after(*host, command_not_utf8(id));
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->why.code, RejectionCode::text_not_utf8);
  EXPECT_EQ(refusal->command_id, id.text());
  EXPECT_TRUE(host->catch_up());
  EXPECT_TRUE(host->entities().notes.empty());
}

TEST_F(Frames, P04_ManyMalformedMessagesInARowDoNotCostOthersAnything) {
  open();
  const auto host = arrived(join_new("Familiegruppen"));
  const auto facilitator = staff("facilitator");
  for (int i = 0; i < 30; ++i) host->session().connection()->send_binary("\xff");
  open_lobby(*facilitator);
  EXPECT_TRUE(facilitator->took_effect(command::ShowBroadcast{"Hej alle"}));
  EXPECT_TRUE(host->wait_for([&] { return host->entities().broadcast.text == "Hej alle"; }));
}

}  // namespace
}  // namespace samtale::protocol_test
