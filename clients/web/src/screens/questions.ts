// The questions to the speakers in the order they are worth answering: by how many groups asked or backed them, because a
// question from a large room should not weigh more than one from a small room. Pure.
import { QuestionState, ms, type Question, type Stage } from "../protocol";

/** The asking group and those that back it, each once; the groups behind merged questions are among them. */
export const groupsBehind = (question: Question): number =>
  new Set([question.groupId, ...question.backingGroupIds]).size;

/** The facilitator's wording where there is one; the group's own stands beside it. */
export const shownText = ({ wording, text }: Question): string => wording || text;

export interface QuestionsInOrder {
  onStage: Question | undefined;
  waiting: Question[];
  /** Will be answered in writing. */
  parked: Question[];
  answered: Question[];
}

const byWeight = (a: Question, b: Question): number =>
  groupsBehind(b) - groupsBehind(a) || ms(a.askedAtMs) - ms(b.askedAtMs) || (a.questionId < b.questionId ? -1 : 1);

/** Each question that stands for itself; those put into another stand with that one (`mergedInto`). */
export function inOrder(questions: Iterable<Question>, stage: Stage | undefined): QuestionsInOrder {
  const onStageId = stage?.shown.case === "questionId" ? stage.shown.value : undefined;
  const all = [...questions].filter(({ intoQuestionId }) => !intoQuestionId).sort(byWeight);
  const rest = all.filter((question) => question.questionId !== onStageId);
  return {
    onStage: all.find((question) => question.questionId === onStageId),
    waiting: rest.filter(({ state }) => state !== QuestionState.ANSWERED && state !== QuestionState.PARKED),
    parked: rest.filter(({ state }) => state === QuestionState.PARKED),
    answered: rest.filter(({ state }) => state === QuestionState.ANSWERED),
  };
}

/** The questions that the facilitator has put into this one, the oldest first. */
export const mergedInto = (questionId: string, questions: Iterable<Question>): Question[] =>
  [...questions]
    .filter(({ intoQuestionId }) => intoQuestionId === questionId)
    .sort((a, b) => ms(a.askedAtMs) - ms(b.askedAtMs) || (a.questionId < b.questionId ? -1 : 1));
