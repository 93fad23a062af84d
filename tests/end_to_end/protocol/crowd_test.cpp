// The simulated groups live through a seminar on the real server: they are never refused, and their work is there.
#include "crowd/crowd.h"

#include "venue.h"

namespace samtale::protocol_test {
namespace {

class CrowdTest : public Venue {
 protected:
  std::unique_ptr<crowd::Crowd> crowd(int groups, int speed, bool once = false) {
    crowd::Crowd::Options options;
    options.address = address();
    options.code = room_code();
    options.groups = groups;
    options.speed = speed;
    options.seats = folder_.path() / "seats";
    options.once = once;
    options.say = [](const std::string& line) { std::printf("crowd: %s\n", line.c_str()); };
    return std::make_unique<crowd::Crowd>(loop_, std::move(options));
  }
};

TEST_F(CrowdTest, OnceMeansThatEveryDeviceHasItsSnapshot) {
  open();
  const auto everybody = crowd(3, 1, true);
  everybody->come();
  EXPECT_TRUE(loop_.run_until([&] { return everybody->all_here(); }, support::kPatienceMs));
  EXPECT_FALSE(everybody->any_failed());
  EXPECT_TRUE(everybody->leave());
}

TEST_F(CrowdTest, ACrowdThatComesAgainSitsInItsOldSeats) {
  open();
  {
    const auto first = crowd(3, 1, true);
    first->come();
    ASSERT_TRUE(loop_.run_until([&] { return first->all_here(); }, support::kPatienceMs));
    first->leave();
  }
  const auto groups = look_up(room_code()).groups.size();
  const auto again = crowd(3, 1, true);
  again->come();
  EXPECT_TRUE(loop_.run_until([&] { return again->all_here(); }, support::kPatienceMs));
  EXPECT_EQ(look_up(room_code()).groups.size(), groups);
  again->leave();
}

TEST_F(CrowdTest, ItLivesThroughASeminar) {
  constexpr int kSpeed = 300;  // the two conversations take seven seconds each
  open({"--speed", std::to_string(kSpeed)});
  const auto organiser = staff("organiser");
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  const auto everybody = crowd(4, kSpeed);
  everybody->come();
  const auto of_all = [&](auto field) {
    std::size_t sum = 0;
    for (const auto& [id, progress] : organiser->entities().progress) sum += progress.*field;
    return sum;
  };
  const auto people_came = [&] { return of_all(&change::GroupProgress::people) >= 12; };
  ASSERT_TRUE(organiser->wait_for(people_came, 60'000));
  lead_to(*facilitator, PhaseKind::learning_conversation);
  EXPECT_TRUE(organiser->wait_for([&] { return of_all(&change::GroupProgress::notes) >= 4; }, 60'000));
  lead_to(*facilitator, PhaseKind::wrap_up);
  lead_to(*facilitator, PhaseKind::productive_conversation);
  EXPECT_TRUE(organiser->wait_for([&] { return of_all(&change::GroupProgress::action_points) >= 4; }, 60'000));
  lead_to(*facilitator, PhaseKind::sharing);
  EXPECT_TRUE(organiser->wait_for([&] { return of_all(&change::GroupProgress::shared_action_points) >= 3; }, 60'000));
  EXPECT_EQ(everybody->tally().violations, 0U);
  everybody->leave();
}

}  // namespace
}  // namespace samtale::protocol_test
