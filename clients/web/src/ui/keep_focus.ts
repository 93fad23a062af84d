// The focus is never lost. What has it may go from the page: a step changes, somebody else takes a question away, a dialog
// closes. The browser then begins again at the top of the page, and whoever works with a keyboard or hears the page has to
// find the place again. Here it goes to the nearest part around it that is still there, or to where it was before.
// That part cannot be pressed, so that a second Enter does nothing, and the tabulator goes on from there.
// WCAG 2.2: 2.4.3 (focus order), 3.2 (predictable).

/** The parts of a page that somebody can be *in*. */
const kPlaces = "li, form, article, section, dialog, main";
/** As many as are worth coming back to. */
const kRemembered = 40;

/** Where the focus may go, the nearest first. */
let way: HTMLElement[] = [];

/** The part itself, and what is around it; of a dialog nothing beyond, for what lies behind it is not around it. */
function around(part: HTMLElement): HTMLElement[] {
  const found = [part];
  for (let at = part.parentElement?.closest<HTMLElement>(kPlaces); at; at = at.parentElement?.closest<HTMLElement>(kPlaces)) {
    found.push(at);
    if (at.localName === "dialog") break;
  }
  return found;
}

const isLost = (): boolean => !document.activeElement || document.activeElement === document.body;
const mayHaveIt = (part: HTMLElement): boolean =>
  part.isConnected && part.checkVisibility() && !part.matches(":disabled") && !part.closest("[inert]");

/** To be given the focus once, by nobody but us. */
function stand(part: HTMLElement): void {
  if (part.tabIndex < 0 && !part.hasAttribute("tabindex")) {
    part.tabIndex = -1;
    part.addEventListener("blur", () => part.removeAttribute("tabindex"), { once: true });
  }
  part.focus({ preventScroll: true });
}

function find(): void {
  if (!isLost() || way.length === 0 || mayHaveIt(way[0]!)) return;
  const main = document.querySelector<HTMLElement>("main");
  const next = way.find(mayHaveIt) ?? main;
  if (next) stand(next);
}

/** Once for the whole page. */
export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const now = around(target);
    way = [...now, ...way.filter((part) => part.isConnected && !now.includes(part))].slice(0, kRemembered);
  });
  // Whoever presses beside everything wants the focus nowhere.
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Node && way[0]?.contains(target))) way = [];
  });
  // Screens that know a better place go first: they do it with the change itself.
  new MutationObserver(() => {
    if (isLost()) setTimeout(find);
  }).observe(document.body, { childList: true, subtree: true });
}
