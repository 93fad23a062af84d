// R6: connections that never become anything, and peers that are not there any more. All wait at the same time.
#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdio>
#include <future>
#include <vector>

#include "end_to_end/protocol/raw_messages.h"
#include "end_to_end/protocol/venue.h"
#include "latencies.h"
#include "support/raw_socket.h"
#include "wire/client_frame.h"

namespace samtale::resilience {
namespace {

using support::RawSocket;

constexpr std::uint8_t kFinalBinary = 0x82;
constexpr std::int64_t kOneByteEveryMs = 1'000;
constexpr std::int64_t kPatienceMs = 90'000;

double seconds_since(std::int64_t begun_us) { return static_cast<double>(counting_clock_us() - begun_us) / 1e6; }

// How long until the server closes, for one that first sends `at_once` and then `slowly`, a byte a second, for ever; or
// nothing when there is none. A WebSocket's close frame counts: five seconds later the socket closes, answered or not.
// Negative: it did not close.
double time_to_close(const support::ServerAddress& address, bool upgrades, std::string_view at_once, char slowly) {
  RawSocket socket(address);
  if (!socket.connected() || (upgrades && !socket.upgrade(address))) return -1;
  const auto begun_us = counting_clock_us();
  if (!socket.write(at_once)) return -1;
  const auto told = [&](const std::string& bytes) {
    return upgrades && protocol_test::first_frame(bytes).first_byte == 0x88;
  };
  while (!socket.closed_by_peer() && !told(socket.received()) && seconds_since(begun_us) * 1'000 < kPatienceMs) {
    if (slowly != 0 && !socket.write(std::string_view(&slowly, 1))) break;
    socket.read_until(told, slowly != 0 ? kOneByteEveryMs : kPatienceMs);
  }
  const auto seconds = seconds_since(begun_us);
  socket.read_until([](const std::string&) { return false; }, kPatienceMs);
  return socket.closed_by_peer() ? seconds : -1;
}

class HalfOpen : public protocol_test::Venue {
 protected:
  struct Waiting {
    std::string what;
    std::future<double> seconds;
  };
  void begin(std::string what, bool upgrades, std::string at_once, char slowly) {
    waiting_.push_back({std::move(what), std::async(std::launch::async, [=, address = address()] {
                          return time_to_close(address, upgrades, at_once, slowly);
                        })});
  }
  void print_and_expect_closed() {
    for (auto& each : waiting_) {
      const double seconds = each.seconds.get();
      std::printf("  %-60s closed after %5.1f s\n", each.what.c_str(), seconds);
      EXPECT_GT(seconds, 0) << each.what << " is still open";
    }
  }
  std::vector<Waiting> waiting_;
};

TEST_F(HalfOpen, WhatNeverBecomesAConnectionIsClosed) {
  open();
  begin("connects and sends nothing", false, "", 0);
  begin("sends a request line, a byte a second", false, "GET /", 'x');
  begin("sends headers, a byte a second", false, "GET /ws HTTP/1.1\r\nHost: samtale\r\nX-Slow: ", 'x');
  begin("sends a short body, a byte a second", false,
        "POST /api/join HTTP/1.1\r\nHost: samtale\r\nContent-Type: application/x-protobuf\r\nContent-Length: "
        "1000\r\n\r\n",
        'x');
  begin("asks one thing and never again", false, "GET /healthz HTTP/1.1\r\nHost: samtale\r\n\r\n", 0);
  begin("upgrades and says no hello", true, "", 0);
  // The header of a frame of 200 bytes, its payload drop by drop: it is heard from all the time.
  begin("upgrades and says hello a byte a second", true, support::masked_frame_header(kFinalBinary, 200), 'x');
  print_and_expect_closed();
  // And it stays open for those who have something to say.
  EXPECT_EQ(get("/healthz").status, 200);
}

// A device that says hello and is then never heard of again.
class Vanishing {
 public:
  Vanishing(const support::ServerAddress& address, const protocol_test::Joined& joined)
      : group(joined.group), socket_(address) {
    there_ = socket_.upgrade(address) &&
             socket_.write(support::masked_frame(kFinalBinary, wire::write_hello({1, joined.token, "", std::nullopt})));
  }
  bool there() const { return there_; }
  bool lose_all_packets() {
    // A filter that keeps no byte: what comes is thrown away before TCP sees it, so nothing is acknowledged either.
    sock_filter keep_nothing{BPF_RET | BPF_K, 0, 0, 0};
    const sock_fprog program{1, &keep_nothing};
    return setsockopt(socket_.descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) == 0;
  }
  GroupId group;
  bool was_seen = false;
  double gone_after_s = -1;

 private:
  RawSocket socket_;
  bool there_ = false;
};

TEST_F(HalfOpen, PeersThatAreNotThereAnyMoreAreFound) {
  open();
  const auto watcher = staff("facilitator");
  const auto alive = arrived(join_new("Er her"));
  Vanishing silent(address(), join_new("Svarer ikke"));
  Vanishing unplugged(address(), join_new("Stikket er trukket ud"));
  ASSERT_TRUE(silent.there() && unplugged.there());
  const auto hosts_in = [&](GroupId group) {
    const auto found = watcher->mirror().presence().find(group);
    return found == watcher->mirror().presence().end() ? 0U : found->second.hosts;
  };
  ASSERT_TRUE(watcher->wait_for([&] { return hosts_in(silent.group) == 1 && hosts_in(unplugged.group) == 1; }));
  ASSERT_TRUE(unplugged.lose_all_packets());
  const auto begun_us = counting_clock_us();
  const auto both_found = [&] {
    for (auto* each : {&silent, &unplugged}) {
      if (each->gone_after_s < 0 && hosts_in(each->group) == 0) each->gone_after_s = seconds_since(begun_us);
    }
    return silent.gone_after_s > 0 && unplugged.gone_after_s > 0;
  };
  EXPECT_TRUE(watcher->wait_for(both_found, kPatienceMs));
  std::printf("  reads, but does not answer pings:  found after %.1f s\n", silent.gone_after_s);
  std::printf("  unplugged, nothing acknowledged:   found after %.1f s\n", unplugged.gone_after_s);
  EXPECT_FALSE(alive->ended()) << "who answers pings stays";
  EXPECT_EQ(hosts_in(alive->mirror().welcome().viewer.group), 1U);
}

}  // namespace
}  // namespace samtale::resilience
