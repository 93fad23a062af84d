// Which of what a group keeps fits on its screen. Pure.

/** Of a line on the group screen, roughly, and what there is room for. */
const kLettersInALine = 44;
const kLines = 5;
/** Two lines are enough to know one's own words again. */
const kMostLines = 2;

/** The newest that fit, in their order. At least one. */
export function fitting<Item extends { text: string }>(items: readonly Item[]): Item[] {
  let room = kLines;
  let first = items.length;
  while (first > 0) {
    room -= Math.min(kMostLines, Math.ceil(items[first - 1]!.text.length / kLettersInALine) || 1);
    if (room < 0 && first < items.length) break;
    --first;
  }
  return items.slice(first);
}
