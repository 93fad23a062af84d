// The questions to the speakers in the order they are worth answering: by how many groups asked or backed them, because a
// question from a large room should not weigh more than one from a small room.
import { QuestionState, ms, type Question, type Stage } from "../../protocol";

/** The asking group and those that back it, each once. */
export const groupsBehind = (question: Question): number =>
  new Set([question.groupId, ...question.backingGroupIds]).size;

export interface QuestionsInOrder {
  onStage: Question | undefined;
  waiting: Question[];
  answered: Question[];
}

export function inOrder(questions: Iterable<Question>, stage: Stage | undefined): QuestionsInOrder {
  const onStageId = stage?.shown.case === "questionId" ? stage.shown.value : undefined;
  const all = [...questions].sort(
    (a, b) => groupsBehind(b) - groupsBehind(a) || ms(a.askedAtMs) - ms(b.askedAtMs) || (a.questionId < b.questionId ? -1 : 1),
  );
  const rest = all.filter((question) => question.questionId !== onStageId);
  return {
    onStage: all.find((question) => question.questionId === onStageId),
    waiting: rest.filter((question) => question.state !== QuestionState.ANSWERED),
    answered: rest.filter((question) => question.state === QuestionState.ANSWERED),
  };
}
