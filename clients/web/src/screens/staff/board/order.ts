// Which groups the board shows, and in which order.
import { ms, type GroupPresence, type GroupProgress } from "../../../protocol";
import { attentionOf, kAttention, needsAttention, type Surroundings } from "../standing";

export const kSortings = ["attention", "name", "number", "last_seen"] as const;
export type Sorting = (typeof kSortings)[number];

export interface BoardWish {
  sorting: Sorting;
  /** Words, each of which must occur in name, workplace, municipality or number. */
  text: string;
  onlyAttention: boolean;
}

const names = new Intl.Collator("da", { numeric: true, sensitivity: "base" });

export function boardOrder(
  groups: Iterable<GroupProgress>,
  presence: ReadonlyMap<string, GroupPresence>,
  wish: BoardWish,
  around: Surroundings,
): string[] {
  const words = wish.text.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
  const shown = [...groups]
    .filter((group) => fits(group, words))
    .map((group) => ({ group, attention: attentionOf(group, presence.get(group.groupId), around) }))
    .filter(({ attention }) => !wish.onlyAttention || needsAttention(attention));
  const seenMs = ({ groupId }: GroupProgress) => ms(presence.get(groupId)?.lastSeenAtMs ?? 0n);
  type Shown = (typeof shown)[number];
  const byNumber = (a: Shown, b: Shown) => a.group.number - b.group.number;
  const orders: Record<Sorting, (a: Shown, b: Shown) => number> = {
    number: byNumber,
    name: (a, b) => names.compare(a.group.name, b.group.name) || byNumber(a, b),
    // Longest silence first: that is the one to look for.
    last_seen: (a, b) => seenMs(a.group) - seenMs(b.group) || byNumber(a, b),
    attention: (a, b) =>
      kAttention.indexOf(a.attention) - kAttention.indexOf(b.attention) ||
      // Whoever has called for help longest waits at the top.
      Number(a.group.helpCalledAtMs - b.group.helpCalledAtMs) ||
      byNumber(a, b),
  };
  return shown.sort(orders[wish.sorting]).map(({ group }) => group.groupId);
}

function fits(group: GroupProgress, words: string[]): boolean {
  if (words.length === 0) return true;
  const text = `${group.name} ${group.workplace} ${group.municipality} ${group.number}`.toLocaleLowerCase("da");
  return words.every((word) => text.includes(word));
}
