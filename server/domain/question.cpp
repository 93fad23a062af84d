#include "domain/question.h"

namespace samtale {

const Question* find_question(const Questions& questions, QuestionId id) {
  const auto found = questions.find(id);
  return found == questions.end() ? nullptr : &found->second;
}

const Question& stands_for(const Questions& questions, const Question& question) {
  const Question* shown = &question;
  while (const Question* next = find_question(questions, shown->into)) shown = next;
  return *shown;
}

std::vector<const Question*> with_merged(const Questions& questions, const Question& question) {
  std::vector<const Question*> all{&question};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const QuestionId id : all[i]->merged) all.push_back(&questions.at(id));
  }
  return all;
}

std::set<GroupId> groups_behind(const Questions& questions, const Question& question) {
  std::set<GroupId> groups;
  for (const Question* one : with_merged(questions, question)) {
    groups.insert(one->group);
    groups.insert(one->backing.begin(), one->backing.end());
  }
  groups.erase(question.group);
  return groups;
}

void put_into(Questions& questions, QuestionId id, QuestionId into) {
  const auto question = questions.find(id);
  if (question == questions.end()) return;
  const auto target = questions.find(into);
  if (!into.empty() && target == questions.end()) return;
  for (const Question* up = find_question(questions, into); up != nullptr; up = find_question(questions, up->into)) {
    if (up->id == id) return;
  }
  const auto before = questions.find(question->second.into);
  if (before != questions.end()) before->second.merged.erase(id);
  question->second.into = into;
  if (target != questions.end()) target->second.merged.insert(id);
}

void erase_question(Questions& questions, QuestionId id) {
  const auto question = questions.find(id);
  if (question == questions.end()) return;
  const std::set<QuestionId> merged = question->second.merged;
  const QuestionId into = question->second.into;
  for (const QuestionId one : merged) put_into(questions, one, into);
  put_into(questions, id, {});
  questions.erase(id);
}

}  // namespace samtale
