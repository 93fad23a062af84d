// R9: clocks may jump. A real server whose wall clock is set an hour or ten years on or back, while it runs, while it
// is stopped and while it is dead: no phase ends early or late, time and positions never go back, and everybody gets in
// as before.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "domain/timer.h"
#include "end_to_end/protocol/venue.h"
#include "ops/random.h"

namespace samtale::clocks {
namespace {

using protocol_test::Client;
using protocol_test::TestClient;

constexpr std::int64_t kHourS = 3'600;
constexpr std::int64_t kTenYearsS = 10 * 365 * 24 * kHourS;
// What may pass between two readings of a clock on a loaded machine; all jumps are much longer.
constexpr Millis kReadingMs = 30'000;

std::int64_t counting_clock_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// The environment of servers that are started while it lives, and how far ahead their wall clock is.
class WallClock {
 public:
  explicit WallClock(const std::filesystem::path& file) {
    const int descriptor = open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    const bool sized = ftruncate(descriptor, sizeof(std::int64_t)) == 0;
    void* mapped = mmap(nullptr, sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    if (sized && mapped != MAP_FAILED) ahead_s_ = static_cast<volatile std::int64_t*>(mapped);
    setenv("LD_PRELOAD", SAMTALE_WALL_CLOCK_SHIM, 1);
    setenv("SAMTALE_WALL_CLOCK_AHEAD", file.c_str(), 1);
    // A sanitizer's own library wants to be the first.
    if (const char* const options = std::getenv("ASAN_OPTIONS")) asan_options_ = options;
    setenv("ASAN_OPTIONS", (asan_options_ + ":verify_asan_link_order=0").c_str(), 1);
  }
  ~WallClock() {
    unsetenv("LD_PRELOAD");
    unsetenv("SAMTALE_WALL_CLOCK_AHEAD");
    setenv("ASAN_OPTIONS", asan_options_.c_str(), 1);
  }
  bool works() const { return ahead_s_ != nullptr; }
  void set_ahead_s(std::int64_t seconds) { *ahead_s_ = seconds; }

 private:
  volatile std::int64_t* ahead_s_ = nullptr;
  std::string asan_options_;
};

class ClockJump : public protocol_test::Venue, public ::testing::WithParamInterface<std::int64_t> {
 protected:
  void SetUp() override {
    Venue::SetUp();
    ASSERT_TRUE(wall_clock_.works());
  }

  static Millis server_now_ms(TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    for (auto message = client.messages().rbegin(); message != client.messages().rend(); ++message) {
      if (const auto* pong = std::get_if<wire::ClockPong>(&*message)) return pong->server_ms;
    }
    return 0;
  }
  // What is left of the phase that runs.
  static Millis left_ms(TestClient& client) {
    const auto now_ms = server_now_ms(client);
    return client.entities().timer.running_until_ms - now_ms;
  }
  static const Note& note_saying(const TestClient& client, const std::string& text) {
    for (const auto& [id, note] : client.entities().notes) {
      if (note.text == text) return note;
    }
    static const Note kNone;
    ADD_FAILURE() << "there is no note '" << text << "'";
    return kNone;
  }

  // A phase of 35 minutes with a note in it, by people who came in before the jump.
  void begin() {
    open();
    facilitator_ = staff("facilitator");
    joined_ = join_new("Familiegruppen");
    host_ = arrived(joined_);
    lead_to(*facilitator_, PhaseKind::learning_conversation);
    ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, "before"}));
    position_ = *host_->mirror().position();
    read_at_ms_ = counting_clock_ms();
    now_ms_ = server_now_ms(*facilitator_);
    left_ms_ = left_ms(*facilitator_);
  }

  // Everything that a jump could have broken; with the clients that are connected.
  void expect_that_nothing_has_happened() {
    const auto passed_ms = counting_clock_ms() - read_at_ms_;
    EXPECT_TRUE(facilitator_->entities().timer.running);
    EXPECT_FALSE(facilitator_->entities().timer.overtime);
    EXPECT_EQ(facilitator_->mirror().phase()->kind, PhaseKind::learning_conversation);
    EXPECT_NEAR(static_cast<double>(left_ms(*facilitator_)), static_cast<double>(left_ms_ - passed_ms), kReadingMs);
    EXPECT_GE(server_now_ms(*facilitator_), now_ms_);
    EXPECT_NEAR(static_cast<double>(server_now_ms(*facilitator_)), static_cast<double>(now_ms_ + passed_ms),
                kReadingMs);

    ASSERT_TRUE(host_->took_effect(command::AddNote{NoteKind::group_note, "after"}));
    EXPECT_GE(note_saying(*host_, "after").written_at_ms, note_saying(*host_, "before").written_at_ms);
    EXPECT_EQ(host_->mirror().position()->epoch, position_.epoch);
    EXPECT_GT(host_->mirror().position()->sequence, position_.sequence);

    // A pause and its end are two more readings of the clock.
    ASSERT_TRUE(facilitator_->took_effect(command::PauseTimer{facilitator_->entities().timer.revision}));
    const auto paused = facilitator_->entities().timer;
    EXPECT_NEAR(static_cast<double>(paused.paused_left_ms), static_cast<double>(left_ms_ - passed_ms), kReadingMs);
    ASSERT_TRUE(facilitator_->took_effect(command::ResumeTimer{paused.revision}));

    // Those who have a way in still have it, and others still get one.
    EXPECT_TRUE(client(joined_.token)->hello()) << "the device's token";
    EXPECT_TRUE(client(token_of("speaker"))->hello()) << "a personal link";
    EXPECT_EQ(get("/api/me", token_of("organiser")).status, 200);
    EXPECT_TRUE(client(join(Role::screen, joined_.group).token)->hello()) << "the room code";
    wire::JoinRequest by_link;
    by_link.door.link = host_->mirror().welcome().group_link;
    by_link.device = ops::random_id<DeviceId>();
    by_link.role = Role::phone;
    EXPECT_EQ(ask_to_join(by_link).status, 200) << "the QR code on the group's screen";
  }
  void come_back() {
    ASSERT_TRUE(facilitator_->hello());
    ASSERT_TRUE(host_->hello());
  }

