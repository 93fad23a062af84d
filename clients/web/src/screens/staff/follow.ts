// A link inside the client is followed without loading the page again; with a modifier key the browser does as always.
import { go } from "../../router.svelte";
import { undoOffer } from "./undo.svelte";

export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const address = (event.currentTarget as HTMLAnchorElement).getAttribute("href");
  if (!address?.startsWith("/")) return;
  event.preventDefault();
  // Whoever goes elsewhere has not taken the last thing back; now there is still a connection to do it with.
  undoOffer.end();
  go(address);
}
