// The table "Endings" of docs/protocol.md, as far as other tests do not hold it, and what staff see of comings and
// goings.
#include <array>

#include "ops/random.h"
#include "raw_messages.h"
#include "support/raw_socket.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

class Endings : public Venue {
 protected:
  // Notes as long as they may be, of a symbol that takes four bytes.
  static std::string longest_note() {
    std::string text;
    for (std::size_t i = 0; i < limits::kNote; ++i) text += "\xf0\x9f\xa6\x86";
    return text;
  }
};

TEST_F(Endings, ADeviceOfARemovedGroupIsClosedWith4410) {
  open();
  const auto organiser = staff("organiser");
  const auto id = ops::random_id<GroupId>();
  ASSERT_TRUE(organiser->took_effect(command::AddGroups{{{id, {"Kommer ikke", "", "", ""}}}}));
  const auto screen = arrived(join(Role::screen, id));
  ASSERT_TRUE(organiser->took_effect(command::RemoveGroup{id}));
  ASSERT_TRUE(screen->wait_for_end());
  EXPECT_EQ(screen->ended()->code, 4410);
  EXPECT_FALSE(screen->hello());
  const auto code = screen->ended()->code;
  EXPECT_TRUE(code == 4410 || code == 4401) << code;
}

TEST_F(Endings, AGroupThatHasArrivedCannotBeRemoved) {
  open();
  const auto organiser = staff("organiser");
  const auto host = arrived(join_new("Familiegruppen"));
  EXPECT_FALSE(organiser->took_effect(command::RemoveGroup{host->mirror().welcome().viewer.group}));
  EXPECT_TRUE(host->catch_up());
}

TEST_F(Endings, AClientThatReadsNothingIsCutOffAndHarmsNobody) {
  open();
  const auto facilitator = staff("facilitator");
  open_lobby(*facilitator);
  const auto joined = join_new("Familiegruppen");
  support::RawSocket stalled(address(), 4'096);
  ASSERT_TRUE(stalled.upgrade(address()));
  const auto screen = join(Role::screen, joined.group);
  ASSERT_TRUE(stalled.write(support::masked_frame(0x82, wire::write_hello({1, screen.token, "", std::nullopt}))));
  const auto reader = arrived(join(Role::screen, joined.group));
  std::array<Client, 5> hosts;
  for (auto& host : hosts) host = arrived(joined);

  const auto screens = [&] {
    const auto& presence = facilitator->mirror().presence();
    const auto found = presence.find(joined.group);
    return found == presence.end() ? 0U : found->second.screens;
  };
  ASSERT_TRUE(facilitator->wait_for([&] { return screens() == 2; }));
  // Far more than its socket buffers and the outbox together; what comes too fast is refused and does not count.
  const auto text = longest_note();
  std::size_t written = 0;
  for (std::size_t round = 0; screens() == 2 && round < 180; ++round) {
    for (auto& host : hosts) host->send(command::AddNote{NoteKind::group_note, text});
    for (auto& host : hosts) {
      const auto answer = host->answer_to(host->last_sent().id);
      ASSERT_TRUE(answer);
      written += answer->took_effect ? 1 : 0;
    }
  }
  EXPECT_TRUE(facilitator->wait_for([&] { return screens() == 1; }));
  stalled.read_until([](const std::string&) { return false; }, 10'000);
  EXPECT_TRUE(stalled.closed_by_peer());
  EXPECT_LT(stalled.received().size(), written * text.size());
  ASSERT_TRUE(reader->catch_up());
  EXPECT_EQ(reader->entities().notes.size(), written);
}

TEST_F(Endings, StaffSeeWhoIsConnectedAndWhoIsNotAnyMore) {
  open();
  const auto organiser = staff("organiser");
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  const auto phone = arrived(join(Role::phone, joined.group));
  const auto second_phone = arrived(join(Role::phone, joined.group));
  const auto seen = [&](std::uint32_t hosts, std::uint32_t phones) {
    return organiser->wait_for([&] {
      const auto found = organiser->mirror().presence().find(joined.group);
      return found != organiser->mirror().presence().end() && found->second.hosts == hosts &&
             found->second.phones == phones;
    });
  };
  EXPECT_TRUE(seen(1, 2));
  phone->close();
  EXPECT_TRUE(seen(1, 1));
  host->drop();
  EXPECT_TRUE(seen(0, 1));
  ASSERT_TRUE(host->hello());
  EXPECT_TRUE(seen(1, 1));
  // Whoever comes later is told too.
  const auto facilitator = staff("facilitator");
  EXPECT_TRUE(facilitator->wait_for([&] { return facilitator->mirror().presence().count(joined.group) == 1; }));
  // And the group is not told about itself.
  EXPECT_TRUE(host->mirror().presence().empty());
  EXPECT_EQ(organiser->mirror().violations(), std::vector<std::string>{});
}

}  // namespace
}  // namespace samtale::protocol_test
