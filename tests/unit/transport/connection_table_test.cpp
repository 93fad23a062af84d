#include "transport/connection_table.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "domain/limits.h"
#include "support/manual_clock.h"
#include "transport/sign_of_life.h"
#include "transport/websocket_connection.h"

namespace samtale::transport {
namespace {

using limits::Millis;

class Nobody final : public MessageHandler {
 public:
  explicit Nobody(bool& ended) : ended_(ended) {}
  void on_message(Opcode, std::string_view) override {}
  void on_sign_of_life() override {}
  void on_ended() override { ended_ = true; }

 private:
  bool& ended_;
};

// A connection, and the client's end of its line, which is never read.
struct Line {
  std::shared_ptr<WebsocketConnection> connection;
  bool ended = false;
  int client = -1;
};

class Table : public ::testing::Test {
 protected:
  Table() { table.start_sweeping(); }
  ~Table() override {
    for (const auto& line : lines) {
      table.count_out(*line->connection);
      ::close(line->client);
    }
    table.drop_all();
    table.stop_sweeping();
    loop.poll();
  }

  Line& connect() {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    auto& line = *lines.emplace_back(std::make_unique<Line>());
    line.client = ends[1];
    line.connection = std::make_shared<WebsocketConnection>(Descriptor(ends[0]), table);
    line.connection->start(std::make_unique<Nobody>(line.ended), {"welcome", {}, {}});
    return line;
  }

  // Looks after one that is greeted, and finds nothing to do; the next time is when it has been silent for long.
  Line& connect_and_be_looked_after() {
    auto& line = connect();
    line.connection->greeted();
    auto& never_says_hello = connect();
    clock.advance_ms(limits::kHelloWithinMs);
    EXPECT_TRUE(run_until([&] { return never_says_hello.ended; }));
    return line;
  }

  bool run_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done() && std::chrono::steady_clock::now() < deadline) loop.run_one_for(std::chrono::seconds(1));
    return done();
  }

  static store::TokenHash token(std::uint32_t number) {
    store::TokenHash hash{};
    std::memcpy(hash.data(), &number, sizeof number);
    return hash;
  }

  boost::asio::io_context loop;
  support::ManualClock clock;
  ConnectionTable table{loop.get_executor(), clock};
  std::vector<std::unique_ptr<Line>> lines;
};

// P-50: also when it was looked at a moment ago, and need not have been for long.
TEST_F(Table, WhoTakesNothingForTenSecondsIsClosedThen) {
  auto& line = connect_and_be_looked_after();
  const auto much = std::make_shared<const std::string>(4'000'000, 'x');
  line.connection->send(much);
  ASSERT_TRUE(run_until([&] { return loop.poll() == 0; })) << "what fits has gone to the kernel";
  clock.advance_ms(limits::kNoProgressMs);
  EXPECT_TRUE(run_until([&] { return line.ended; }));
}

TEST_F(Table, ACloseThatIsNotAnsweredEndsSoon) {
  auto& line = connect_and_be_looked_after();
  line.connection->close(live::CloseCode::going_away);
  ASSERT_EQ(table.size(), 2u) << "the other, too, has yet to be dropped";
  clock.advance_ms(kCloseHandshakeMs);
  EXPECT_TRUE(run_until([&] { return table.size() == 0; }));
}

// P-15, of more tokens than there is room for at first.
TEST_F(Table, CountsTheConnectionsOfEachTokenApart) {
  constexpr std::uint32_t kTokens = 200;
  constexpr std::size_t kAllowed = 2;
  for (std::uint32_t i = 0; i < kAllowed * kTokens; ++i) {
    EXPECT_TRUE(table.count_in(token(i % kTokens), *connect().connection, kAllowed));
  }
  for (std::uint32_t i = 0; i < kTokens; ++i) {
    EXPECT_FALSE(table.count_in(token(i), *connect().connection, kAllowed)) << i;
  }
  table.count_out(*lines[7]->connection);
  table.count_out(*lines[7]->connection);
  EXPECT_FALSE(table.count_in(token(8), *connect().connection, kAllowed));
  EXPECT_TRUE(table.count_in(token(7), *connect().connection, kAllowed));
  EXPECT_FALSE(table.count_in(token(7), *connect().connection, kAllowed));
}

TEST_F(Table, WhoHasBeenSilentLongestMakesRoom) {
  const auto device = token(1);
  auto& first = connect();
  ASSERT_TRUE(table.count_in(device, *first.connection, 2));
  clock.advance_ms(1);
  auto& second = connect();
  ASSERT_TRUE(table.count_in(device, *second.connection, 2));
  clock.advance_ms(limits::kHeardJustNowMs - 2);
  auto& third = connect();
  EXPECT_FALSE(table.count_in(device, *third.connection, 2)) << "both have been heard just now";
  clock.advance_ms(1);
  EXPECT_TRUE(table.count_in(device, *third.connection, 2));
  EXPECT_FALSE(table.count_in(device, *connect().connection, 2)) << "nobody makes room twice";
  EXPECT_TRUE(run_until([&] { return first.ended; })) << "it made room";
  EXPECT_FALSE(second.ended);
  table.count_out(*first.connection);
  EXPECT_FALSE(table.count_in(device, *connect().connection, 2)) << "its place has been taken already";
}

}  // namespace
}  // namespace samtale::transport
