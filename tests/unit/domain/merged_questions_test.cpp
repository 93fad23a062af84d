// Questions that the facilitator puts together, words anew or parks. What the groups asked is never lost.
#include <gtest/gtest.h>

#include <random>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::numbered;
using testing::SeminarBuilder;

Rejection rejected(RejectionCode code, const char* field = "", std::uint32_t limit = 0) { return {code, field, limit}; }
const Rejection kNotNow = rejected(RejectionCode::not_now);

// All as `viewer` is shown it.
std::map<QuestionId, Question> shown_to(const Viewer& viewer, const Seminar& seminar) {
  std::map<QuestionId, Question> shown;
  for (const Change& change : snapshot(seminar, viewer)) {
    if (const auto* view = std::get_if<change::QuestionView>(&change)) shown[view->question.id] = view->question;
  }
  return shown;
}

class MergedQuestions : public ::testing::Test {
 protected:
  MergedQuestions() { seminar.go_to(PhaseKind::wrap_up); }

  testing::Answer lead(command::Body body) { return seminar.ask(seminar.facilitator(), std::move(body)); }
  testing::Answer merge(QuestionId question, QuestionId into) { return lead(command::MergeQuestion{question, into}); }
  testing::Answer part(QuestionId question) { return merge(question, {}); }
  testing::Answer reword(QuestionId question, const std::string& text) {
    return lead(command::RewordQuestion{question, text});
  }
  testing::Answer back(GroupId group, QuestionId question, bool backed = true) {
    return seminar.ask(seminar.phone(group), command::BackQuestion{question, backed});
  }
  testing::Answer withdraw(GroupId group, QuestionId question) {
    return seminar.ask(seminar.host(group), command::WithdrawQuestion{question});
  }
  Question shown(QuestionId id) const { return shown_to(seminar.facilitator(), seminar.state()).at(id); }
  std::set<GroupId> behind(QuestionId id) const { return shown(id).backing; }

  SeminarBuilder seminar;
  const GroupId asken = seminar.add_group("Asken");
  const GroupId birken = seminar.add_group("Birken");
  const GroupId elmen = seminar.add_group("Elmen");
  const GroupId linden = seminar.add_group("Linden");
};

TEST_F(MergedQuestions, stand_for_each_other_with_the_groups_behind_both) {
  const QuestionId why = seminar.ask_question(asken, "Why?");
  const QuestionId wherefore = seminar.ask_question(birken, "Wherefore?");
  ASSERT_TRUE(back(elmen, wherefore).accepted());
  ASSERT_TRUE(back(elmen, why).accepted());
  ASSERT_TRUE(back(asken, wherefore).accepted());
  ASSERT_TRUE(merge(wherefore, why).accepted());
  EXPECT_EQ(behind(why), (std::set{birken, elmen})) << "not its own group, and nobody twice";
  EXPECT_EQ(shown(wherefore).into, why);
  EXPECT_EQ(shown(wherefore).text, "Wherefore?");
  EXPECT_TRUE(merge(wherefore, why).changed_nothing());
}

TEST_F(MergedQuestions, are_as_they_were_when_they_are_apart_again) {
  const QuestionId why = seminar.ask_question(asken, "Why?");
  const QuestionId wherefore = seminar.ask_question(birken, "Wherefore?");
  ASSERT_TRUE(back(elmen, wherefore).accepted());
  const Seminar before = seminar.state();
  ASSERT_TRUE(merge(wherefore, why).accepted());
  ASSERT_TRUE(part(wherefore).accepted());
  EXPECT_EQ(seminar.state(), before);
  EXPECT_TRUE(part(wherefore).changed_nothing());
}

TEST_F(MergedQuestions, move_along_and_come_back_with_their_own) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  const QuestionId three = seminar.ask_question(elmen, "three");
  ASSERT_TRUE(merge(one, two).accepted());
  ASSERT_TRUE(merge(two, three).accepted());
  EXPECT_EQ(shown(one).into, three);
  EXPECT_EQ(behind(three), (std::set{asken, birken}));
  EXPECT_TRUE(merge(one, three).changed_nothing()) << "as it is shown, it is there already";
  ASSERT_TRUE(part(two).accepted());
  EXPECT_EQ(shown(one).into, two);
  EXPECT_EQ(behind(two), (std::set{asken}));
  EXPECT_TRUE(behind(three).empty());
}

