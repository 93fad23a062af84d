#pragma once
// A group's question to the speakers. The facilitator may put one into another: then the other stands for both, with
// the groups behind both, until they are apart again.
//
// Each remembers the one it was put into itself. So whatever moves along with its own target comes back with it.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/limits.h"

namespace samtale {

enum class QuestionState { asked = 1, answered = 2, parked = 3 };

struct Question {
  QuestionId id;
  GroupId group;
  std::string text;
  std::set<GroupId> backing;  // other groups that want it answered
  QuestionState state = QuestionState::asked;
  limits::Millis asked_at_ms = 0;
  std::string wording;          // the facilitator's, shown instead of `text`; empty: none
  QuestionId into;              // put into this one; empty: stands for itself
  std::set<QuestionId> merged;  // those put into this one itself
  bool operator==(const Question&) const = default;
};

using Questions = std::map<QuestionId, Question>;

// Null when there is none.
const Question* find_question(const Questions& questions, QuestionId id);
// The one that is shown for it; itself when it was not put into another.
const Question& stands_for(const Questions& questions, const Question& question);
// Itself and all that was put into it, also by way of others.
std::vector<const Question*> with_merged(const Questions& questions, const Question& question);
// The groups that back it or what was put into it, and those that asked what was put into it; without its own.
std::set<GroupId> groups_behind(const Questions& questions, const Question& question);

// `into` empty: apart again. Nothing happens when that would make a ring, or when one of them is not there.
void put_into(Questions& questions, QuestionId id, QuestionId into);
// What was put into it goes where it was itself.
void erase_question(Questions& questions, QuestionId id);

}  // namespace samtale
