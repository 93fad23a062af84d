// The benches' clients against the echo that is made of the server's own connection code, and against a server that
// does what the test says.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bench/clients/swarm.h"
#include "end_to_end/rfc6455/echo_process.h"
#include "scripted_server.h"
#include "support/process_figures.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 20'000;
constexpr std::size_t kLongMessage = 3 << 20;

// Keeps what it is told.
class Notes final : public SwarmObserver {
 public:
  void on_open(std::size_t who, Nanos at) override {
    opened.push_back(who);
    EXPECT_LE(at, now_ns());
    if (then) then(who);
  }
  void on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) override {
    EXPECT_LE(at, now_ns());
    messages[who].emplace_back(payload);
    opcodes.push_back(opcode);
    ++count;
    if (heard) heard(who);
  }
  void on_closed(std::size_t who, const Farewell& farewell, Nanos) override { ended[who] = farewell; }

  std::vector<std::size_t> opened;
  std::map<std::size_t, std::vector<std::string>> messages;
  std::vector<Opcode> opcodes;
  std::map<std::size_t, Farewell> ended;
  std::size_t count = 0;
  std::function<void(std::size_t)> then;
  std::function<void(std::size_t)> heard;
};

class SwarmAndEcho : public testing::Test {
 protected:
  bool open(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) swarm.add({});
    return swarm.run_until([&] { return swarm.open() == swarm.size(); }, kPatienceMs);
  }
  bool hear(std::size_t count) {
    return swarm.run_until([&] { return notes.count == count; }, kPatienceMs);
  }

  rfc6455::EchoProcess echo{2 * kLongMessage};
  Notes notes;
  Swarm swarm{echo.address(), notes};
};

TEST_F(SwarmAndEcho, EachHearsItsOwn) {
  constexpr std::size_t kMany = 400;
  ASSERT_TRUE(open(kMany));
  for (std::size_t i = 0; i < kMany; ++i) swarm.send(i, Opcode::binary, "this is number " + std::to_string(i));
  ASSERT_TRUE(hear(kMany));
  for (std::size_t i = 0; i < kMany; ++i) {
    EXPECT_EQ(notes.messages[i], std::vector<std::string>{"this is number " + std::to_string(i)});
  }
  EXPECT_EQ(swarm.traffic().messages_in, kMany);
  EXPECT_EQ(swarm.traffic().messages_out, kMany);
  // What goes up has a mask of four bytes.
  EXPECT_EQ(swarm.traffic().bytes_out, swarm.traffic().bytes_in + 4 * kMany);
}

TEST_F(SwarmAndEcho, WhatIsTooLongForOneReadOrWriteComesWhole) {
  ASSERT_TRUE(open(3));
  std::string text;
  while (text.size() < kLongMessage) text += "something else each time " + std::to_string(text.size());
  for (std::size_t i = 0; i < 3; ++i) swarm.send(i, Opcode::text, text + std::to_string(i));
  swarm.send(1, Opcode::binary, "short");
  ASSERT_TRUE(hear(4));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(notes.messages[i][0] == text + std::to_string(i));
  EXPECT_EQ(notes.messages[1][1], "short");
}

TEST_F(SwarmAndEcho, WhatIsSentTogetherComesInOrder) {
  ASSERT_TRUE(open(1));
  swarm.send_together(0, {"one", "two", "three"});
  ASSERT_TRUE(hear(3));
  EXPECT_EQ(notes.messages[0], (std::vector<std::string>{"one", "two", "three"}));
}