TEST_F(MergedQuestions, go_into_one_that_stands_for_itself) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  const QuestionId three = seminar.ask_question(elmen, "three");
  EXPECT_EQ(merge(numbered<QuestionId>(3), one).rejection(), rejected(RejectionCode::not_found, "question_id"));
  EXPECT_EQ(merge(one, numbered<QuestionId>(3)).rejection(), rejected(RejectionCode::not_found, "into_question_id"));
  EXPECT_EQ(merge(one, one).rejection(), rejected(RejectionCode::not_allowed, "into_question_id"));
  ASSERT_TRUE(merge(two, one).accepted());
  const auto is_in_another = rejected(RejectionCode::not_now, "into_question_id");
  EXPECT_EQ(merge(three, two).rejection(), is_in_another);
  EXPECT_EQ(merge(one, two).rejection(), is_in_another) << "no ring";
  ASSERT_TRUE(merge(two, three).accepted()) << "from one into the other";
  EXPECT_TRUE(behind(one).empty());
  EXPECT_EQ(behind(three), (std::set{birken}));
}

TEST_F(MergedQuestions, are_put_together_while_the_session_runs) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  seminar.go_to(PhaseKind::sharing);
  ASSERT_TRUE(merge(one, two).accepted());
  ASSERT_TRUE(reword(two, "both").accepted());
  seminar.end();
  EXPECT_EQ(part(one).rejection(), kNotNow);
  EXPECT_EQ(reword(two, "").rejection(), kNotNow);
}

TEST_F(MergedQuestions, are_backed_and_given_up_as_one) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  ASSERT_TRUE(back(elmen, two).accepted());
  ASSERT_TRUE(merge(two, one).accepted());
  EXPECT_TRUE(back(elmen, one).changed_nothing()) << "it stands behind it already";
  ASSERT_TRUE(back(linden, two).accepted()) << "somebody still saw it alone";
  EXPECT_EQ(behind(one), (std::set{birken, elmen, linden}));
  ASSERT_TRUE(back(elmen, one, false).accepted());
  ASSERT_TRUE(back(linden, one, false).accepted());
  EXPECT_EQ(behind(one), (std::set{birken}));
  EXPECT_TRUE(back(linden, one, false).changed_nothing());
  // Who has asked what is in it stands behind it by that.
  EXPECT_TRUE(back(birken, one).changed_nothing());
  EXPECT_EQ(back(birken, one, false).rejection(), rejected(RejectionCode::not_allowed, "question_id"));
}

TEST_F(MergedQuestions, are_let_go_by_one_that_is_withdrawn) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  const QuestionId three = seminar.ask_question(elmen, "three");
  ASSERT_TRUE(merge(one, two).accepted());
  ASSERT_TRUE(withdraw(birken, two).accepted());
  EXPECT_TRUE(shown(one).into.empty());
  ASSERT_TRUE(merge(one, three).accepted());
  const QuestionId four = seminar.ask_question(linden, "four");
  ASSERT_TRUE(merge(three, four).accepted());
  ASSERT_TRUE(withdraw(elmen, three).accepted()) << "from the middle";
  EXPECT_EQ(shown(one).into, four);
  EXPECT_EQ(behind(four), (std::set{asken}));
  ASSERT_TRUE(withdraw(asken, one).accepted()) << "also what is in another";
  EXPECT_TRUE(behind(four).empty());
  EXPECT_EQ(seminar.group(asken).questions_asked, 0u);
}

TEST_F(MergedQuestions, give_the_stage_to_the_one_that_stands_for_them) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  ASSERT_TRUE(lead(command::PutQuestionOnStage{one}).accepted());
  ASSERT_TRUE(merge(one, two).accepted());
  EXPECT_EQ(seminar.state().stage.question, two);
  EXPECT_TRUE(lead(command::PutQuestionOnStage{one}).changed_nothing());
  ASSERT_TRUE(lead(command::MarkQuestion{one, QuestionState::answered}).accepted());
  EXPECT_EQ(shown(two).state, QuestionState::answered);
  EXPECT_EQ(shown(one).state, QuestionState::asked) << "it is as it was when they are apart again";
  EXPECT_TRUE(seminar.state().stage.question.empty());
}

