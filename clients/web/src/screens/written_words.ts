// What a person wrote in a command: the words themselves, what to call them, and the same command with other words.
import { t } from "../i18n/index.svelte";
import { NoteKind, type Command, type CommandBody } from "../protocol";

type Body = Command["body"];

/** Undefined for commands that hold nothing written. */
export function textOf(body: Body): string | undefined {
  switch (body.case) {
    case "addPerson":
    case "renamePerson":
      return body.value.name;
    case "addNote":
    case "editNote":
    case "askQuestion":
    case "askGroup":
      return body.value.text;
    // Empty: it is taken away, and there is nothing to keep.
    case "recordReservation":
    case "answerGroup":
      return body.value.text || undefined;
    case "addActionPoint":
    case "editActionPoint":
      return body.value.text?.what ?? "";
    default:
      return undefined;
  }
}

export function whatOf(body: Body): string {
  switch (body.case) {
    case "addPerson":
    case "renamePerson":
      return t("written.name");
    case "addNote":
      return body.value.kind === NoteKind.INSIGHT ? t("written.insight") : t("written.note");
    case "askQuestion":
      return t("written.question");
    case "askGroup":
      return t("written.question_to_group");
    case "recordReservation":
      return t("written.reservation");
    case "answerGroup":
      return t("written.answer");
    case "addActionPoint":
    case "editActionPoint":
      return t("written.action_point");
    default:
      return t("written.note");
  }
}

/** Everything written in it, for taking it elsewhere by hand. */
export function wholeTextOf(body: Body): string {
  if (body.case !== "addActionPoint" && body.case !== "editActionPoint") return textOf(body) ?? "";
  const text = body.value.text;
  if (!text) return "";
  const { what, who, byWhen, firstStep, firstStepBy, neededFromLeadership, obstacles, signOfSuccess } = text;
  return [what, who, byWhen, firstStep, firstStepBy, neededFromLeadership, obstacles, signOfSuccess].filter(Boolean).join("\n");
}

export function withText(body: Body, text: string): CommandBody {
  switch (body.case) {
    case "addPerson":
    case "renamePerson":
      return { case: body.case, value: { ...body.value, name: text } } as CommandBody;
    default:
      return { case: body.case, value: { ...body.value, text } } as CommandBody;
  }
}

/** When what it was to change has been removed. `noteKind`: of the new note. */
export function asNew(body: Body, noteKind: NoteKind): CommandBody | undefined {
  if (body.case === "editNote") return { case: "addNote", value: { kind: noteKind, text: body.value.text } };
  if (body.case === "editActionPoint") return { case: "addActionPoint", value: { text: body.value.text } };
  if (body.case === "renamePerson") return { case: "addPerson", value: { name: body.value.name } };
  return undefined;
}
