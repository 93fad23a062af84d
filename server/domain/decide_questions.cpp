// The rules for questions to the speakers.
#include "domain/decide_parts.h"
#include "domain/text.h"

namespace samtale::rules {
Decision rule(const Request& request, const Group& group, const command::AskQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_in_phase(request, group, PhaseKind::learning_conversation) &&
      !is_in_phase(request, group, PhaseKind::wrap_up)) {
    return reject(RejectionCode::not_now);
  }
  const auto id = request.id.as<QuestionTag>();
  if (id.empty() || find_question(seminar.questions, id) != nullptr) return reject(RejectionCode::id_invalid, "command_id");
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
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (question->group == group.id) return reject(RejectionCode::not_allowed, "question_id");
  // A group stands behind the whole: behind what is shown, and all that was put into it.
  const auto all = with_merged(seminar.questions, stands_for(seminar.questions, *question));
  const bool has_asked = std::any_of(all.begin(), all.end(), [&](const Question* one) { return one->group == group.id; });
  if (has_asked) {
    if (asked.backed) return nothing_to_do();
    return reject(RejectionCode::not_allowed, "question_id");
  }
  Events take_back;
  for (const Question* one : all) {
    if (one->backing.count(group.id) > 0) take_back.emplace_back(event::QuestionBacked{one->id, group.id, false});
  }
  if (!asked.backed) return take_back;
  if (!take_back.empty()) return nothing_to_do();
  return happened(event::QuestionBacked{question->id, group.id, true});
}

Decision rule(const Request& request, const Group& group, const command::WithdrawQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (question->group != group.id) return reject(RejectionCode::not_allowed, "question_id");
  if (question->state != QuestionState::asked || seminar.stage.question == question->id) {
    return reject(RejectionCode::not_now, "question_id");
  }
  Events events = taken_apart(*question);
  events.emplace_back(event::QuestionWithdrawn{question->id, group.id});
  return events;
}

Decision rule(const Request& request, const command::MarkQuestion& asked) {
  const Seminar& seminar = request.seminar;
  if (!is_running(seminar)) return reject(RejectionCode::not_now);
  const Question* question = find_question(seminar.questions, asked.question);
  if (question == nullptr) return reject(RejectionCode::not_found, "question_id");
  if (asked.state < QuestionState::asked || asked.state > QuestionState::parked) {
    return reject(RejectionCode::malformed, "state");
  }
  question = &stands_for(seminar.questions, *question);
  if (question->state == asked.state) return nothing_to_do();
  Events events{event::QuestionMarked{question->id, asked.state}};
  if (asked.state != QuestionState::asked && seminar.stage.question == question->id) {
    events.emplace_back(event::StageSet{});
  }
  return events;
}

}  // namespace samtale::rules
