// The rules for what is on the stage.
#include "domain/decide_parts.h"

namespace samtale::rules {

Decision rule(const Request& request, const command::PutQuestionOnStage& asked) {
  const Seminar& seminar = request.seminar;
  if (!runs_phase(seminar, PhaseKind::wrap_up)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  const QuestionId shown = stands_for(seminar.questions, *question).id;
  if (seminar.stage.question == shown) return nothing_to_do();
  return happened(event::StageSet{shown, {}});
}

Decision rule(const Request& request, const command::PutGroupOnStage& asked) {
  const Seminar& seminar = request.seminar;
  if (!runs_phase(seminar, PhaseKind::sharing)) return reject(RejectionCode::not_now);
  const Group* group = find_group(seminar, asked.group);
  if (group == nullptr || !has_shared_something(*group)) return reject(RejectionCode::not_found, "group_id");
  if (seminar.stage.group == group->id) return nothing_to_do();
  const Stage stage = called_up(seminar, group->id, request.context.now_ms, std::max(request.context.speed, 1));
  return happened(event::StageSet{{}, stage.group, stage.length_ms, stage.number, stage.of});
}

Decision rule(const Request& request, const command::ClearStage&) {
  const Stage& stage = request.seminar.stage;
  if (stage.question.empty() && stage.group.empty()) return nothing_to_do();
  return happened(event::StageSet{});
}

}  // namespace samtale::rules
