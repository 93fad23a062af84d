// Which cards stand together on one page of the group screen, so that none is cut and nobody has to scroll. Pure.

/** Where a card or a page stands in the whole list, in pixels from its top. */
export interface Span {
  top: number;
  bottom: number;
}

/** Cards beside each other turn the page together. A card higher than the page gets one for itself. */
export function pagesOf(cards: readonly Span[], pageHeight: number): Span[] {
  const rows: Span[] = [];
  for (const { top, bottom } of cards) {
    const row = rows.at(-1);
    if (row && top < row.bottom) row.bottom = Math.max(row.bottom, bottom);
    else rows.push({ top, bottom });
  }
  const pages: Span[] = [];
  for (const row of rows) {
    const page = pages.at(-1);
    if (page && row.bottom - page.top <= pageHeight) page.bottom = row.bottom;
    else pages.push({ ...row });
  }
  return pages;
}
