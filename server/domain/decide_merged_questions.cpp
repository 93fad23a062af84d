// The rules for questions that the facilitator puts together or words anew. What the groups asked is kept.
#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {

Decision rule(const Request& request, const command::MergeQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (asked.into.empty()) {
    if (question->into.empty()) return nothing_to_do();
    return happened(event::QuestionMerged{question->id, {}, question->into});
  }
  const Question* target = find_question(seminar.questions, asked.into);
  if (target == nullptr) return reject(RejectionCode::not_found, "into_question_id");
  if (target == question) return reject(RejectionCode::not_allowed, "into_question_id");
  if (!target->into.empty()) return reject(RejectionCode::not_now, "into_question_id");
  if (&stands_for(seminar.questions, *question) == target) return nothing_to_do();
  Events events{event::QuestionMerged{question->id, target->id, question->into}};
  if (seminar.stage.question == question->id) events.emplace_back(event::StageSet{target->id, {}});
  return events;
}

Decision rule(const Request& request, const command::RewordQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  std::string wording = asked.text;
  if (auto rejection = check_text(wording, "text", limits::kQuestion)) return *rejection;
  if (wording == question->text) wording.clear();
  if (wording == question->wording) return nothing_to_do();
  return happened(event::QuestionReworded{question->id, std::move(wording)});
}

// What was put into the question goes on to where it was itself; it stands for nobody else when it is withdrawn.
Events taken_apart(const Question& question) {
  Events events;
  for (const QuestionId id : question.merged) {
    events.emplace_back(event::QuestionMerged{id, question.into, question.id});
  }
  if (!question.into.empty()) events.emplace_back(event::QuestionMerged{question.id, {}, question.into});
  return events;
}

}  // namespace samtale::rules
