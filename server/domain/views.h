#pragma once
// Inside project(): entities as they are shown, made from the state. Used for changes and for snapshots alike, so that
// the two cannot differ.
#include "domain/change.h"
#include "domain/seminar.h"

namespace samtale::views {

change::Plan plan_of(const Seminar& seminar);
change::StageView stage_of(const Seminar& seminar);
change::GroupView group_view(const Group& group);
change::GroupProgress progress_of(const Group& group);
// With the groups behind it, the facilitator's wording, and what it was put into.
change::QuestionView question_view(const Seminar& seminar, const Question& question);
// As its own group sees it before all see all: as it was asked.
change::QuestionView own_question_view(const Seminar& seminar, const Question& question);
change::WallInsight wall_view(const Seminar& seminar, const Group& group, const Note& insight);
change::ActionPointView action_point_view(const Seminar& seminar, const ActionPoint& action_point);
change::GroupMessageView message_view(const Seminar& seminar, const GroupMessage& message);
change::SharedActionPoint shared_view(const Group& group, const ActionPoint& action_point);

}  // namespace samtale::views