TEST_F(MergedQuestions, are_shown_to_a_group_as_it_asked_until_all_see_all) {
  SeminarBuilder early;
  const GroupId first = early.add_group("Asken");
  const GroupId second = early.add_group("Birken");
  early.go_to(PhaseKind::learning_conversation);
  const QuestionId one = early.ask_question(first, "one");
  const QuestionId two = early.ask_question(second, "two");
  const auto ask = [&](command::Body body) { return early.ask(early.facilitator(), std::move(body)); };
  ASSERT_TRUE(ask(command::MergeQuestion{one, two}).accepted());
  ASSERT_TRUE(ask(command::RewordQuestion{two, "one and two"}).accepted());
  EXPECT_EQ(shown_to(early.speaker(), early.state()).at(two).backing, (std::set{first}));
  EXPECT_TRUE(shown_to(early.host(first), early.state()).at(one).into.empty());
  EXPECT_TRUE(shown_to(early.host(second), early.state()).at(two).backing.empty());
  EXPECT_EQ(shown_to(early.host(second), early.state()).at(two).wording, "");
  ASSERT_TRUE(early.next_phase().accepted());
  EXPECT_EQ(shown_to(early.host(first), early.state()).at(one).into, two);
  EXPECT_EQ(shown_to(early.host(second), early.state()).at(two).wording, "one and two");
}

using RewordedQuestions = MergedQuestions;

TEST_F(RewordedQuestions, keep_what_was_asked) {
  const QuestionId id = seminar.ask_question(asken, "Why?");
  ASSERT_TRUE(reword(id, " Why not? ").accepted());
  EXPECT_EQ(shown(id).wording, "Why not?");
  EXPECT_EQ(shown(id).text, "Why?");
  EXPECT_TRUE(reword(id, "Why not?").changed_nothing());
  ASSERT_TRUE(reword(id, "Why?").accepted());
  EXPECT_EQ(shown(id).wording, "") << "as the group asked it";
  EXPECT_TRUE(reword(id, "").changed_nothing());
}

TEST_F(RewordedQuestions, have_a_limit_and_hold_no_personal_number) {
  const QuestionId id = seminar.ask_question(asken, "Why?");
  EXPECT_TRUE(reword(id, std::string(limits::kQuestion, '?')).accepted());
  EXPECT_EQ(reword(id, std::string(limits::kQuestion + 1, '?')).rejection(),
            rejected(RejectionCode::text_too_long, "text", limits::kQuestion));
  EXPECT_EQ(reword(id, "what of 010190-1234?").rejection(), rejected(RejectionCode::personal_number, "text"));
  EXPECT_EQ(reword(numbered<QuestionId>(3), "x").rejection(), rejected(RejectionCode::not_found, "question_id"));
}

using ParkedQuestions = MergedQuestions;

TEST_F(ParkedQuestions, leave_the_stage_and_can_come_back) {
  const QuestionId id = seminar.ask_question(asken, "Why?");
  ASSERT_TRUE(lead(command::PutQuestionOnStage{id}).accepted());
  ASSERT_TRUE(lead(command::MarkQuestion{id, QuestionState::parked}).accepted());
  EXPECT_EQ(shown(id).state, QuestionState::parked);
  EXPECT_TRUE(seminar.state().stage.question.empty());
  EXPECT_EQ(withdraw(asken, id).rejection(), rejected(RejectionCode::not_now, "question_id"));
  ASSERT_TRUE(lead(command::MarkQuestion{id, QuestionState::asked}).accepted());
  EXPECT_TRUE(withdraw(asken, id).accepted());
}

// A log that names what is not there, or would make a ring, is read without harm.
TEST_F(MergedQuestions, make_no_ring_whatever_a_log_says) {
  const QuestionId one = seminar.ask_question(asken, "one");
  const QuestionId two = seminar.ask_question(birken, "two");
  for (const auto& [from, into] : {std::pair{one, one}, {one, two}, {two, one}, {one, numbered<QuestionId>(3)},
                                   {numbered<QuestionId>(3), one}}) {
    seminar.happen({}, event::QuestionMerged{from, into, {}});
  }
  EXPECT_EQ(shown(one).into, two);
  EXPECT_TRUE(shown(two).into.empty());
  seminar.happen({}, event::QuestionWithdrawn{two, birken});
  EXPECT_TRUE(shown(one).into.empty());
}

