// Questions to the speakers, and what is put on the stage.
#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);
const Rejection kUnknown = rejected(RejectionCode::not_found, "question_id");

class Questions : public ::testing::Test {
 protected:
  testing::Answer ask(const Viewer& viewer, const std::string& text) {
    return seminar.ask(viewer, command::AskQuestion{text});
  }
  testing::Answer back(GroupId group, QuestionId question, bool backed = true) {
    return seminar.ask(seminar.phone(group), command::BackQuestion{question, backed});
  }
  testing::Answer withdraw(GroupId group, QuestionId question) {
    return seminar.ask(seminar.host(group), command::WithdrawQuestion{question});
  }
  testing::Answer mark(QuestionId question, QuestionState state) {
    return seminar.ask(seminar.facilitator(), command::MarkQuestion{question, state});
  }
  testing::Answer put_on_stage(QuestionId question) {
    return seminar.ask(seminar.facilitator(), command::PutQuestionOnStage{question});
  }
  testing::Answer put_on_stage(GroupId group) {
    return seminar.ask(seminar.facilitator(), command::PutGroupOnStage{group});
  }
  const Question& question(QuestionId id) const { return seminar.state().questions.at(id); }

  SeminarBuilder seminar;
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
};

TEST_F(Questions, are_asked_in_the_learning_conversation_and_the_wrap_up_only) {
  EXPECT_EQ(ask(seminar.phone(birken), "Why?").rejection(), kNotNow);
  seminar.open_lobby();
  EXPECT_EQ(ask(seminar.phone(birken), "Why?").rejection(), kNotNow);
  while (seminar.next_phase().accepted()) {
    const PhaseKind kind = running_phase(seminar.state())->kind;
    const bool open = kind == PhaseKind::learning_conversation || kind == PhaseKind::wrap_up;
    EXPECT_EQ(ask(seminar.phone(birken), "Why?").accepted(), open) << static_cast<int>(kind);
    EXPECT_EQ(ask(seminar.host(birken), "Why?").accepted(), open) << static_cast<int>(kind);
  }
  seminar.end();
  EXPECT_EQ(ask(seminar.host(birken), "Why?").rejection(), kNotNow);
}

TEST_F(Questions, carry_the_id_of_their_command) {
  seminar.go_to(PhaseKind::learning_conversation);
  const Command command{numbered<CommandId>(4), command::AskQuestion{" Why? "}};
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command).accepted());
  EXPECT_EQ(question(numbered<QuestionId>(4)),
            (Question{numbered<QuestionId>(4), birken, "Why?", {}, QuestionState::asked, seminar.now_ms()}));
  EXPECT_EQ(seminar.ask(seminar.host(elmen), command).rejection(), rejected(RejectionCode::id_invalid, "command_id"));
}

TEST_F(Questions, have_a_limit_and_are_not_empty) {
  seminar.go_to(PhaseKind::learning_conversation);
  EXPECT_TRUE(ask(seminar.host(birken), std::string(limits::kQuestion, '?')).accepted());
  EXPECT_EQ(ask(seminar.host(birken), std::string(limits::kQuestion + 1, '?')).rejection(),
            rejected(RejectionCode::text_too_long, "text", limits::kQuestion));
  EXPECT_EQ(ask(seminar.host(birken), "\n").rejection(), rejected(RejectionCode::text_empty, "text"));
}

TEST_F(Questions, a_group_has_fifty_and_no_more) {
  seminar.go_to(PhaseKind::learning_conversation);
  QuestionId last;
  for (std::size_t i = 0; i < limits::kQuestionsPerGroup; ++i) last = seminar.ask_question(birken, "Why?");
  EXPECT_EQ(ask(seminar.phone(birken), "Why?").rejection(),
            rejected(RejectionCode::limit_reached, "questions", limits::kQuestionsPerGroup));
  EXPECT_TRUE(ask(seminar.phone(elmen), "Why?").accepted());
  ASSERT_TRUE(withdraw(birken, last).accepted());
  EXPECT_TRUE(ask(seminar.phone(birken), "Why?").accepted());
}

TEST_F(Questions, are_backed_by_other_groups_once_they_are_open) {
  seminar.go_to(PhaseKind::learning_conversation);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  EXPECT_EQ(back(elmen, id).rejection(), kNotNow);
  EXPECT_EQ(back(elmen, numbered<QuestionId>(3)).rejection(), kNotNow);
  seminar.go_to(PhaseKind::wrap_up);
  ASSERT_TRUE(back(elmen, id).accepted());
  EXPECT_EQ(question(id).backing, (std::set<GroupId>{elmen}));
  EXPECT_TRUE(back(elmen, id).changed_nothing());
  ASSERT_TRUE(back(elmen, id, false).accepted());
  EXPECT_TRUE(question(id).backing.empty());
  EXPECT_TRUE(back(elmen, id, false).changed_nothing());
  EXPECT_EQ(back(birken, id).rejection(), rejected(RejectionCode::not_allowed, "question_id"));
  EXPECT_EQ(back(elmen, numbered<QuestionId>(3)).rejection(), kUnknown);
  seminar.end();
  EXPECT_EQ(back(elmen, id).rejection(), kNotNow);
}

