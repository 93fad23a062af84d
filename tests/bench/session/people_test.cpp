#include "bench/session/people.h"

#include <gtest/gtest.h>

#include "bench/seats/seats.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 20'000;

class PeopleOfASeminar : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(server_.start("demo", {})) << server_.output();
    const auto link = server_.demo("organiser");
    seminar_ = seat(loop_, server_.address(), link.substr(link.find('#') + 1), {.groups = 4, .devices = 2});
    people_.emplace(server_.address());
    for (const auto& seat : seminar_.seats) people_->add(seat.token);
    ASSERT_TRUE(people_->swarm().run_until([&] { return people_->in_step() == people_->size(); }, kPatienceMs));
  }
  bool until(const std::function<bool()>& done) { return people_->swarm().run_until(done, kPatienceMs); }
  static Prepared note(const std::string& text) { return prepare(command::AddNote{NoteKind::group_note, text}); }

  support::LwsLoop loop_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_{SAMTALE_PROGRAM, folder_.path()};
  SeatedSeminar seminar_;
  std::optional<People> people_;
};

TEST_F(PeopleOfASeminar, KeepAccountOfWhatBecameOfTheirCommands) {
  people_->write(0, note("first"));
  people_->write_together(0, {note("second"), note("")});
  people_->write(1, note("a screen may not"));
  ASSERT_TRUE(until([&] { return people_->unanswered() == 0; }));
  const auto& account = people_->account(0);
  ASSERT_EQ(account.size(), 3u);
  EXPECT_EQ(account[0].fate, People::Fate::took_effect);
  EXPECT_EQ(account[1].fate, People::Fate::took_effect);
  EXPECT_EQ(account[2].fate, People::Fate::refused);
  EXPECT_GE(account[0].answered_at, account[0].sent_at);
  EXPECT_EQ(people_->account(1).at(0).fate, People::Fate::refused);
  EXPECT_EQ(people_->refused(), 2u);
  people_->forget_answered();
  EXPECT_TRUE(people_->account(0).empty());
}

TEST_F(PeopleOfASeminar, ComeBackAndSendAgainWhatWasNotAnswered) {
  server_.kill();
  ASSERT_TRUE(until([&] { return people_->away() == people_->size(); }));
  people_->write(0, note("while nobody listens"));
  ASSERT_TRUE(server_.start_again());
  people_->come_back();
  ASSERT_TRUE(until([&] { return people_->in_step() == people_->size() && people_->unanswered() == 0; }));
  EXPECT_EQ(people_->account(0).at(0).fate, People::Fate::took_effect);
  EXPECT_EQ(people_->unreadable(), 0u);
}

}  // namespace
}  // namespace samtale::bench
