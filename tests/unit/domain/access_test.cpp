// The whole access table, written out once more by hand: a change to the one must be a change to the other.
#include "domain/access.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

constexpr Role kRoles[] = {Role::organiser, Role::facilitator, Role::speaker, Role::host,
                           Role::screen,    Role::phone,       Role::room};

// Columns: organiser, facilitator, speaker, host, screen, phone, room.
const std::map<std::string, std::string> kExpected = {
    {"EditPlan", "x------"},         {"EditAgenda", "x------"},
    {"AddGroups", "x------"},        {"EditGroup", "x------"},
    {"RemoveGroup", "x------"},      {"OpenLobby", "xx-----"},
    {"GoToNextPhase", "xx-----"},    {"GoToPreviousPhase", "xx-----"},
    {"PauseTimer", "xx-----"},       {"ResumeTimer", "xx-----"},
    {"AdjustTimer", "xx-----"},      {"EndSeminar", "xx-----"},
    {"ShowBroadcast", "xx-----"},    {"ClearBroadcast", "xx-----"},
    {"AnswerHelp", "xx-----"},       {"PutQuestionOnStage", "xx-----"},
    {"PutGroupOnStage", "xx-----"},  {"ClearStage", "xx-----"},
    {"MarkQuestion", "xx-----"},     {"SetReady", "---x---"},
    {"MergeQuestion", "xx-----"},    {"RewordQuestion", "xx-----"},
    {"GiveExtraTime", "xx-----"},    {"EndExtraTime", "---x---"},
    {"CallHelp", "---x---"},         {"CancelHelp", "---x---"},
    {"AddPerson", "---x-x-"},        {"RenamePerson", "---x-x-"},
    {"RemovePerson", "---x-x-"},     {"GoToStep", "---x---"},
    {"OrderRoster", "---x---"},      {"StartRound", "---x---"},
    {"EndTurn", "---x-x-"},          {"LengthenTurn", "---x-x-"},
    {"UndoTurn", "---x---"},
    {"GiveTurn", "---x---"},         {"AddNote", "---x-x-"},
    {"EditNote", "---x-x-"},         {"RemoveNote", "---x-x-"},
    {"AskQuestion", "---x-x-"},      {"BackQuestion", "---x-x-"},
    {"WithdrawQuestion", "---x---"}, {"AddActionPoint", "---x---"},
    {"EditActionPoint", "---x---"},  {"RemoveActionPoint", "---x---"},
    {"ShareActionPoint", "---x---"}, {"ConfirmActionPoint", "---x---"},
    {"RecordReservation", "---x-x-"}, {"HandInNote", "---x-x-"},
    {"ShareInsight", "---x---"},     {"ShowInsight", "xx-----"},
    {"TakeUpActionPoint", "---x-x-"},
    {"ThankGroup", "---x-x-"},       {"AskGroup", "---x-x-"},
    {"AnswerGroup", "---x-x-"},      {"ClaimPerson", "-----x-"},
    {"ExpireTimer", "------x"},
    {"ArriveGroup", "------x"},      {"NameGroup", "------x"},
    {"AttachTalk", "------x"},       {"AttachCaptions", "------x"},
    {"SeekTalk", "xx-----"},
};

template <std::size_t... Indices>
std::vector<command::Body> one_of_each(std::index_sequence<Indices...>) {
  return {command::Body{std::in_place_index<Indices>}...};
}

TEST(Access, every_command_has_exactly_one_row_here) {
  EXPECT_EQ(kExpected.size(), kCommandKinds);
  for (std::size_t index = 0; index < kCommandKinds; ++index) {
    EXPECT_EQ(kExpected.count(std::string{command_name(index)}), 1u) << command_name(index);
  }
}

TEST(Access, every_command_is_allowed_to_these_roles_and_no_other) {
  for (std::size_t index = 0; index < kCommandKinds; ++index) {
    const auto row = kExpected.find(std::string{command_name(index)});
    ASSERT_NE(row, kExpected.end()) << command_name(index);
    for (std::size_t column = 0; column < std::size(kRoles); ++column) {
      EXPECT_EQ(may_by_index(kRoles[column], index), row->second[column] == 'x')
          << command_name(index) << " by role " << static_cast<int>(kRoles[column]);
    }
  }
}

TEST(Access, names_belong_to_their_commands) {
  EXPECT_EQ(command_name(command::Body{command::EditPlan{}}.index()), "EditPlan");
  EXPECT_EQ(command_name(command::Body{command::MarkQuestion{}}.index()), "MarkQuestion");
  EXPECT_EQ(command_name(command::Body{command::ShareActionPoint{}}.index()), "ShareActionPoint");
  EXPECT_EQ(command_name(command::Body{command::AttachTalk{}}.index()), "AttachTalk");
  EXPECT_EQ(command_name(kCommandKinds), "");
}

TEST(Access, an_unknown_role_may_do_nothing) {
  for (std::size_t index = 0; index < kCommandKinds; ++index) EXPECT_FALSE(may_by_index(Role{}, index));
}

TEST(Access, is_checked_before_anything_else_in_every_phase) {
  testing::SeminarBuilder seminar;
  const GroupId group = seminar.add_group("Birken");
  const Viewer viewers[] = {seminar.organiser(),   seminar.facilitator(), seminar.speaker(), seminar.host(group),
                            seminar.screen(group), seminar.phone(group),  seminar.room()};
  const auto commands = one_of_each(std::make_index_sequence<kCommandKinds>{});
  const auto check_all = [&] {
    for (const Viewer& viewer : viewers) {
      for (const auto& body : commands) {
        const auto decision = decide(seminar.state(), seminar.context(viewer), {seminar.next_id(), body});
        const auto* rejection = std::get_if<Rejection>(&decision);
        const bool refused = rejection != nullptr && *rejection == Rejection{RejectionCode::not_allowed, "", 0};
        EXPECT_EQ(refused, !may(viewer.role, body)) << command_name(body.index());
      }
    }
  };
  check_all();
  seminar.open_lobby();
  check_all();
  while (seminar.next_phase().accepted()) check_all();
  seminar.end();
  check_all();
}

}  // namespace
}  // namespace samtale
