// P-40 to P-43 and P-50: the server's clock, timers, and signs of life.
#include "domain/timer.h"
#include "raw_messages.h"
#include "support/clock_estimate.h"
#include "support/raw_socket.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Time : public Venue {
 protected:
  static const wire::ClockPong* last_pong(const TestClient& client) {
    const wire::ClockPong* last = nullptr;
    for (const auto& message : client.messages()) {
      if (const auto* pong = std::get_if<wire::ClockPong>(&message)) last = pong;
    }
    return last;
  }
};

TEST_F(Time, P41_APingIsAnsweredWithItsNumberAndTheServersTime) {
  open();
  const auto speaker = staff("speaker");
  Millis before_ms = 0;
  for (std::uint32_t number = 100; number < 105; ++number) {
    speaker->session().connection()->send_binary(wire::write_clock_ping({number, 0}));
    ASSERT_TRUE(speaker->wait_for([&] { return last_pong(*speaker) && last_pong(*speaker)->number == number; }));
    EXPECT_GE(last_pong(*speaker)->server_ms, before_ms);
    before_ms = last_pong(*speaker)->server_ms;
  }
}

TEST_F(Time, P41_TheExchangeWithTheShortestRoundTripCounts) {
  support::ClockEstimate clock;
  const auto slow = clock.ping(1'000);
  clock.pong(slow, 501'300, 1'600);
  EXPECT_EQ(clock.offset_ms(), 500'000);
  const auto quick = clock.ping(2'000);
  clock.pong(quick, -97'990, 2'020);
  EXPECT_EQ(clock.offset_ms(), -100'000) << "the offset is signed";
  const auto slower = clock.ping(3'000);
  clock.pong(slower, 900'000, 3'900);
  EXPECT_EQ(clock.offset_ms(), -100'000);
  clock.pong(4'711, 1, 4'000);  // never asked for
  EXPECT_EQ(clock.offset_ms(), -100'000);
}

TEST_F(Time, P42_PausedWithRLeftThenRunningUntilT) {
  open();
  const auto facilitator = staff("facilitator");
  const auto host = arrived(join_new("Familiegruppen"));
  lead_to(*facilitator, PhaseKind::welcome);
  const auto running = facilitator->entities().timer;
  ASSERT_TRUE(running.running);
  EXPECT_FALSE(running.overtime);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{running.revision}));
  const auto paused = facilitator->entities().timer;
  EXPECT_FALSE(paused.running);
  EXPECT_GT(paused.revision, running.revision);
  EXPECT_GT(paused.paused_left_ms, 0);
  EXPECT_LE(paused.paused_left_ms, paused.length_ms);
  ASSERT_TRUE(facilitator->took_effect(command::ResumeTimer{paused.revision}));
  const auto resumed = facilitator->entities().timer;
  EXPECT_TRUE(resumed.running);
  EXPECT_GE(resumed.running_until_ms, running.running_until_ms);
  ASSERT_TRUE(facilitator->took_effect(command::AdjustTimer{facilitator->phase_revision(), 60'000}));
  EXPECT_EQ(facilitator->entities().timer.length_ms, resumed.length_ms + 60'000);
  EXPECT_EQ(facilitator->entities().timer.running_until_ms, resumed.running_until_ms + 60'000);
  EXPECT_TRUE(host->wait_for([&] { return host->entities().timer == facilitator->entities().timer; }));
}

TEST_F(Time, P42_TheServerAnnouncesTheEndAndWaitsInOvertime) {
  open({"--speed", "600"});
  const auto facilitator = staff("facilitator");
  const auto host = arrived(join_new("Familiegruppen"));
  lead_to(*facilitator, PhaseKind::welcome);
  EXPECT_TRUE(host->wait_for([&] { return host->entities().timer.overtime; }));
  EXPECT_TRUE(facilitator->catch_up());
  EXPECT_TRUE(facilitator->entities().timer.overtime);
  EXPECT_EQ(facilitator->mirror().phase()->kind, PhaseKind::welcome) << "the welcome waits for the facilitator";
  // More time makes it run again.
  ASSERT_TRUE(facilitator->took_effect(command::AdjustTimer{facilitator->phase_revision(), 600 * 600'000}) ||
              facilitator->took_effect(command::AdjustTimer{facilitator->phase_revision(), 3'600'000}));
  EXPECT_FALSE(facilitator->entities().timer.overtime);
}

TEST_F(Time, P42_TalksGoOnByThemselves) {
  open({"--speed", "900"});
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::talk_1);
  const auto in_conversation = [&] {
    return facilitator->mirror().phase() && facilitator->mirror().phase()->kind == PhaseKind::learning_conversation;
  };
  EXPECT_TRUE(facilitator->wait_for(in_conversation));
  EXPECT_EQ(facilitator->mirror().violations(), std::vector<std::string>{});
}

TEST_F(Time, P42_APausedTimerDoesNotRunOut) {
  open({"--speed", "300"});
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::welcome);  // two seconds
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  facilitator->wait_for([&] { return facilitator->entities().timer.overtime; }, 3'000);
  EXPECT_FALSE(facilitator->entities().timer.overtime);
  ASSERT_TRUE(facilitator->took_effect(command::ResumeTimer{facilitator->entities().timer.revision}));
  EXPECT_TRUE(facilitator->wait_for([&] { return facilitator->entities().timer.overtime; }));
}

TEST_F(Time, P43_StepsBeginInTimePassedAndWelcomeNamesTheSpeed) {
  open({"--speed", "20"});
  const auto facilitator = staff("facilitator");
  const auto host = arrived(join_new("Familiegruppen"));
  EXPECT_EQ(host->mirror().welcome().speed, 20U);
  lead_to(*facilitator, PhaseKind::learning_conversation);
  EXPECT_EQ(facilitator->entities().timer.length_ms, facilitator->mirror().phase()->length_ms / 20);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  const auto passed_in_pause_ms = passed_ms(facilitator->entities().timer, 0);
  ASSERT_TRUE(host->took_effect(command::GoToStep{host->phase_revision(), 0, 1}));
  const auto step = host->mirror().own_group()->step;
  EXPECT_EQ(step.step, 1U);
  EXPECT_EQ(step.phase_revision, host->phase_revision());
  EXPECT_EQ(step.begun_at_ms, passed_in_pause_ms) << "a pause stops the steps too";
}

TEST_F(Time, P50_ASilentClientIsPinged) {
  open();
  support::RawSocket socket(address());
  ASSERT_TRUE(socket.upgrade(address()));
  constexpr std::uint8_t kFinalBinary = 0x82;
  ASSERT_TRUE(
      socket.write(support::masked_frame(kFinalBinary, wire::write_hello({1, token_of("speaker"), "", std::nullopt}))));
  // Over Welcome and Changes to the first frame that is not binary.
  const auto next_is_ping = [](const std::string& bytes) {
    std::string_view rest = bytes;
    for (auto frame = first_frame(rest); frame.whole; frame = first_frame(rest)) {
      if (frame.first_byte != kFinalBinary) return frame.first_byte == 0x89;
      const std::size_t header = frame.payload.size() < 126 ? 2 : frame.payload.size() < 65'536 ? 4 : 10;
      rest.remove_prefix(header + frame.payload.size());
    }
    return false;
  };
  EXPECT_TRUE(socket.read_until(next_is_ping, 45'000));
}

}  // namespace
}  // namespace samtale::protocol_test
