// The weather is what it says: otherwise a server that passes the storms has proved nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <set>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/write.hpp>

#include "tests/network/line.h"
#include "tests/network/line_thread.h"
#include "tests/network/schedule.h"

namespace samtale::network_test {
namespace {

using boost::asio::ip::tcp;

constexpr int kPatienceMs = 10'000;
constexpr int kLongEnoughMs = 150;  // to see that nothing comes
const std::string kText(20'000, 'x');

// One end of a connection, read with patience.
struct End {
  tcp::socket socket;
  boost::system::error_code ended;  // how the other side left; none: it has not

  void write(const std::string& bytes) { boost::asio::write(socket, boost::asio::buffer(bytes), ended); }
  // At most one piece; empty: nothing came in time, or the end.
  std::string piece(int within_ms) {
    pollfd ready{socket.native_handle(), POLLIN, 0};
    if (poll(&ready, 1, within_ms) != 1) return {};
    std::string bytes(4'096, '\0');
    bytes.resize(socket.read_some(boost::asio::buffer(bytes), ended));
    return bytes;
  }
  std::string read(std::size_t length) {
    std::string all;
    while (all.size() < length && !ended) {
      const auto more = piece(kPatienceMs);
      if (more.empty()) break;
      all += more;
    }
    return all;
  }
  bool hears_nothing() { return piece(kLongEnoughMs).empty() && !ended; }
  boost::system::error_code end() {
    while (!ended && !piece(kPatienceMs).empty()) continue;
    return ended;
  }
};

class Weathered : public testing::Test {
 protected:
  struct Both {
    End client;
    End server;
  };
  Both connect() {
    End client{tcp::socket(context_), {}};
    client.socket.connect({loopback_, static_cast<std::uint16_t>(line_->address().port)});
    return {std::move(client), End{acceptor_.accept(), {}}};
  }

  boost::asio::io_context context_;
  boost::asio::ip::address loopback_ = boost::asio::ip::make_address("127.0.0.1");
  tcp::acceptor acceptor_{context_, tcp::endpoint(loopback_, 0)};
  LineThread lines_;
  std::shared_ptr<Line> line_ = Line::open(lines_.context(), {"127.0.0.1", acceptor_.local_endpoint().port()}, 1);
};

TEST_F(Weathered, GoodWeatherPassesEverythingAndTheEndToo) {
  auto [client, server] = connect();
  client.write(kText);
  EXPECT_EQ(server.read(kText.size()), kText);
  server.write("answer");
  EXPECT_EQ(client.read(6), "answer");
  client.socket.close();
  EXPECT_EQ(server.end(), boost::asio::error::eof);
}

TEST_F(Weathered, WhatIsHeldArrivesWhenItClears) {
  auto [client, server] = connect();
  line_->set(Direction::up, {.held = true});
  client.write("late");
  server.write("at once");
  EXPECT_EQ(client.read(7), "at once") << "one way only";
  EXPECT_TRUE(server.hears_nothing());
  line_->clear();
  EXPECT_EQ(server.read(4), "late");
}

TEST_F(Weathered, WhatIsDeadLooksOpenForEver) {
  auto [client, server] = connect();
  line_->go_dead(Direction::up);
  line_->go_dead(Direction::down);
  client.write("lost");
  server.write("lost");
  EXPECT_TRUE(server.hears_nothing());
  line_->clear();
  client.write("lost as well");
  EXPECT_TRUE(server.hears_nothing());
  EXPECT_TRUE(client.hears_nothing());
  client.socket.close();
  EXPECT_TRUE(server.hears_nothing()) << "the end is lost like the rest";

  auto [again, there] = connect();
  again.write("new");
  EXPECT_EQ(there.read(3), "new");
}

TEST_F(Weathered, OneDirectionMayBeDeadAlone) {
  auto [client, server] = connect();
  line_->go_dead(Direction::down);
  server.write("lost");
  client.write("arrives");
  EXPECT_EQ(server.read(7), "arrives");
  EXPECT_TRUE(client.hears_nothing());
}

TEST_F(Weathered, ACutIsHeardByThoseWhoMayHearIt) {
  auto reset = connect();
  line_->cut(Cut::reset);
  EXPECT_EQ(reset.client.end(), boost::asio::error::connection_reset);
  EXPECT_EQ(reset.server.end(), boost::asio::error::connection_reset);

  auto finished = connect();
  line_->cut(Cut::finish);
  EXPECT_EQ(finished.client.end(), boost::asio::error::eof);
  EXPECT_EQ(finished.server.end(), boost::asio::error::eof);

  auto forgotten = connect();
  line_->cut(Cut::client_only);
  EXPECT_EQ(forgotten.client.end(), boost::asio::error::connection_reset);
  EXPECT_TRUE(forgotten.server.hears_nothing());
}

TEST_F(Weathered, DripsComeInDropsAndDelaysInOrder) {
  auto [client, server] = connect();
  line_->set(Direction::up, {.drip_bytes = 3, .drip_every_ms = 1});
  client.write("one two three");
  EXPECT_EQ(server.piece(kPatienceMs), "one");
  EXPECT_EQ(server.read(10), " two three");
  line_->set(Direction::up, {.delay_ms = 20, .jitter_ms = 30});
  std::string sent;
  for (int i = 0; i < 50; ++i) {
    sent += std::to_string(i) + " ";
    client.write(std::to_string(i) + " ");
  }
  EXPECT_EQ(server.read(sent.size()), sent);
}

TEST(Schedules, AreTheirSeedsAndKnowEveryKindOfWeather) {
  EXPECT_EQ(to_text(draw_schedule(7, 5)), to_text(draw_schedule(7, 5)));
  EXPECT_NE(to_text(draw_schedule(7, 5)), to_text(draw_schedule(8, 5)));
  std::set<Happening> seen;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (const auto& turn : draw_schedule(seed, 5).turns) seen.insert(turn.what);
  }
  EXPECT_EQ(seen.size(), 9u);
}

}  // namespace
}  // namespace samtale::network_test
