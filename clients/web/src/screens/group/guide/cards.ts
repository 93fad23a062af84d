// The role cards of a step: the agenda's own, or four that fit most places.
import { t } from "../../../i18n/index.svelte";
import type { Step } from "../../../protocol";

export const cardsOf = (step: Pick<Step, "cards">): string[] =>
  step.cards.length ? step.cards : [t("guide.card.1"), t("guide.card.2"), t("guide.card.3"), t("guide.card.4")];
