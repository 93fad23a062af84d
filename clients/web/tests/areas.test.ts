// The kinds of workplaces, whose numbers the join page knows without knowing the protocol.
import { expect, test } from "vitest";
import { WorkArea } from "../src/protocol";
import { areaName, areaOptions } from "../src/screens/areas";
import { chooseLanguage } from "../src/i18n/index.svelte";

test("every kind of workplace of the protocol can be chosen, under its own number", () => {
  chooseLanguage("da");
  const numbers = Object.values(WorkArea).filter((value): value is WorkArea => typeof value === "number");
  expect(areaOptions().map(({ value }) => value)).toEqual(numbers);
  expect(areaName(WorkArea.DAY_CARE)).toBe("Dagtilbud");
  expect(areaName(WorkArea.CASEWORK)).toBe("Myndighed og sagsbehandling");
  expect(areaName(WorkArea.OTHER)).toBe("Andet");
  expect(areaName(99)).toBe("");
  expect(areaName(0)).toBe("");
});