// Written down once more without a tree: who asked, who backs what, and what was put where by hand.
struct Model {
  std::map<QuestionId, GroupId> asked_by;
  std::map<QuestionId, std::set<GroupId>> backed_by;
  std::map<QuestionId, QuestionId> put_into;

  QuestionId shown_for(QuestionId id) const {
    const auto next = put_into.find(id);
    return next == put_into.end() ? id : shown_for(next->second);
  }
  std::set<GroupId> behind(QuestionId shown) const {
    std::set<GroupId> groups;
    for (const auto& [id, group] : asked_by) {
      if (shown_for(id) != shown) continue;
      groups.insert(group);
      if (backed_by.count(id) > 0) groups.insert(backed_by.at(id).begin(), backed_by.at(id).end());
    }
    groups.erase(asked_by.at(shown));
    return groups;
  }
};

// Whatever is put together, apart, backed and withdrawn: no group that stands behind a question is lost or counted
// twice, and in the end everything can be had apart again as it was.
TEST(MergedQuestionsAlways, count_each_group_once_and_forget_none) {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 dice(seed);
    const auto below = [&](std::size_t n) { return dice() % n; };
    SeminarBuilder seminar;
    std::vector<GroupId> groups;
    for (const char* name : {"Asken", "Birken", "Elmen", "Linden", "Pilen"}) groups.push_back(seminar.add_group(name));
    seminar.go_to(PhaseKind::wrap_up);
    Model model;
    const auto some_question = [&] { return std::next(model.asked_by.begin(), below(model.asked_by.size()))->first; };
    for (int i = 0; i < 120; ++i) {
      const GroupId group = groups[below(groups.size())];
      const auto what = below(10);
      if (model.asked_by.size() < 3 || what == 0) {
        model.asked_by[seminar.ask_question(group, "?")] = group;
        continue;
      }
      const QuestionId question = some_question();
      if (what <= 4) {
        const QuestionId into = what == 4 ? QuestionId{} : some_question();
        const auto answer = seminar.ask(seminar.organiser(), command::MergeQuestion{question, into});
        if (!answer.accepted() || answer.changed_nothing()) continue;
        model.put_into.erase(question);
        if (!into.empty()) model.put_into[question] = into;
      } else if (what <= 8) {
        const bool backed = what <= 7;
        const bool stood_behind = model.behind(model.shown_for(question)).count(group) > 0;
        const auto answer = seminar.ask(seminar.phone(group), command::BackQuestion{question, backed});
        if (!answer.accepted()) continue;
        if (backed && !stood_behind && model.asked_by.at(model.shown_for(question)) != group) {
          model.backed_by[question].insert(group);
        }
        for (auto& [id, backing] : model.backed_by) {
          if (!backed && model.shown_for(id) == model.shown_for(question)) backing.erase(group);
        }
      } else {
        const GroupId own = model.asked_by.at(question);
        if (!seminar.ask(seminar.host(own), command::WithdrawQuestion{question}).accepted()) continue;
        const auto above = model.put_into.find(question);
        for (auto it = model.put_into.begin(); it != model.put_into.end();) {
          if (it->second != question) {
            ++it;
          } else if (above != model.put_into.end()) {
            (it++)->second = above->second;
          } else {
            it = model.put_into.erase(it);
          }
        }
        model.put_into.erase(question);
        model.asked_by.erase(question);
        model.backed_by.erase(question);
      }
      const auto shown = shown_to(seminar.facilitator(), seminar.state());
      ASSERT_EQ(shown.size(), model.asked_by.size());
      for (const auto& [id, question_shown] : shown) {
        const QuestionId stands = model.shown_for(id);
        ASSERT_EQ(question_shown.into, stands == id ? QuestionId{} : stands);
        if (stands == id) {
          ASSERT_EQ(question_shown.backing, model.behind(id)) << "after " << i;
        }
      }
    }
    while (!model.put_into.empty()) {
      const QuestionId id = model.put_into.begin()->first;
      ASSERT_TRUE(seminar.ask(seminar.organiser(), command::MergeQuestion{id, {}}).accepted());
      model.put_into.erase(id);
    }
    for (const auto& [id, question] : shown_to(seminar.facilitator(), seminar.state())) {
      EXPECT_EQ(question.backing, model.backed_by[id]);
      EXPECT_EQ(question.text, "?");
    }
  }
}

}  // namespace
}  // namespace samtale
