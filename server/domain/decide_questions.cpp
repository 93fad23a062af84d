// The rules for questions to the speakers, and for what is on the stage.
#include <algorithm>

#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
namespace {

const Question* find_question(const Seminar& seminar, QuestionId id) {
  const auto found = seminar.questions.find(id);
  return found == seminar.questions.end() ? nullptr : &found->second;
}

bool has_shared_something(const Group& group) {
  return std::any_of(group.action_points.begin(), group.action_points.end(),
                     [](const auto& entry) { return entry.second.shared; });
}

Decision put_on_stage(const Seminar& seminar, const Stage& stage) {
  if (seminar.stage == stage) return nothing_to_do();
  return happened(event::StageSet{stage.question, stage.group});
}

}  // namespace

Decision rule(const Request& request, const Group& group, const command::AskQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!runs_phase(seminar, PhaseKind::learning_conversation) && !runs_phase(seminar, PhaseKind::wrap_up)) {
    return reject(RejectionCode::not_now);
  }
  const auto id = request.id.as<QuestionTag>();
  if (id.empty() || find_question(seminar, id) != nullptr) return reject(RejectionCode::id_invalid, "command_id");
  std::string text = asked.text;
  if (auto rejection = check_required_text(text, "text", limits::kQuestion)) return *rejection;
  if (group.questions_asked >= limits::kQuestionsPerGroup) {
    return reject(RejectionCode::limit_reached, "questions", limits::kQuestionsPerGroup);
  }
  return happened(event::QuestionAsked{group.id, id, std::move(text)});
}

Decision rule(const Request& request, const Group& group, const command::BackQuestion& asked) {
  const Seminar& seminar = request.seminar;
  // Before the wrap-up a group sees only its own questions; it learns nothing about others' by guessing.
  if (!is_running(seminar) || !seminar.questions_open) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (question->group == group.id) return reject(RejectionCode::not_allowed, "question_id");
  if ((question->backing.count(group.id) > 0) == asked.backed) return nothing_to_do();
  return happened(event::QuestionBacked{question->id, group.id, asked.backed});
}

Decision rule(const Request& request, const Group& group, const command::WithdrawQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (question->group != group.id) return reject(RejectionCode::not_allowed, "question_id");
  if (question->state != QuestionState::asked || seminar.stage.question == question->id) {
    return reject(RejectionCode::not_now, "question_id");
  }
  return happened(event::QuestionWithdrawn{question->id, group.id});
}

Decision rule(const Request& request, const command::MarkQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (asked.state != QuestionState::asked && asked.state != QuestionState::answered) {
    return reject(RejectionCode::malformed, "state");
  }
  if (question->state == asked.state) return nothing_to_do();
  Events events{event::QuestionMarked{question->id, asked.state}};
  if (asked.state == QuestionState::answered && seminar.stage.question == question->id) {
    events.emplace_back(event::StageSet{});
  }
  return events;
}

Decision rule(const Request& request, const command::PutQuestionOnStage& asked) {
  const Seminar& seminar = request.seminar;
  if (!runs_phase(seminar, PhaseKind::wrap_up)) return reject(RejectionCode::not_now);
  if (find_question(seminar, asked.question) == nullptr) return reject(RejectionCode::not_found, "question_id");
  return put_on_stage(seminar, {asked.question, {}});
}

Decision rule(const Request& request, const command::PutGroupOnStage& asked) {
  const Seminar& seminar = request.seminar;
  if (!runs_phase(seminar, PhaseKind::sharing)) return reject(RejectionCode::not_now);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr || !has_shared_something(*group)) return reject(RejectionCode::not_found, "group_id");
  return put_on_stage(seminar, {{}, asked.group});
}

Decision rule(const Request& request, const command::ClearStage&) { return put_on_stage(request.seminar, {}); }

}  // namespace samtale::rules
