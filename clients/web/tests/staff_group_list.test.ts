// Pasted lists of groups: what is read, and what is explained instead.
import { expect, test } from "vitest";
import { inCommands, readGroupList, type ListedGroup } from "../src/screens/staff/planner/group_list";

const group = (name: string, workplace = "", municipality = "", coordinatorEmail = ""): ListedGroup => ({
  name,
  workplace,
  municipality,
  coordinatorEmail,
  area: 0,
});

test.each([
  [";", "semicolons, as a Danish spreadsheet saves them"],
  [",", "commas"],
  ["\t", "tabs, as a spreadsheet copies them"],
])("reads a list separated by %j", (separator) => {
  const text = [
    ["Gruppe", "Arbejdsplads", "Kommune", "Tovholders e-mail"],
    ["Team Lærke", "Børnehuset Lærken", "Odense", "a@eksempel.dk"],
    ["Nattevagten", "Solgården", "", ""],
  ]
    .map((row) => row.join(separator))
    .join("\r\n");
  const list = readGroupList(text, []);
  expect(list.hasHeader).toBe(true);
  expect(list.good).toEqual([group("Team Lærke", "Børnehuset Lærken", "Odense", "a@eksempel.dk"), group("Nattevagten", "Solgården")]);
  expect(list.rows.map((r) => r.row)).toEqual([2, 3]);
});

test("without a header row the first row is a group", () => {
  const list = readGroupList("Rødt team;Skovbrynet;Vejle;b@eksempel.dk", []);
  expect(list.hasHeader).toBe(false);
  expect(list.good).toEqual([group("Rødt team", "Skovbrynet", "Vejle", "b@eksempel.dk")]);
});

test("a group that happens to be called something like a heading is still a group", () => {
  expect(readGroupList("Gruppe 1;Skovbrynet;Vejle;", []).good).toEqual([group("Gruppe 1", "Skovbrynet", "Vejle")]);
});

test("a header row may put the columns in another order", () => {
  const list = readGroupList("Name,Coordinator e-mail,Workplace,Municipality\nTeam A,a@b.dk,House,Aarhus", []);
  expect(list.good).toEqual([group("Team A", "House", "Aarhus", "a@b.dk")]);
});

test("a byte order mark, blank lines and spaces round the cells do no harm", () => {
  const list = readGroupList("\ufeffGruppe;Arbejdsplads;Kommune;E-mail\n\n ;;; \n Team A ; Huset ;Ribe; a@b.dk \n\n", []);
  expect(list.hasHeader).toBe(true);
  expect(list.good).toEqual([group("Team A", "Huset", "Ribe", "a@b.dk")]);
});

test("quotes keep separators, quotes and line ends inside a cell", () => {
  const list = readGroupList('"Team ""A"", nord",Huset,Ribe,a@b.dk\n"Team B","Huset,\nbag gården",Ribe,', []);
  expect(list.good).toEqual([group('Team "A", nord', "Huset", "Ribe", "a@b.dk"), group("Team B", "Huset,\nbag gården", "Ribe")]);
});

test("a comma inside a name does not win over semicolons", () => {
  expect(readGroupList("Team A, nord;Huset;Ribe;", []).good).toEqual([group("Team A, nord", "Huset", "Ribe")]);
});

test("a quote that is never closed is told, not swallowed", () => {
  const list = readGroupList('Team A;Huset;Ribe;a@b.dk\n"Team B;Huset;Ribe;', []);
  expect(list.good.map((g) => g.name)).toEqual(["Team A"]);
  expect(list.rows[1]?.problem).toEqual({ kind: "quotes" });
});

test("a wrong number of columns says how many there are", () => {
  const list = readGroupList("Team A;Huset;Ribe;a@b.dk\nTeam B;Huset\nTeam C;Huset;Ribe;c@b.dk;12 personer", []);
  expect(list.good.map((g) => g.name)).toEqual(["Team A"]);
  expect(list.rows.map((r) => r.problem)).toEqual([
    undefined,
    { kind: "columns", found: 2 },
    { kind: "columns", found: 5 },
  ]);
});

test("a bare list of names is explained row by row", () => {
  const list = readGroupList("Team A\nTeam B", []);
  expect(list.good).toEqual([]);
  expect(list.rows.map((r) => r.problem)).toEqual([
    { kind: "columns", found: 1 },
    { kind: "columns", found: 1 },
  ]);
});

test("each row says what is wrong with it; the others are good", () => {
  const list = readGroupList(
    [
      ";Huset;Ribe;",
      "Team A;Huset;Ribe;ikke-en-adresse",
      `${"x".repeat(121)};;;`,
      `${"æ".repeat(120)};;;`,
      "Team B;;;",
      " team  b ;;;",
      "Team Lærke;;;",
    ].join("\n"),
    ["Team lærke"],
  );
  expect(list.rows.map((r) => r.problem)).toEqual([
    { kind: "no_name" },
    { kind: "email" },
    { kind: "too_long", field: "name", limit: 120 },
    undefined,
    undefined,
    { kind: "twice", firstRow: 5 },
    { kind: "known" },
  ]);
  expect(list.good.map((g) => g.name)).toEqual(["æ".repeat(120), "Team B"]);
});

test("stops at the number of groups a seminar may have, those already there counted", () => {
  const text = Array.from({ length: 5 }, (_, i) => `Ny ${i};;;`).join("\n");
  const known = Array.from({ length: 1_997 }, (_, i) => `Gammel ${i}`);
  const list = readGroupList(text, known);
  expect(list.good).toHaveLength(3);
  expect(list.rows[3]?.problem).toEqual({ kind: "too_many", limit: 2_000 });
});

test("nothing pasted is nothing read", () => {
  expect(readGroupList("  \n ", [])).toEqual({ rows: [], hasHeader: false, good: [] });
});

test("a long list goes in commands the server accepts", () => {
  const short = inCommands(Array.from({ length: 1_201 }, (_, i) => group(`G${i}`)));
  expect(short.flat()).toHaveLength(1_201);
  expect(Math.max(...short.map((c) => c.length))).toBeLessThanOrEqual(500);
  const long = inCommands(Array.from({ length: 200 }, (_, i) => group(`${i}${"å".repeat(110)}`, "ø".repeat(200), "æ".repeat(100))));
  expect(long.flat()).toHaveLength(200);
  for (const command of long) {
    const bytes = new TextEncoder().encode(command.map((g) => Object.values(g).join("")).join("")).length;
    expect(bytes).toBeLessThan(40_000);
  }
  expect(inCommands([])).toEqual([]);
});
