// D8, beside what tests/end_to_end/protocol holds of it (P-02, P-15, P-37): whoever floods the server harms nobody
// else, and a length that is only declared costs no memory.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "end_to_end/protocol/raw_messages.h"
#include "ops/random.h"
#include "support/process_figures.h"
#include "support/raw_socket.h"
#include "town_hall.h"
#include "wire/client_frame.h"

namespace samtale::resilience {
namespace {

constexpr std::uint8_t kFinalBinary = 0x82;
constexpr unsigned kCloseFrame = 0x88;

int close_code_at_the_end_of(std::string_view bytes) {
  for (auto frame = protocol_test::first_frame(bytes); frame.whole; frame = protocol_test::first_frame(bytes)) {
    if (frame.first_byte == kCloseFrame) return protocol_test::close_code(frame);
    const auto header = frame.payload.size() < 126 ? 2U : frame.payload.size() < 65'536 ? 4U : 10U;
    bytes.remove_prefix(header + frame.payload.size());
  }
  return 0;
}

// Sends commands as fast as the server reads them, on a thread of its own; thrown out, it comes back at once.
class Flooder {
 public:
  Flooder(support::ServerAddress address, std::string token)
      : thread_([this, address = std::move(address), token = std::move(token)] {
          while (!stop_) flood(address, token);
        }) {}
  ~Flooder() {
    stop_ = true;
    thread_.join();
  }
  std::size_t thrown_out() const { return thrown_out_; }
  std::size_t other_ends() const { return other_ends_; }
  std::size_t commands_sent() const { return commands_sent_; }

 private:
  static constexpr std::size_t kInOneWrite = 100;

  void flood(const support::ServerAddress& address, const std::string& token) {
    support::RawSocket socket(address);
    if (!socket.connected() || !socket.upgrade(address)) return;
    socket.write(support::masked_frame(kFinalBinary, wire::write_hello({1, token, "", std::nullopt})));
    const auto something = [](const std::string& bytes) { return !bytes.empty(); };
    if (!socket.read_until(something, support::kPatienceMs)) return;
    for (int writes = 0; writes < 20 && socket.write(many_); ++writes) {
      commands_sent_ += kInOneWrite;
    }
    const auto closed = [](const std::string& bytes) { return close_code_at_the_end_of(bytes) != 0; };
    socket.read_until(closed, support::kPatienceMs);
    ++(close_code_at_the_end_of(socket.received()) == 4429 ? thrown_out_ : other_ends_);
  }

  // Made once, so that flooding costs the machine little beside what it costs the server.
  static std::string many_commands() {
    std::string many;
    for (std::size_t i = 0; i < kInOneWrite; ++i) {
      many +=
          support::masked_frame(kFinalBinary, wire::write_command({ops::random_id<CommandId>(), command::CallHelp{}}));
    }
    return many;
  }

