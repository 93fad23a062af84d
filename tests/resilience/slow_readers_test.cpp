// R5: 50 of 500 stop reading. They are cut off with *come back*; nobody else misses or waits for anything; and what the
// server keeps for them is bounded.
#include <algorithm>
#include <cstdio>
#include <future>

#include "end_to_end/protocol/raw_messages.h"
#include "support/raw_socket.h"
#include "town_hall.h"
#include "wire/client_frame.h"

namespace samtale::resilience {
namespace {

constexpr std::size_t kDevices = 500;
constexpr std::size_t kStalled = 50;
constexpr std::size_t kBusyGroups = 40;
constexpr std::size_t kQuietGroups = kStalled - kBusyGroups;
constexpr std::int64_t kTickMs = 60;
constexpr int kSmallReceiveBuffer = 4'096;
constexpr std::uint8_t kFinalBinary = 0x82;
constexpr unsigned kCloseFrame = 0x88;

// A group's screen that says hello and then reads nothing, until it is told to read what there is.
class StalledScreen {
 public:
  StalledScreen(const support::ServerAddress& address, const protocol_test::Joined& joined)
      : group_(joined.group), socket_(address, kSmallReceiveBuffer) {
    there_ = socket_.upgrade(address) &&
             socket_.write(support::masked_frame(kFinalBinary, wire::write_hello({1, joined.token, "", std::nullopt})));
    since_us_ = counting_clock_us();
  }
  bool there() const { return there_; }
  GroupId group() const { return group_; }
  bool was_seen = false;
  bool is_cut() const { return reading_.valid(); }
  double cut_after_s() const { return cut_after_s_; }

  // On a thread of its own: the others read on meanwhile. `edits`: of the group's note, since it stalled.
  void read_to_the_end(std::size_t edits) {
    edits_ = edits;
    cut_after_s_ = static_cast<double>(counting_clock_us() - since_us_) / 1e6;
    reading_ = std::async(std::launch::async, [this] {
      socket_.read_until([](const std::string&) { return false; }, support::kPatienceMs);
    });
  }
  // The code of the close frame that came last; 0: there was none.
  int close_code() {
    reading_.wait();
    std::string_view rest = socket_.received();
    for (auto frame = protocol_test::first_frame(rest); frame.whole; frame = protocol_test::first_frame(rest)) {
      if (frame.first_byte == kCloseFrame) return protocol_test::close_code(frame);
      const auto header = frame.payload.size() < 126 ? 2U : frame.payload.size() < 65'536 ? 4U : 10U;
      rest.remove_prefix(header + frame.payload.size());
    }
    return 0;
  }
  // What the server had not been able to send when staff heard that it is gone: what it kept, and up to two seconds
  // more.
  std::size_t not_sent() const { return std::max(edits_ * 4 * limits::kNote, received()) - received(); }
  std::size_t received() const { return socket_.received().size(); }
  bool closed_by_server() const { return socket_.closed_by_peer(); }

 private:
  GroupId group_;
  support::RawSocket socket_;
  bool there_ = false;
  std::int64_t since_us_ = 0;
  double cut_after_s_ = 0;
  std::size_t edits_ = 0;
  std::future<void> reading_;
};

class SlowReaders : public TownHall {
 protected:
  void seat_the_stalled() {
    stalled_.clear();
    for (std::size_t i = 0; i < kStalled; ++i) {
      const auto joined = join(Role::screen, hosts_joined_[i].group);
      stalled_.push_back(std::make_unique<StalledScreen>(address(), joined));
      ASSERT_TRUE(stalled_.back()->there());
    }
  }
  // The staff see that a screen has gone: from then on it may read what was sent to it.
  bool all_are_cut() {
    bool all = true;
    for (std::size_t i = 0; i < stalled_.size(); ++i) {
      auto& each = *stalled_[i];
      const bool here = screens_in(each.group()) > 0;
      each.was_seen = each.was_seen || here;
      if (each.was_seen && !here && !each.is_cut()) each.read_to_the_end(hosts_[i]->answers().count());
      all = all && each.is_cut();
    }
    return all;
  }
  void expect_cut_with_come_back() {
    for (const auto& each : stalled_) {
      EXPECT_EQ(each->close_code(), 4409);
      EXPECT_TRUE(each->closed_by_server());
      EXPECT_LT(each->not_sent(), 2 * limits::kOutboxBytes);
    }
  }
  void print_when_cut(const char* which, std::size_t first, std::size_t end) const {
    std::vector<double> after_s;
    std::size_t most_received = 0;
    std::size_t most_kept = 0;
    for (auto i = first; i < end; ++i) {
      after_s.push_back(stalled_[i]->cut_after_s());
      most_received = std::max(most_received, stalled_[i]->received());
      most_kept = std::max(most_kept, stalled_[i]->not_sent());
    }
    std::sort(after_s.begin(), after_s.end());
    std::printf("  %s: cut after %.1f to %.1f s; with the system %zu KiB, edits not sent %zu KiB at most\n", which,
                after_s.front(), after_s.back(), most_received / 1'024, most_kept / 1'024);
  }

