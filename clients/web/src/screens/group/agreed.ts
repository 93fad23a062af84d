// A group's action points as its screens speak of them: their order, which one is read aloud, and how far one has travelled.
// Pure.
import { ms, type ActionPoint, type SharedActionPoint, type WallInsight } from "../../protocol";

/** As they were agreed; the same on every device of the group. */
export const inOrder = (points: Iterable<ActionPoint>): ActionPoint[] =>
  [...points].sort((a, b) => ms(a.agreedAtMs) - ms(b.agreedAtMs) || (a.actionPointId < b.actionPointId ? -1 : 1));

export interface Reading {
  /** The oldest draft: host device and group screen show the same one without having to tell each other. */
  now: ActionPoint | undefined;
  /** As people count; of all of them. */
  number: number;
  count: number;
  confirmed: number;
}

export function readingOf(points: Iterable<ActionPoint>): Reading {
  const all = inOrder(points);
  const at = all.findIndex((point) => !point.confirmed);
  return {
    now: all[at],
    number: at + 1,
    count: all.length,
    confirmed: all.filter((point) => point.confirmed).length,
  };
}

export interface Journey {
  groups: number;
  /** How many hands it has gone through at most; 1: straight from us. */
  farthest: number;
}

export const journeyOf = ({ takenUpBy }: Pick<ActionPoint, "takenUpBy">): Journey => ({
  groups: new Set(takenUpBy.map(({ groupId }) => groupId)).size,
  farthest: takenUpBy.reduce((most, { distance }) => Math.max(most, distance), 0),
});

export const kGalleryOrders = ["theme", "area", "newest"] as const;
export type GalleryOrder = (typeof kGalleryOrders)[number];

export interface Shelf {
  /** A theme, or the number of a WorkArea; empty: none of them. */
  key: string;
  points: SharedActionPoint[];
}

/**
 * The gallery on shelves: by theme (in the plan's order), by kind of workplace, or one shelf with the newest first. What has
 * neither stands last, and so does the group's own on each shelf: the others are the news.
 */
export function shelves(
  points: Iterable<SharedActionPoint>,
  order: GalleryOrder,
  ownGroupId: string,
  themes: readonly string[] = [],
): Shelf[] {
  const sorted = [...points].sort(
    (a, b) =>
      Number(a.groupId === ownGroupId) - Number(b.groupId === ownGroupId) ||
      ms(b.sharedAtMs) - ms(a.sharedAtMs) ||
      (a.actionPointId < b.actionPointId ? -1 : 1),
  );
  if (order === "newest") return sorted.length ? [{ key: "", points: sorted }] : [];
  const keyOf = (point: SharedActionPoint) => (order === "theme" ? point.theme : point.area ? String(point.area) : "");
  const byKey = new Map<string, SharedActionPoint[]>();
  for (const point of sorted) byKey.set(keyOf(point), [...(byKey.get(keyOf(point)) ?? []), point]);
  // A theme that the plan has lost stays with what was shared under it.
  const place = (key: string) => {
    if (!key) return Infinity;
    if (order === "area") return Number(key);
    const at = themes.indexOf(key);
    return at < 0 ? themes.length : at;
  };
  return [...byKey]
    .map(([key, shelf]) => ({ key, points: shelf }))
    .sort((a, b) => place(a.key) - place(b.key) || (a.key < b.key ? -1 : 1));
}

/** What the facilitator has put up, groups beside each other. Staff are told of the others as well. */
export const onWall = (insights: Iterable<WallInsight>): WallInsight[] =>
  [...insights]
    .filter(({ shown }) => shown)
    .sort((a, b) => a.groupName.localeCompare(b.groupName) || (a.noteId < b.noteId ? -1 : 1));