TEST_F(SwarmAndEcho, GoodbyesAreAnswered) {
  ASSERT_TRUE(open(2));
  swarm.close(1, 4'000);
  swarm.send(1, Opcode::binary, "too late");
  ASSERT_TRUE(swarm.run_until([&] { return notes.ended.count(1) == 1; }, kPatienceMs));
  EXPECT_TRUE(notes.ended[1].opened);
  EXPECT_EQ(notes.ended[1].code, 4'000);
  EXPECT_EQ(notes.ended[1].system_error, 0);
  EXPECT_EQ(notes.count, 0U);
  EXPECT_TRUE(swarm.is_open(0));
  EXPECT_FALSE(swarm.is_open(1));
  EXPECT_EQ(swarm.open(), 1U);
}

TEST_F(SwarmAndEcho, WhoWasKilledIsNotHeardOfAndComesBack) {
  ASSERT_TRUE(open(50));
  for (std::size_t i = 0; i < 50; ++i) {
    swarm.send(i, Opcode::binary, "before");
    swarm.kill(i);
  }
  EXPECT_EQ(swarm.open(), 0U);
  notes.then = [&](std::size_t who) { swarm.send(who, Opcode::binary, "after"); };
  for (std::size_t i = 0; i < 50; ++i) swarm.come_back(i);
  ASSERT_TRUE(hear(50));
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(notes.messages[i], std::vector<std::string>{"after"});
  EXPECT_EQ(notes.opened.size(), 100U);
  EXPECT_TRUE(notes.ended.empty());
}

TEST_F(SwarmAndEcho, WhoIsStalledHearsLater) {
  ASSERT_TRUE(open(2));
  swarm.stall(0, true);
  swarm.send(0, Opcode::binary, "waits");
  // Several exchanges of another connection: the first one's echo has come as well by then, and nobody reads it.
  for (std::size_t i = 1; i <= 10; ++i) {
    swarm.send(1, Opcode::binary, "meanwhile");
    ASSERT_TRUE(hear(i));
  }
  EXPECT_TRUE(notes.messages[0].empty());
  swarm.stall(0, false);
  ASSERT_TRUE(hear(11));
  EXPECT_EQ(notes.messages[0], std::vector<std::string>{"waits"});
}

// One connection to a server that follows the script, until it ends.
Farewell play(Notes& notes, std::function<void(const ScriptedLine&)> script) {
  ScriptedServer server(std::move(script));
  Swarm swarm(server.address(), notes);
  swarm.add({});
  EXPECT_TRUE(swarm.run_until([&] { return notes.ended.count(0) == 1; }, kPatienceMs));
  return notes.ended[0];
}

TEST(Swarm, PutsTogetherWhatComesByteByByte) {
  Notes notes;
  const auto farewell = play(notes, [](const ScriptedLine& line) {
    line.hear_until("\r\n\r\n");
    line.say_slowly("HTTP/1.1 101 Switching\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n\x82\x03one");
    line.say("\x82\x03two\x81\x05three\x82");
    line.say(std::string("\x7e\x00\xc8", 3) + std::string(200, 'x') + "\x82\x04");
    line.say("four");
  });
  EXPECT_TRUE(farewell.opened);
  EXPECT_EQ(farewell.code, 1006);
  EXPECT_EQ(notes.messages[0], (std::vector<std::string>{"one", "two", "three", std::string(200, 'x'), "four"}));
  EXPECT_EQ(notes.opcodes[2], Opcode::text);
}

TEST(Swarm, PutsFragmentsTogetherAndAnswersPingsBetweenThem) {
  Notes notes;
  std::string pong;
  play(notes, [&](const ScriptedLine& line) {
    line.shake_hands();
    line.say("\x01\x02he\x89\x02hi");
    pong = line.hear(8);
    line.say(std::string("\x00\x01l\x80\x02lo", 7) + "\x82\x04next");
  });
  EXPECT_EQ(notes.messages[0], (std::vector<std::string>{"hello", "next"}));
  EXPECT_EQ(notes.opcodes[0], Opcode::text);
  ASSERT_EQ(pong.size(), 8U);
  EXPECT_EQ(pong.substr(0, 2), "\x8a\x82");
  EXPECT_EQ(static_cast<char>(pong[2] ^ pong[6]), 'h');
  EXPECT_EQ(static_cast<char>(pong[3] ^ pong[7]), 'i');
}

TEST(Swarm, MayBeEndedFromWithinAMessage) {
  ScriptedServer server([](const ScriptedLine& line) {
    line.shake_hands();
    line.say("\x82\x03one\x82\x0anever told");
    line.hear(1);
  });
  Notes notes;
  Swarm swarm(server.address(), notes);
  notes.heard = [&](std::size_t who) {
    if (who == 0) swarm.add({});
    swarm.kill(who);
  };
  swarm.add({});
  ASSERT_TRUE(swarm.run_until([&] { return notes.count == 2; }, kPatienceMs));
  EXPECT_EQ(notes.messages[0], std::vector<std::string>{"one"});
  EXPECT_EQ(notes.messages[1], std::vector<std::string>{"one"});
  EXPECT_EQ(swarm.open(), 0U);
}

TEST(Swarm, TellsWhyTheServerClosed) {
  Notes notes;
  std::string answer;
  const auto farewell = play(notes, [&](const ScriptedLine& line) {
    line.shake_hands();
    line.say("\x88\x04\x11\x31no");
    answer = line.hear(8);
  });
  EXPECT_EQ(farewell.code, 4'401);
  EXPECT_EQ(answer.substr(0, 2), "\x88\x82") << "the close frame is answered with the code alone";
}

TEST(Swarm, TellsHowAHandshakeWasRefused) {
  Notes notes;
  const auto farewell = play(notes, [](const ScriptedLine& line) {
    line.hear_until("\r\n\r\n");
    line.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    line.hear(1);
  });
  EXPECT_FALSE(farewell.opened);
  EXPECT_EQ(farewell.http_status, 403);
  EXPECT_TRUE(notes.opened.empty());
}

TEST(Swarm, NoticesWhenTheConnectionIsCutOrTheServerBreaksTheRules) {
  Notes cut;
  EXPECT_EQ(play(cut,
                 [](const ScriptedLine& line) {
                   line.shake_hands();
                   line.cut();
                 })
                .system_error,
            ECONNRESET);
  for (const std::string frame : {"\x82\x81zzzzz", "\x80\x01z", "\x01\x01z\x82\x01z"}) {
    Notes notes;
    const auto farewell = play(notes, [&](const ScriptedLine& line) {
      line.shake_hands();
      line.say(frame);
      line.hear(1);
    });
    EXPECT_EQ(farewell.system_error, EPROTO);
    EXPECT_EQ(notes.count, 0U);
  }
}

TEST(Swarm, NobodyListens) {
  support::ServerAddress gone;
  {
    ScriptedServer server([](const ScriptedLine&) {});
    gone = server.address();
  }
  Notes notes;
  Swarm swarm(gone, notes);
  swarm.add({});
  ASSERT_TRUE(swarm.run_until([&] { return notes.ended.count(0) == 1; }, kPatienceMs));
  EXPECT_EQ(notes.ended[0].system_error, ECONNREFUSED);
  EXPECT_FALSE(notes.ended[0].opened);
}

TEST_F(SwarmAndEcho, NoMoreHandshakesAreUnderWayThanWished) {
  swarm.set_pace({.per_second = 0, .at_once = 2});
  const auto before = support::open_descriptors(getpid());
  std::size_t most = 0;
  notes.then = [&](std::size_t) {
    most = std::max(most, support::open_descriptors(getpid()) - before - notes.opened.size());
  };
  ASSERT_TRUE(open(40));
  EXPECT_GE(most, 1U);
  EXPECT_LE(most, 2U);
}

TEST_F(SwarmAndEcho, BeginsNoFasterThanWished) {
  swarm.set_pace({.per_second = 0.001, .at_once = 0});
  swarm.add({});
  swarm.add({});
  ASSERT_TRUE(swarm.run_until([&] { return swarm.open() == 1; }, kPatienceMs));
  swarm.send(0, Opcode::binary, "the second has not begun");
  ASSERT_TRUE(hear(1));
  EXPECT_EQ(swarm.open(), 1U);
}

}  // namespace
}  // namespace samtale::bench
