#include "live/hub.h"

#include <gtest/gtest.h>

#include "tests/support/recording_subscriber.h"

namespace samtale::live {
namespace {

template <class SomeId>
SomeId id(std::uint8_t number) {
  SomeId made;
  made.bytes.fill(number);
  return made;
}

const GroupId kNorth = id<GroupId>(1);
const GroupId kSouth = id<GroupId>(2);
const DeviceId kPhone = id<DeviceId>(3);

struct HubTest : ::testing::Test {
  HubTest() {
    hub.add(facilitator, {Role::facilitator, {}, {}});
    hub.add(speaker, {Role::speaker, {}, {}});
    hub.add(north_screen, {Role::screen, kNorth, id<DeviceId>(4)});
    hub.add(north_phone, {Role::phone, kNorth, kPhone});
    hub.add(south_screen, {Role::screen, kSouth, id<DeviceId>(5)});
  }
  Delivery delivery(std::vector<AddressedChange> changes) {
    return prepare_delivery({1, 7}, id<CommandId>(9), {Role::phone, kNorth, kPhone}, changes);
  }
  using Recorder = std::shared_ptr<support::RecordingSubscriber>;
  static Recorder recorder() { return std::make_shared<support::RecordingSubscriber>(); }

  Hub hub;
  Recorder facilitator = recorder(), speaker = recorder(), north_screen = recorder(), north_phone = recorder(),
           south_screen = recorder();
};

TEST_F(HubTest, P_23_what_is_for_a_group_reaches_that_group_only) {
  hub.deliver(delivery({{Audience::of(kNorth), change::GroupView{kNorth}}}));
  EXPECT_EQ(north_screen->messages.size(), 1u);
  EXPECT_EQ(north_phone->messages.size(), 1u);
  EXPECT_TRUE(south_screen->messages.empty());
  EXPECT_TRUE(facilitator->messages.empty());
  EXPECT_TRUE(speaker->messages.empty());
}

TEST_F(HubTest, P_23_what_is_for_a_device_reaches_that_device_only) {
  hub.deliver(delivery({{Audience::of(kPhone), Note{id<NoteId>(8), NoteKind::private_note, kPhone, "mine", 1}}}));
  EXPECT_EQ(north_phone->messages.size(), 1u);
  EXPECT_TRUE(north_screen->messages.empty());
  EXPECT_TRUE(facilitator->messages.empty());
}

TEST_F(HubTest, each_screen_gets_one_frame_with_all_it_may_see) {
  hub.deliver(delivery({{Audience::everyone(), Session{}},
                        {Audience::staff(), change::GroupProgress{kNorth}},
                        {Audience::of(kNorth), change::GroupView{kNorth}},
                        {Audience::of(kPhone), Note{id<NoteId>(8), NoteKind::private_note, kPhone, "mine", 1}}}));
  const auto sizes = [](const Recorder& who) {
    const auto frames = who->all<wire::Changes>();
    return frames.size() == 1 ? static_cast<int>(frames[0].changes.size()) : -1;
  };
  EXPECT_EQ(sizes(facilitator), 2);
  EXPECT_EQ(sizes(speaker), 1);
  EXPECT_EQ(sizes(north_screen), 2);
  EXPECT_EQ(sizes(north_phone), 3);
  EXPECT_EQ(sizes(south_screen), 1);
}

TEST_F(HubTest, what_is_for_everyone_is_encoded_once) {
  hub.deliver(delivery({{Audience::everyone(), Session{}}}));
  EXPECT_EQ(facilitator->frames.at(0), south_screen->frames.at(0)) << "the same buffer";
  EXPECT_EQ(north_phone->frames.at(0), south_screen->frames.at(0));
}

TEST_F(HubTest, questions_reach_staff_and_speakers) {
  hub.deliver(delivery({{Audience::staff_and_speakers(), change::QuestionView{}}}));
  EXPECT_EQ(facilitator->messages.size(), 1u);
  EXPECT_EQ(speaker->messages.size(), 1u);
  EXPECT_TRUE(south_screen->messages.empty());
}

TEST_F(HubTest, who_has_left_gets_nothing_and_is_forgotten) {
  EXPECT_EQ(hub.remove(*north_phone).device, kPhone);
  EXPECT_EQ(hub.remove(*north_phone).role, Role::room) << "the second time it is not here";
  hub.deliver(delivery({{Audience::everyone(), Session{}}}));
  EXPECT_TRUE(north_phone->messages.empty());
  EXPECT_EQ(hub.size(), 4u);
}

TEST_F(HubTest, closing_a_group_closes_its_devices_only) {
  hub.close_group(kNorth, CloseCode::gone);
  EXPECT_EQ(north_screen->closed, CloseCode::gone);
  EXPECT_EQ(north_phone->closed, CloseCode::gone);
  EXPECT_FALSE(south_screen->closed);
  EXPECT_FALSE(facilitator->closed);
}

TEST_F(HubTest, who_takes_the_place_of_one_that_left_is_still_found) {
  hub.remove(*north_screen);  // the last device moves to where it was
  EXPECT_EQ(hub.viewer_of(*south_screen)->group, kSouth);
  EXPECT_TRUE(hub.holds({Role::screen, kSouth, id<DeviceId>(5)}));
  hub.deliver(delivery({{Audience::of(kSouth), change::GroupView{kSouth}}}));
  hub.deliver(delivery({{Audience::of(kNorth), change::GroupView{kNorth}}}));
  EXPECT_EQ(south_screen->messages.size(), 1u);
  EXPECT_EQ(north_phone->messages.size(), 1u);
  EXPECT_TRUE(north_screen->messages.empty());
  hub.remove(*south_screen);
  EXPECT_FALSE(hub.holds({Role::screen, kSouth, id<DeviceId>(5)}));
  EXPECT_EQ(hub.viewer_of(*north_phone)->device, kPhone);
}

// Keeps the runs as well.
struct RunSubscriber final : Subscriber {
  void send(const wire::PreparedFrame& frame) override { pieces.push_back(frame); }
  void send_run(const wire::FrameRun& run) override { pieces.push_back(run.together); }
  void close(CloseCode) override {}
  std::vector<wire::PreparedFrame> pieces;
};

TEST_F(HubTest, a_run_reaches_everybody_in_order_and_in_as_few_pieces_as_its_audiences_allow) {
  const auto screen = std::make_shared<RunSubscriber>();
  hub.add(screen, {Role::screen, kSouth, id<DeviceId>(6)});
  const auto staff = std::make_shared<RunSubscriber>();
  hub.add(staff, {Role::facilitator, {}, {}});
  const auto all = delivery({{Audience::everyone(), Session{}}});
  const auto timer = delivery({{Audience::everyone(), Timer{}}});
  const auto progress = delivery({{Audience::staff(), change::GroupProgress{kNorth}}});
  const auto own = delivery({{Audience::of(kSouth), change::GroupView{kSouth}}});
  const Delivery* const run[] = {&all, &timer, &progress, &own, &all, &progress, &timer};
  hub.deliver(run);

  const auto joined = [](std::initializer_list<wire::PreparedFrame> frames) {
    std::string bytes;
    for (const auto& frame : frames) bytes += *frame;
    return bytes;
  };
  ASSERT_EQ(screen->pieces.size(), 3u);
  EXPECT_EQ(*screen->pieces[0], joined({all.everyone_else, timer.everyone_else}));
  EXPECT_EQ(screen->pieces[1], own.groups.at(0).second) << "the same buffer";
  EXPECT_EQ(*screen->pieces[2], joined({all.everyone_else, timer.everyone_else}));
  ASSERT_EQ(staff->pieces.size(), 1u);
  EXPECT_EQ(*staff->pieces[0],
            joined({all.staff, timer.staff, progress.staff, all.staff, progress.staff, timer.staff}));

  // Whoever takes frame by frame gets the same ones.
  EXPECT_EQ(south_screen->frames.size(), 5u);
  EXPECT_EQ(north_screen->frames.size(), 4u);
  EXPECT_EQ(south_screen->frames[2], own.groups.at(0).second);
  EXPECT_EQ(south_screen->frames[4], timer.everyone_else);
}

}  // namespace
}  // namespace samtale::live