  std::vector<std::unique_ptr<StalledScreen>> stalled_;
};

TEST_F(SlowReaders, FiftyOfFiveHundredAreCutOffAndHarmNobody) {
  constexpr int kRounds = 2;
  constexpr std::int64_t kRoundMs = 12'000;
  ASSERT_NO_FATAL_FAILURE(fill(kStalled, kBusyGroups, kDevices - 2 * kStalled));
  Round warm;
  Round alone;
  Round beside;
  ASSERT_TRUE(run_round(
      kTickMs, [end = support::LwsLoop::now_ms() + 3'000] { return support::LwsLoop::now_ms() > end; }, warm));
  std::size_t most_growth = 0;
  for (int i = 0; i < kRounds; ++i) {
    ASSERT_TRUE(run_round(
        kTickMs, [end = support::LwsLoop::now_ms() + kRoundMs] { return support::LwsLoop::now_ms() > end; }, alone));
    const auto before = resident_bytes();
    ASSERT_NO_FATAL_FAILURE(seat_the_stalled());
    Round with_them;
    ASSERT_TRUE(run_round(
        kTickMs, [this] { return all_are_cut(); }, with_them))
        << "somebody was not cut, or not told";
    expect_cut_with_come_back();
    const auto peak = with_them.peak_resident_bytes;
    std::printf("  server: %s before, %s at the peak, %s after\n", mebibytes(before).c_str(), mebibytes(peak).c_str(),
                mebibytes(resident_bytes()).c_str());
    print_when_cut("much for them to read  ", 0, kBusyGroups);
    print_when_cut("little for them to read", kBusyGroups, kStalled);
    most_growth = std::max(most_growth, peak > before ? peak - before : 0);
    beside.broadcasts.add(with_them.broadcasts);
    beside.answers.add(with_them.answers);
    beside.announced += with_them.announced;
    beside.missed += with_them.missed;
    beside.refused += with_them.refused;
  }
  std::printf("  a broadcast to %zu who read, alone:             %s\n", kDevices - kStalled,
              alone.broadcasts.text().c_str());
  std::printf("  a broadcast to %zu who read, beside the %zu:     %s\n", kDevices - kStalled, kStalled,
              beside.broadcasts.text().c_str());
  std::printf("  an edit's acknowledgement, alone / beside them: %s / %s\n", alone.answers.text().c_str(),
              beside.answers.text().c_str());
  EXPECT_EQ(alone.missed + beside.missed, 0U);
  EXPECT_EQ(alone.refused + beside.refused, 0U);
  // What an outbox may hold, the frame that is being sent and the list of frames; and what the allocator keeps.
  constexpr std::size_t kPerStalled = limits::kOutboxBytes + 128 * 1'024;
  constexpr std::size_t kSlack = 16 * 1'024 * 1'024;
  if (kMemoryTells) {
    EXPECT_LE(most_growth, kStalled * kPerStalled + kSlack);
  }
  EXPECT_EQ(beside.broadcasts.count(), beside.announced * (kDevices - kStalled + 1)) << "with the one who announces";
}

}  // namespace
}  // namespace samtale::resilience
