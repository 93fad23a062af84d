// *This is me*: a phone speaks for somebody whom the host device typed in.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }

class ClaimedPerson : public ::testing::Test {
 protected:
  testing::Answer claim(const Viewer& viewer, PersonId person) {
    return seminar.ask(viewer, command::ClaimPerson{person});
  }
  // Whom a phone speaks for, as the others are told.
  std::vector<std::string> with_phone(const Viewer& viewer) const {
    std::vector<std::string> names;
    for (const Change& change : snapshot(seminar.state(), viewer)) {
      const auto* view = std::get_if<change::GroupView>(&change);
      if (view == nullptr) continue;
      for (const auto& person : view->roster) {
        if (person.has_phone) names.push_back(person.name);
      }
    }
    return names;
  }
  std::size_t people() const { return seminar.group(birken).roster.size(); }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
  const PersonId ida = seminar.add_person(birken, "Ida");
  const PersonId per = seminar.add_person(birken, "Per");
  const Viewer phone = seminar.phone(birken, 1);
  const Viewer other = seminar.phone(birken, 2);
};
using Names = std::vector<std::string>;

TEST_F(ClaimedPerson, P90_is_shown_to_the_group_without_saying_whose_phone_it_is) {
  const auto answer = claim(phone, ida);
  ASSERT_TRUE(answer.accepted());
  ASSERT_EQ(answer.changes.size(), 1u);
  EXPECT_EQ(answer.changes[0].audience, Audience::of(birken));
  for (const Viewer& viewer : {seminar.host(birken), seminar.screen(birken), other}) {
    EXPECT_EQ(with_phone(viewer), Names{"Ida"});
  }
  EXPECT_TRUE(claim(phone, ida).changed_nothing());
}

TEST_F(ClaimedPerson, P90_has_one_phone) {
  ASSERT_TRUE(claim(phone, ida).accepted());
  EXPECT_EQ(claim(other, ida).rejection(), rejected(RejectionCode::name_taken, "person_id"));
  ASSERT_TRUE(seminar.ask(other, command::AddPerson{"Eva"}).accepted());
  const PersonId eva = seminar.group(birken).roster.back().id;
  EXPECT_EQ(claim(phone, eva).rejection(), rejected(RejectionCode::name_taken, "person_id")) << "Eva's own";
}

TEST_F(ClaimedPerson, P90_is_one_of_the_group_and_there) {
  const PersonId unknown = numbered<PersonId>(5);
  EXPECT_EQ(claim(phone, unknown).rejection(), rejected(RejectionCode::not_found, "person_id"));
  EXPECT_EQ(claim(seminar.phone(elmen), ida).rejection(), rejected(RejectionCode::not_found, "person_id"));
  seminar.end();
  EXPECT_EQ(claim(phone, ida).rejection(), rejected(RejectionCode::not_now));
}

TEST_F(ClaimedPerson, P90_is_let_go_of) {
  EXPECT_TRUE(claim(phone, {}).changed_nothing());
  ASSERT_TRUE(claim(phone, ida).accepted());
  ASSERT_TRUE(claim(phone, {}).accepted());
  EXPECT_EQ(with_phone(other), Names{});
  EXPECT_TRUE(claim(other, ida).accepted());
}

TEST_F(ClaimedPerson, P90_is_one_at_a_time_and_who_was_let_go_of_stays) {
  ASSERT_TRUE(seminar.ask(phone, command::AddPerson{"Eva"}).accepted());
  ASSERT_TRUE(claim(phone, per).accepted());
  EXPECT_EQ(with_phone(other), Names{"Per"});
  EXPECT_EQ(people(), 3u);
  ASSERT_TRUE(claim(phone, ida).accepted());
  EXPECT_EQ(with_phone(other), Names{"Ida"});
  EXPECT_EQ(seminar.ask(phone, command::AddPerson{"Liv"}).rejection(),
            rejected(RejectionCode::limit_reached, "roster", 1));
  ASSERT_TRUE(claim(phone, {}).accepted());
  EXPECT_TRUE(seminar.ask(phone, command::AddPerson{"Liv"}).accepted());
}

TEST_F(ClaimedPerson, P90_can_be_spoken_for_in_a_round_until_it_is_let_go_of) {
  ASSERT_TRUE(claim(phone, ida).accepted());
  seminar.go_to(PhaseKind::learning_conversation);
  ASSERT_TRUE(seminar.go_to_step(birken, 1).accepted());
  const std::uint32_t phase = seminar.state().session.phase_revision;
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command::StartRound{phase, 1}).accepted());
  const auto revision = [&] { return seminar.group(birken).round.revision; };
  ASSERT_EQ(seminar.group(birken).round.turn.person, ida);
  EXPECT_EQ(seminar.ask(other, command::LengthenTurn{revision()}).code(), RejectionCode::not_allowed);
  EXPECT_TRUE(seminar.ask(phone, command::LengthenTurn{revision()}).accepted());
  EXPECT_TRUE(seminar.ask(phone, command::EndTurn{revision(), SeatState::spoken}).accepted());
  EXPECT_EQ(seminar.group(birken).round.turn.person, per);
  EXPECT_EQ(seminar.ask(phone, command::EndTurn{revision(), SeatState::spoken}).code(), RejectionCode::not_allowed);
  ASSERT_TRUE(claim(phone, per).accepted()) << "in the middle of the round";
  EXPECT_TRUE(seminar.ask(phone, command::EndTurn{revision(), SeatState::spoken}).accepted());
}

TEST_F(ClaimedPerson, P90_may_be_taken_off_the_list_by_the_host) {
  ASSERT_TRUE(claim(phone, ida).accepted());
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command::RemovePerson{ida}).accepted());
  EXPECT_EQ(with_phone(phone), Names{});
  EXPECT_TRUE(claim(phone, per).accepted());
}

}  // namespace
}  // namespace samtale