  const std::string many_ = many_commands();
  std::atomic<bool> stop_ = false;
  std::atomic<std::size_t> thrown_out_ = 0;
  std::atomic<std::size_t> other_ends_ = 0;
  std::atomic<std::size_t> commands_sent_ = 0;
  std::thread thread_;
};

class Flood : public TownHall {
 protected:
  static auto for_ms(std::int64_t length_ms) {
    return [end = support::LwsLoop::now_ms() + length_ms] { return support::LwsLoop::now_ms() > end; };
  }
};

TEST_F(Flood, OneWhoFloodsIsThrownOutAndHarmsNobody) {
  constexpr int kRounds = 3;
  constexpr std::size_t kFlooders = 4;
  constexpr std::int64_t kRoundMs = 5'000;
  constexpr std::int64_t kTickMs = 60;
  ASSERT_NO_FATAL_FAILURE(fill(20, 10, 80));
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < kFlooders; ++i) tokens.push_back(join(Role::host, hosts_joined_[i + 10].group).token);
  Round warm;
  Round calm;
  Round flooded;
  ASSERT_TRUE(run_round(kTickMs, for_ms(1'000), warm));
  std::size_t thrown_out = 0;
  std::size_t sent = 0;
  for (int i = 0; i < kRounds; ++i) {
    ASSERT_TRUE(run_round(kTickMs, for_ms(kRoundMs), calm));
    std::vector<std::unique_ptr<Flooder>> flooders;
    for (const auto& token : tokens) flooders.push_back(std::make_unique<Flooder>(address(), token));
    ASSERT_TRUE(run_round(kTickMs, for_ms(kRoundMs), flooded)) << "somebody else was not answered";
    for (const auto& flooder : flooders) {
      thrown_out += flooder->thrown_out();
      sent += flooder->commands_sent();
    }
  }
  std::printf("  %zu flooders sent %zu commands in %lld s and were thrown out %zu times\n", kFlooders, sent,
              static_cast<long long>(kRounds * kRoundMs / 1'000), thrown_out);
  std::printf("  a broadcast to the others, calm:     %s\n", calm.broadcasts.text().c_str());
  std::printf("  a broadcast to the others, flooded:  %s (p50 x %.2f, p99 x %.2f)\n", flooded.broadcasts.text().c_str(),
              flooded.broadcasts.ms_at(0.5) / calm.broadcasts.ms_at(0.5),
              flooded.broadcasts.ms_at(0.99) / calm.broadcasts.ms_at(0.99));
  std::printf("  their edits, calm / flooded:         %s / %s\n", calm.answers.text().c_str(),
              flooded.answers.text().c_str());
  EXPECT_GT(thrown_out, 0U);
  EXPECT_EQ(calm.missed + flooded.missed, 0U);
  EXPECT_EQ(calm.refused + flooded.refused, 0U) << "the allowance is each connection's own";
}

TEST_F(Flood, WhatIsOnlyDeclaredCostsNoMemory) {
  constexpr std::size_t kConnections = 100;
  constexpr std::uint64_t kTooLong = 65ull * 1024 * 1024;
  open();
  const auto declare = [&](std::uint64_t bytes) {
    std::vector<std::unique_ptr<support::RawSocket>> sockets;
    for (std::size_t i = 0; i < kConnections; ++i) {
      sockets.push_back(std::make_unique<support::RawSocket>(address()));
      EXPECT_TRUE(sockets.back()->upgrade(address()));
      // One byte of the payload too, so that there is something to keep.
      EXPECT_TRUE(sockets.back()->write(support::masked_frame_header(kFinalBinary, bytes) + "x"));
    }
    return sockets;
  };
  // The first connections pay for what is made once.
  declare(limits::kClientMessageBytes);
  ASSERT_EQ(get("/healthz").status, 200);
  const auto before = resident_bytes();
  std::size_t peak = before;
  {
    const auto longest = declare(limits::kClientMessageBytes);
    ASSERT_EQ(get("/healthz").status, 200);  // answered behind what was sent before
    peak = std::max(peak, resident_bytes());
    for (const auto& socket : longest) EXPECT_FALSE(socket->closed_by_peer());
  }
  const auto too_long = declare(kTooLong);
  for (const auto& socket : too_long) {
    socket->read_until([](const std::string& bytes) { return close_code_at_the_end_of(bytes) != 0; },
                       support::kPatienceMs);
    EXPECT_EQ(close_code_at_the_end_of(socket->received()), 1009);
    peak = std::max(peak, resident_bytes());
  }
  std::printf("  %zu times 64 KiB and %zu times 65 MiB declared: %s before, %s at the peak\n", kConnections,
              kConnections, mebibytes(before).c_str(), mebibytes(peak).c_str());
  // Not even the shorter of the two was made room for.
  if (kMemoryTells) {
    EXPECT_LT(peak - before, kConnections * limits::kClientMessageBytes / 2);
  }
}

// A server that may have few descriptors, and more clients than that.
TEST_F(Flood, ConnectionsLeaveTheStoreItsDescriptors) {
  constexpr std::size_t kDescriptors = 300;
  constexpr std::size_t kLeastLeft = 64;
  const auto program = folder_.path() / "samtale-with-few-descriptors";
  std::ofstream(program) << "#!/bin/sh\nulimit -n " << kDescriptors << "\nexec " << SAMTALE_PROGRAM << " \"$@\"\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  support::ServerProcess server(program, folder_.path() / "small");
  ASSERT_TRUE(server.start("demo", {})) << server.output();
  std::vector<std::unique_ptr<support::RawSocket>> sockets;
  for (std::size_t i = 0; i < kDescriptors; ++i) {
    sockets.push_back(std::make_unique<support::RawSocket>(server.address()));
    ASSERT_TRUE(sockets.back()->connected()) << "those who are not served wait with the system";
  }
  std::atomic<std::size_t> most = 0;
  std::atomic<bool> over = false;
  std::thread watch([&] {
    while (!over) {
      most = std::max(most.load(), support::open_descriptors(server.process_id()));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  // Those who are let in are let go for saying nothing, and make room for the next.
  sockets.front()->read_until([](const std::string&) { return false; }, 2 * support::kPatienceMs);
  EXPECT_TRUE(sockets.front()->closed_by_peer());
  over = true;
  watch.join();
  sockets.clear();
  EXPECT_EQ(support::exchange_now(loop_, server.address(), {.path = "/healthz"}).status, 200)
      << "and all is well again";
  std::printf("  of %zu descriptors, connections and all else held at most %zu\n", kDescriptors, most.load());
  EXPECT_LE(most, kDescriptors - kLeastLeft);
  EXPECT_GT(most, kDescriptors / 4) << "the test saw nothing";
  EXPECT_EQ(server.output().find("could not accept"), std::string::npos);
}

}  // namespace
}  // namespace samtale::resilience
