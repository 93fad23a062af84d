#include "bench/storm/account.h"

#include <gtest/gtest.h>

#include "bench/seats/seats.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace samtale::bench {
namespace {

TEST(AReckoning, FindsWhatWasAcknowledgedInTheLogAndMissesItElsewhere) {
  support::LwsLoop loop;
  support::TemporaryFolder folder;
  support::ServerProcess server(SAMTALE_PROGRAM, folder.path());
  ASSERT_TRUE(server.start("demo", {})) << server.output();
  const auto link = server.demo("organiser");
  const auto seminar = seat(loop, server.address(), link.substr(link.find('#') + 1), {.groups = 2, .devices = 1});
  People people(server.address());
  for (const auto& seat : seminar.seats) people.add(seat.token);
  for (int i = 0; i < 3; ++i) people.write(0, prepare(command::AddNote{NoteKind::group_note, "kept"}));
  people.write(1, prepare(command::AddNote{NoteKind::group_note, ""}));  // refused
  constexpr std::int64_t kPatienceMs = 20'000;
  ASSERT_TRUE(people.swarm().run_until([&] { return people.unanswered() == 0; }, kPatienceMs));

  const auto database = server.data() / "samtale.db";
  const auto reckoning = reckon(people, seminar.id, database);
  EXPECT_EQ(reckoning.acknowledged, 3u);
  EXPECT_EQ(reckoning.lost, 0u);
  EXPECT_EQ(reckoning.twice, 0u);
  EXPECT_EQ(reckon(people, SeminarId{}, database).lost, 3u);
}

}  // namespace
}  // namespace samtale::bench