  WallClock wall_clock_{folder_.path() / "ahead"};
  Client facilitator_;
  Client host_;
  protocol_test::Joined joined_;
  Position position_;
  std::int64_t read_at_ms_ = 0;  // on this side's clock
  Millis now_ms_ = 0;
  Millis left_ms_ = 0;
};

TEST_P(ClockJump, WhileTheServerRunsNothingHappens) {
  ASSERT_NO_FATAL_FAILURE(begin());
  wall_clock_.set_ahead_s(GetParam());
  ASSERT_NO_FATAL_FAILURE(expect_that_nothing_has_happened());
  wall_clock_.set_ahead_s(-GetParam());
  EXPECT_GE(server_now_ms(*facilitator_), now_ms_);
}

TEST_P(ClockJump, WhileTheServerIsStoppedThePhaseGoesOnAsIfItHadNot) {
  ASSERT_NO_FATAL_FAILURE(begin());
  ASSERT_EQ(stop_cleanly(), 0);
  wall_clock_.set_ahead_s(GetParam());
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_NO_FATAL_FAILURE(come_back());
  expect_that_nothing_has_happened();
}

TEST_P(ClockJump, WhileTheServerIsDeadThePhaseGoesOnAsIfItHadNot) {
  ASSERT_NO_FATAL_FAILURE(begin());
  server_.kill();
  wall_clock_.set_ahead_s(GetParam());
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_NO_FATAL_FAILURE(come_back());
  ASSERT_NO_FATAL_FAILURE(expect_that_nothing_has_happened());
  // And once more, while the clock jumps back: what the second server remembers is as good.
  server_.kill();
  wall_clock_.set_ahead_s(0);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_NO_FATAL_FAILURE(come_back());
  EXPECT_NEAR(static_cast<double>(left_ms(*facilitator_)),
              static_cast<double>(left_ms_ - (counting_clock_ms() - read_at_ms_)), kReadingMs);
}

TEST_P(ClockJump, APhaseEndsWhenItsTimeHasPassed) {
  open({"--speed", "200"});
  facilitator_ = staff("facilitator");
  lead_to(*facilitator_, PhaseKind::welcome);  // three seconds
  wall_clock_.set_ahead_s(GetParam());
  EXPECT_TRUE(facilitator_->wait_for([this] { return facilitator_->entities().timer.overtime; }));
  EXPECT_GE(server_now_ms(*facilitator_), facilitator_->entities().timer.running_until_ms);
}

// Otherwise a server that was once started with a wrong clock would keep it.
TEST_P(ClockJump, WhenNobodyIsInASeminarAServerThatStartsTakesTheWallClock) {
  open();
  facilitator_ = staff("facilitator");
  lead_to(*facilitator_, PhaseKind::welcome);
  ASSERT_TRUE(facilitator_->took_effect(command::EndSeminar{facilitator_->phase_revision()}));
  const auto before_ms = server_now_ms(*facilitator_);
  ASSERT_EQ(stop_cleanly(), 0);
  wall_clock_.set_ahead_s(GetParam());
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_TRUE(facilitator_->hello());
  EXPECT_NEAR(static_cast<double>(server_now_ms(*facilitator_)), static_cast<double>(before_ms + GetParam() * 1'000),
              kReadingMs);
}

INSTANTIATE_TEST_SUITE_P(Jumps, ClockJump, ::testing::Values(kHourS, -kHourS, kTenYearsS, -kTenYearsS),
                         [](const auto& jump) {
                           return std::string(jump.param < 0 ? "back" : "ahead") +
                                  std::to_string(std::abs(jump.param) / kHourS) + "h";
                         });

}  // namespace
}  // namespace samtale::clocks
