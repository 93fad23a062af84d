#include "bench/session/heard.h"

#include <gtest/gtest.h>

#include "wire/server_frame.h"

namespace samtale::bench {
namespace {

CommandId id_of(std::uint8_t number) {
  CommandId id;
  id.bytes[0] = number;
  return id;
}

// Without the header of the WebSocket frame, which is short for such messages.
template <class Message>
std::string payload_of(const Message& message) {
  const auto frame = wire::frame(message);
  constexpr std::size_t kHeader = 2;
  return frame->substr(kHeader);
}

TEST(AFrame, OfChangesSaysWhereOneStandsAndWhatItAnswers) {
  wire::Changes changes{Position{3, 70'000}, {id_of(1), id_of(2)}, false, {change::Storage{true}}};
  Heard heard;
  const auto payload = payload_of(changes);
  hear(payload, heard);
  EXPECT_EQ(heard.kind, Heard::Kind::changes);
  EXPECT_EQ(heard.position, (Position{3, 70'000}));
  ASSERT_EQ(heard.ids.size(), 2u);
  EXPECT_EQ(heard.ids[0], id_of(1).text());
  EXPECT_EQ(heard.ids[1], id_of(2).text());
  EXPECT_FALSE(heard.snapshot);
}

TEST(AFrame, OfASnapshotIsKnownAsOne) {
  Heard heard;
  const auto payload = payload_of(wire::Changes{Position{1, 5}, {}, true, {}});
  hear(payload, heard);
  EXPECT_TRUE(heard.snapshot);
  const auto presence = payload_of(wire::Changes{{}, {}, false, {}});
  hear(presence, heard);
  EXPECT_FALSE(heard.snapshot);
  EXPECT_FALSE(heard.position);
}

TEST(AFrame, OfAnyOtherKindIsKnownToo) {
  Heard heard;
  wire::Welcome welcome;
  welcome.resumed = true;
  const auto greeting = payload_of(welcome);
  hear(greeting, heard);
  EXPECT_EQ(heard.kind, Heard::Kind::welcome);
  EXPECT_TRUE(heard.resumed);
  const auto refusal = payload_of(wire::Refusal{id_of(7).text(), {RejectionCode::not_now, "", 0}});
  hear(refusal, heard);
  EXPECT_EQ(heard.kind, Heard::Kind::rejection);
  ASSERT_EQ(heard.ids.size(), 1u);
  EXPECT_EQ(heard.ids[0], id_of(7).text());
  const auto pong = payload_of(wire::ClockPong{1, 2});
  hear(pong, heard);
  EXPECT_EQ(heard.kind, Heard::Kind::pong);
}

TEST(AFrame, ThatIsBrokenIsUnreadable) {
  Heard heard;
  auto payload = payload_of(wire::Changes{Position{1, 5}, {id_of(1)}, false, {}});
  payload.pop_back();
  hear(payload, heard);
  EXPECT_EQ(heard.kind, Heard::Kind::unreadable);
  hear("", heard);
  EXPECT_EQ(heard.kind, Heard::Kind::unreadable);
}

}  // namespace
}  // namespace samtale::bench