TEST_F(Questions, are_withdrawn_by_their_own_group_before_they_are_taken_up) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  EXPECT_EQ(withdraw(elmen, id).rejection(), rejected(RejectionCode::not_allowed, "question_id"));
  EXPECT_EQ(withdraw(birken, numbered<QuestionId>(3)).rejection(), kUnknown);
  const auto taken_up = rejected(RejectionCode::not_now, "question_id");
  ASSERT_TRUE(put_on_stage(id).accepted());
  EXPECT_EQ(withdraw(birken, id).rejection(), taken_up);
  ASSERT_TRUE(mark(id, QuestionState::answered).accepted());
  EXPECT_EQ(withdraw(birken, id).rejection(), taken_up);
  ASSERT_TRUE(mark(id, QuestionState::asked).accepted());
  ASSERT_TRUE(withdraw(birken, id).accepted());
  EXPECT_TRUE(seminar.state().questions.empty());
  EXPECT_EQ(seminar.group(birken).questions_asked, 0u);
}

TEST_F(Questions, are_not_withdrawn_after_the_end) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  seminar.end();
  EXPECT_EQ(withdraw(birken, id).rejection(), kNotNow);
}

TEST_F(Questions, are_marked_while_the_session_runs) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  EXPECT_EQ(mark(numbered<QuestionId>(3), QuestionState::answered).rejection(), kUnknown);
  EXPECT_EQ(mark(id, QuestionState{}).rejection(), rejected(RejectionCode::malformed, "state"));
  EXPECT_TRUE(mark(id, QuestionState::asked).changed_nothing());
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(mark(id, QuestionState::answered).accepted());
  EXPECT_EQ(question(id).state, QuestionState::answered);
  seminar.end();
  EXPECT_EQ(mark(id, QuestionState::asked).rejection(), kNotNow);
}

using OnStage = Questions;

TEST_F(OnStage, shows_a_question_in_the_wrap_up) {
  seminar.go_to(PhaseKind::learning_conversation);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  EXPECT_EQ(put_on_stage(id).rejection(), kNotNow);
  seminar.go_to(PhaseKind::wrap_up);
  EXPECT_EQ(put_on_stage(numbered<QuestionId>(3)).rejection(), kUnknown);
  ASSERT_TRUE(put_on_stage(id).accepted());
  EXPECT_EQ(seminar.state().stage, (Stage{id, {}}));
  EXPECT_TRUE(put_on_stage(id).changed_nothing());
  const QuestionId next = seminar.ask_question(elmen, "How?");
  ASSERT_TRUE(put_on_stage(next).accepted());
  EXPECT_EQ(seminar.state().stage, (Stage{next, {}}));
  seminar.go_to(PhaseKind::pause);
  EXPECT_EQ(put_on_stage(id).rejection(), kNotNow);
}

TEST_F(OnStage, also_shows_a_question_that_has_been_answered) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId id = seminar.ask_question(birken, "Why?");
  ASSERT_TRUE(mark(id, QuestionState::answered).accepted());
  EXPECT_TRUE(put_on_stage(id).accepted());
}

TEST_F(OnStage, is_cleared_when_the_question_on_it_is_answered_and_only_then) {
  seminar.go_to(PhaseKind::wrap_up);
  const QuestionId shown = seminar.ask_question(birken, "Why?");
  const QuestionId other = seminar.ask_question(birken, "How?");
  ASSERT_TRUE(put_on_stage(shown).accepted());
  ASSERT_TRUE(mark(other, QuestionState::answered).accepted());
  EXPECT_EQ(seminar.state().stage.question, shown);
  ASSERT_TRUE(mark(shown, QuestionState::answered).accepted());
  EXPECT_EQ(seminar.state().stage, Stage{});
}

TEST_F(OnStage, shows_a_group_that_has_shared_something_in_sharing) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId action_point = seminar.agree(birken, "We start on time");
  seminar.share(birken, action_point);
  EXPECT_EQ(put_on_stage(birken).rejection(), kNotNow);
  seminar.go_to(PhaseKind::sharing);
  const auto nothing_to_show = rejected(RejectionCode::not_found, "group_id");
  EXPECT_EQ(put_on_stage(elmen).rejection(), nothing_to_show);
  EXPECT_EQ(put_on_stage(numbered<GroupId>(3)).rejection(), nothing_to_show);
  ASSERT_TRUE(put_on_stage(birken).accepted());
  EXPECT_EQ(seminar.state().stage.group, birken);
  EXPECT_TRUE(seminar.state().stage.question.empty());
  EXPECT_TRUE(put_on_stage(birken).changed_nothing());
}

TEST_F(OnStage, is_cleared_when_its_group_shares_nothing_any_more) {
  seminar.go_to(PhaseKind::productive_conversation);
  const ActionPointId first = seminar.agree(birken, "one");
  const ActionPointId second = seminar.agree(birken, "two");
  seminar.share(birken, first);
  seminar.share(birken, second);
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(put_on_stage(birken).accepted());
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command::ShareActionPoint{first, false}).accepted());
  EXPECT_EQ(seminar.state().stage.group, birken);
  ASSERT_TRUE(seminar.ask(seminar.host(birken), command::RemoveActionPoint{second}).accepted());
  EXPECT_EQ(seminar.state().stage, Stage{});
}

TEST_F(OnStage, is_cleared_by_hand) {
  seminar.go_to(PhaseKind::wrap_up);
  ASSERT_TRUE(put_on_stage(seminar.ask_question(birken, "Why?")).accepted());
  ASSERT_TRUE(seminar.ask(seminar.facilitator(), command::ClearStage{}).accepted());
  EXPECT_EQ(seminar.state().stage, Stage{});
  EXPECT_TRUE(seminar.ask(seminar.facilitator(), command::ClearStage{}).changed_nothing());
}

}  // namespace
}  // namespace samtale
