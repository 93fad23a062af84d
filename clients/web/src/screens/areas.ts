// Kinds of workplaces, by the number they have in the protocol's WorkArea. Knows no messages, since the join page's first screen
// loads none; tests/areas.test.ts holds that the numbers are the protocol's.
import { t, type TextKey } from "../i18n/index.svelte";

const kAreas = ["CASEWORK", "SCHOOL", "RESIDENTIAL", "DAY_CARE", "HEALTH", "EMPLOYMENT", "NGO", "OTHER"] as const;

/** Empty for none, and for one that this client does not know. */
export const areaName = (area: number): string => {
  const name = kAreas[area - 1];
  return name ? t(`area.${name}` as TextKey) : "";
};

/** For a choice; the first is *not said*. */
export const areaOptions = (): { value: number; label: string }[] => [
  { value: 0, label: t("area.none") },
  ...kAreas.map((_, i) => ({ value: i + 1, label: areaName(i + 1) })),
];
