// What a step is called in a group: somebody alone takes no round.
import { t, type TextKey } from "../../../i18n/index.svelte";
import { StepKind } from "../../../protocol";
import { stepName } from "../../words";

const kOtherwise: readonly StepKind[] = [StepKind.WRITE, StepKind.ROUND, StepKind.OPEN_TALK, StepKind.FISHBOWL];

export const groupStepName = (kind: StepKind, alone: boolean): string =>
  alone && kOtherwise.includes(kind) ? t(`guide.step_alone.${StepKind[kind]}` as TextKey) : stepName(kind);
