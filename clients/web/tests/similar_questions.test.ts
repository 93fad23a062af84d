// What counts as asking the same: Danish words bent and joined, and what only sounds alike.
import { expect, test } from "vitest";
import { keyWords, likeness, similarTo } from "../src/screens/similar_questions";

const kSame: [string, string][] = [
  ["Hvordan taler man med et barn, der ikke vil tale?", "Hvordan kan vi tale med børn, som ikke vil tale?"],
  ["Hvad gør I, når forældrene ikke er enige?", "Hvad gør man, hvis forældre er uenige – altså ikke enige?"],
  ["Hvornår skal vi lave en underretning?", "Hvornår laver man underretningen?"],
  ["Hvordan inddrager I børnene i mødet?", "Hvordan bliver barnet inddraget i møderne?"],
  ["Hvor meget fortæller I barnet om, hvad der skal ske?", "Hvor meget skal man fortælle børn om det, der sker?"],
  ["HVORDAN LYTTER MAN, NÅR DER ER TRAVLT", "hvordan lytter man når her er travlt??"],
  ["How do you talk with a child who will not talk?", "How do you talk to children who will not talk?"],
];
const kDifferent: [string, string][] = [
  ["Hvordan taler man med et barn, der ikke vil tale?", "Hvordan får man ledelsen til at sætte tid af?"],
  ["Hvad gør I med børnene?", "Hvad gør I med forældrene?"],
  ["Hvornår skal vi lave en underretning?", "Hvornår skal vi holde pause?"],
  ["Hvordan samarbejder I med skolen?", "Hvordan samarbejder I med politiet?"],
  ["Hvem?", "Hvordan?"],
  ["Barnet", "Barnet kom for sent i skole"],
];

test.each(kSame)("asks the same: %s – %s", (one, other) => {
  const asked = { text: other };
  expect(similarTo(one, [asked])).toEqual([asked]);
  expect(likeness(one, other)).toBeCloseTo(likeness(other, one), 10);
});

test.each(kDifferent)("asks something else: %s – %s", (one, other) => {
  expect(similarTo(one, [{ text: other }])).toEqual([]);
  expect(similarTo(other, [{ text: one }])).toEqual([]);
});

test("words are known however they are bent; words that every question has do not count", () => {
  expect(keyWords("Barnet, børn og børnene")).toEqual(new Set(["barn"]));
  expect(keyWords("forældre forældrene forældrenes")).toEqual(keyWords("forældrene"));
  expect(keyWords("Hvordan kan man så gøre det?").size).toBe(0);
  expect(likeness("", "Hvad?")).toBe(0);
});

test("the most alike comes first, and not too many", () => {
  const asked = ["Hvordan taler man med børn om døden i familien?", "Hvordan taler man med børn om døden?", "Hvordan taler man med forældre?"].map((text) => ({ text }));
  const found = similarTo("Hvordan taler man med børn om døden?", asked);
  expect(found[0]).toBe(asked[1]);
  expect(found).toHaveLength(2);
  const many = Array.from({ length: 9 }, () => ({ text: "Hvordan taler man med børn om døden?" }));
  expect(similarTo("Tale med børn om døden", many)).toHaveLength(3);
});

test("nothing is offered while the question is only begun", () => {
  expect(similarTo("Hvordan taler", [{ text: "Hvordan taler man med et barn?" }])).toEqual([]);
});
