// What a facilitator does to a question, each with the way to take it back. Several facilitators may do it at once: taking back
// is offered only as long as it stands as it was left.
import { t } from "../../../i18n/index.svelte";
import {
  ClearStageSchema,
  MarkQuestionSchema,
  MergeQuestionSchema,
  PutQuestionOnStageSchema,
  QuestionState,
  RewordQuestionSchema,
  create,
  type Question,
} from "../../../protocol";
import type { Session } from "../../../session";
import { shownText } from "../../questions";
import { offerUndo } from "../undo.svelte";

export class QuestionActs {
  constructor(private readonly session: Session) {}

  /** Reactive: one of them waits for its answer. */
  get busy(): boolean {
    const kinds = ["putQuestionOnStage", "clearStage", "markQuestion", "mergeQuestion", "rewordQuestion"] as const;
    return kinds.some((kind) => this.session.pendingOf(kind).some(({ status }) => status === "waiting"));
  }

  show({ questionId }: Question): void {
    this.session.command({ case: "putQuestionOnStage", value: create(PutQuestionOnStageSchema, { questionId }) });
  }

  clear(): void {
    this.session.command({ case: "clearStage", value: create(ClearStageSchema) });
  }

  mark(question: Question, state: QuestionState): void {
    const { questionId, state: before } = question;
    const put = (to: QuestionState) =>
      this.session.command({ case: "markQuestion", value: create(MarkQuestionSchema, { questionId, state: to }) });
    const said = { [QuestionState.ANSWERED]: "console.done_answered", [QuestionState.PARKED]: "console.done_parked" } as const;
    const key = said[state as keyof typeof said];
    this.whenDone(put(state), () => {
      if (key) this.offer(t(key), questionId, (now) => now.state === state, () => void put(before));
    });
  }

  merge(question: Question, into: Question | undefined): void {
    const { questionId, intoQuestionId: before } = question;
    const put = (intoQuestionId: string) =>
      this.session.command({ case: "mergeQuestion", value: create(MergeQuestionSchema, { questionId, intoQuestionId }) });
    const target = into?.questionId ?? "";
    this.whenDone(put(target), () =>
      this.offer(t(into ? "console.done_merged" : "console.done_apart"), questionId, (now) => now.intoQuestionId === target, () => void put(before)),
    );
  }

  /** Empty: as the group asked it. */
  reword(question: Question, text: string): void {
    const { questionId, wording: before } = question;
    const wording = text.trim() === question.text ? "" : text.trim();
    if (wording === before) return;
    const put = (words: string) =>
      this.session.command({ case: "rewordQuestion", value: create(RewordQuestionSchema, { questionId, text: words }) });
    this.whenDone(put(wording), () =>
      this.offer(t("console.done_reworded"), questionId, (now) => shownText(now) === (wording || now.text), () => void put(before)),
    );
  }

  private whenDone(sent: { done: Promise<boolean> }, then: () => void): void {
    void sent.done.then((saved) => saved && then());
  }

  private offer(text: string, questionId: string, holds: (now: Question) => boolean, undo: () => void): void {
    const stillHolds = () => {
      const now = this.session.entities.questions.get(questionId);
      return !!now && holds(now);
    };
    offerUndo({ text, undo, stillHolds });
  }
}
