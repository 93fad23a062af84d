// Reads a pasted list of expected groups: group, workplace, municipality, coordinator e-mail. Comma, semicolon or tab, with
// or without a header row. Nothing is guessed silently: every row that cannot be added says why.
import Papa from "papaparse";
import { kEmail, kGroupName, kGroupsPerCommand, kGroupsPerSeminar, kMunicipality, kWorkplace } from "../limits";

export interface ListedGroup {
  name: string;
  workplace: string;
  municipality: string;
  coordinatorEmail: string;
  /** A WorkArea; 0: not said. Chosen by hand, so never in a pasted list. */
  area: number;
}
/** The columns of a pasted list. */
type Column = Exclude<keyof ListedGroup, "area">;

export type RowProblem =
  | { kind: "columns"; found: number }
  | { kind: "quotes" }
  | { kind: "no_name" }
  | { kind: "too_long"; field: Column; limit: number }
  | { kind: "email" }
  | { kind: "twice"; firstRow: number }
  | { kind: "known" }
  | { kind: "too_many"; limit: number };

export interface ListRow {
  /** As a person counts: the first row is 1, the header included, blank lines not. */
  row: number;
  group: ListedGroup;
  problem?: RowProblem;
}

export interface GroupList {
  rows: ListRow[];
  hasHeader: boolean;
  good: ListedGroup[];
}

const kColumns: Column[] = ["name", "workplace", "municipality", "coordinatorEmail"];
const kLimits: Record<Column, number> = {
  name: kGroupName,
  workplace: kWorkplace,
  municipality: kMunicipality,
  coordinatorEmail: kEmail,
};
const kHeaderWords: Record<string, Column> = {
  gruppe: "name",
  gruppenavn: "name",
  navn: "name",
  group: "name",
  name: "name",
  arbejdsplads: "workplace",
  workplace: "workplace",
  kommune: "municipality",
  municipality: "municipality",
  tovholder: "coordinatorEmail",
  coordinator: "coordinatorEmail",
  email: "coordinatorEmail",
  epost: "coordinatorEmail",
};

/** Two groups with the same name cannot be told apart in the list at the door. */
export const nameKey = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLocaleLowerCase("da");
const lengthOf = (text: string): number => [...text].length;
const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

export function readGroupList(text: string, known: Iterable<string>): GroupList {
  const knownKeys = new Set([...known].map(nameKey));
  const { cells, badQuotes } = split(text);
  const order = columnsOf(cells[0] ?? []);
  const firstSeen = new Map<string, number>();
  const rows: ListRow[] = [];
  const good: ListedGroup[] = [];
  for (let i = order ? 1 : 0; i < cells.length; i += 1) {
    const found = cells[i]!.map((cell) => cell.trim());
    const group = groupOf(found, order ?? kColumns);
    const room = kGroupsPerSeminar - knownKeys.size - good.length;
    const problem: RowProblem | undefined =
      (badQuotes.has(i) ? { kind: "quotes" as const } : undefined) ??
      problemOf(found, group, firstSeen, knownKeys) ??
      (room <= 0 ? { kind: "too_many", limit: kGroupsPerSeminar } : undefined);
    const row = i + 1;
    if (group.name && !firstSeen.has(nameKey(group.name))) firstSeen.set(nameKey(group.name), row);
    if (!problem) good.push(group);
    rows.push({ row, group, problem });
  }
  return { rows, hasHeader: !!order, good };
}

/** The separator is the one that makes four columns in most rows: a comma inside a name must not win over semicolons. */
function split(text: string): { cells: string[][]; badQuotes: Set<number> } {
  let best: Papa.ParseResult<string[]> | undefined;
  let bestFit = -1;
  for (const delimiter of [";", "\t", ","]) {
    const parsed = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: "greedy" });
    const fit = parsed.data.filter((row) => row.length === kColumns.length).length * 1000 + widest(parsed.data);
    if (fit > bestFit) [best, bestFit] = [parsed, fit];
  }
  const badQuotes = new Set((best?.errors ?? []).filter((e) => e.type === "Quotes").map((e) => e.row ?? 0));
  return { cells: best?.data ?? [], badQuotes };
}

const widest = (rows: string[][]): number => rows.reduce((most, row) => Math.max(most, row.length), 0);

/** The columns in the order of a header row; undefined when the first row is a group. */
function columnsOf(first: string[]): Column[] | undefined {
  const words = first.map((cell) => kHeaderWords[headerWord(cell)]);
  if (words[0] === undefined || first.some((cell) => cell.includes("@"))) return undefined;
  if (first.length === 1) return kColumns;
  const complete = kColumns.every((column) => words.includes(column)) && words.length === kColumns.length;
  if (complete) return words as Column[];
  return words.filter((word) => word !== undefined).length >= 2 ? kColumns : undefined;
}

/** `Tovholders e-mail` and `Coordinator e-mail` are both about the coordinator. */
function headerWord(cell: string): string {
  const word = cell.toLowerCase().replaceAll(/[^\p{L} ]/gu, "").trim();
  return word.startsWith("tovholder") ? "tovholder" : word.startsWith("coordinator") ? "coordinator" : word;
}

function groupOf(cells: string[], order: Column[]): ListedGroup {
  const group: ListedGroup = { name: "", workplace: "", municipality: "", coordinatorEmail: "", area: 0 };
  order.forEach((column, i) => (group[column] = cells[i] ?? ""));
  return group;
}

function problemOf(
  cells: string[],
  group: ListedGroup,
  firstSeen: Map<string, number>,
  known: Set<string>,
): RowProblem | undefined {
  if (cells.length !== kColumns.length) return { kind: "columns", found: cells.length };
  const key = nameKey(group.name);
  if (!key) return { kind: "no_name" };
  for (const field of kColumns) {
    if (lengthOf(group[field]) > kLimits[field]) return { kind: "too_long", field, limit: kLimits[field] };
  }
  if (group.coordinatorEmail && !looksLikeEmail(group.coordinatorEmail)) return { kind: "email" };
  const firstRow = firstSeen.get(key);
  if (firstRow !== undefined) return { kind: "twice", firstRow };
  return known.has(key) ? { kind: "known" } : undefined;
}

/** A client's message is at most 64 KiB (P-02); half of that leaves room for ids and framing. */
const kBytesPerCommand = 32_768;

/** Cuts a long list into commands that the server accepts. */
export function inCommands(groups: ListedGroup[]): ListedGroup[][] {
  const encoder = new TextEncoder();
  const commands: ListedGroup[][] = [];
  let bytes = Infinity;
  for (const group of groups) {
    const size = kColumns.reduce((sum, column) => sum + encoder.encode(group[column]).length + 4, 40);
    const last = commands.at(-1);
    if (!last || last.length >= kGroupsPerCommand || bytes + size > kBytesPerCommand) {
      commands.push([group]);
      bytes = size;
    } else {
      last.push(group);
      bytes += size;
    }
  }
  return commands;
}
