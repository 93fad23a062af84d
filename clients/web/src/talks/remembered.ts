// What somebody chose at this screen, kept on the device. A browser that keeps nothing forgets it with the page.

type Key = "volume" | "captions" | "picture" | "speed" | "shows_here";
const kPrefix = "samtale.talk_";

export function remembered(key: Key): string | undefined {
  try {
    return localStorage.getItem(kPrefix + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: Key, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(kPrefix + key);
    else localStorage.setItem(kPrefix + key, value);
  } catch {
    // For this page only.
  }
}
