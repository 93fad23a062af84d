// Words for the protocol's enumerations and refusals, in this screen's language.
import { Refused } from "../connection";
import { rejectionText } from "../i18n/rejection";
import { minutes, t, type LanguageCode, type TextKey } from "../i18n/index.svelte";
import { kOutboxItems, type Sent } from "../session";
import { Language, PhaseKind, RejectionCode, Role, SessionState, StepKind, type Phase, type Rejection } from "../protocol";

export const phaseName = (kind: PhaseKind): string => t(`phase.${PhaseKind[kind]}` as TextKey);
export const stepName = (kind: StepKind): string => t(`step.${StepKind[kind]}` as TextKey);
export const stateName = (state: SessionState): string => t(`state.${SessionState[state]}` as TextKey);
export const roleName = (role: Role): string => t(`role.${Role[role]}` as TextKey);

/** A talk is known by its title, every other phase by its kind. */
export const phaseTitle = (phase: Phase): string => phase.talk?.title || phaseName(phase.kind);

export const languageCode = (language: Language | undefined): LanguageCode =>
  language === Language.ENGLISH ? "en" : "da";

export const whyRejected = (rejection: Rejection | undefined): string =>
  rejectionText(RejectionCode[rejection?.code ?? 0], rejection?.limit);

/** Why a command was refused, by the server or by this device. */
export function whyNotSaved(sent: Sent): string {
  if (sent.refusedHere === "full") return t("outbox.full", { limit: kOutboxItems });
  if (sent.refusedHere === "late") return t("outbox.late");
  // The copy had come round: what a group began itself it cannot take up.
  if (sent.command.body.case === "takeUpActionPoint" && sent.rejection?.code === RejectionCode.NOT_ALLOWED) {
    return t("agreed.came_from_us");
  }
  if (sent.command.body.case === "giveExtraTime") {
    const { code, limit } = sent.rejection ?? {};
    if (code === RejectionCode.LENGTH_OUT_OF_RANGE) return t("console.extra_too_long", { length: minutes(limit ?? 0) });
    if (code === RejectionCode.NOT_NOW) return t("console.extra_not_now");
  }
  return whyRejected(sent.rejection);
}

/** For what `api` throws. */
export const whyRefused = (error: unknown): string =>
  error instanceof Refused ? rejectionText(RejectionCode[error.code], error.limit) : t("connection.unreachable");
