// Light or dark, as the device says until its owner chooses otherwise, which is remembered. A screen for a whole room has a
// theme of its own with `useScreenTheme`. The theme stands on <html data-theme>, where themes.css finds it.

export type Theme = "light" | "dark" | "projector";
export type ThemeChoice = "device" | "light" | "dark";

const kChosenKey = "samtale.theme";

function remembered(): ThemeChoice {
  try {
    const chosen = localStorage.getItem(kChosenKey);
    if (chosen === "light" || chosen === "dark") return chosen;
  } catch {
    // No storage: follow the device.
  }
  return "device";
}

const darkDevice = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
const state = $state<{ choice: ThemeChoice; deviceIsDark: boolean; screen: Theme | undefined }>({
  choice: remembered(),
  deviceIsDark: !!darkDevice?.matches,
  screen: undefined,
});
darkDevice?.addEventListener?.("change", ({ matches }) => {
  state.deviceIsDark = matches;
  show();
});

export const themeChoice = (): ThemeChoice => state.choice;

export function theme(): Theme {
  if (state.screen) return state.screen;
  return state.choice === "device" ? (state.deviceIsDark ? "dark" : "light") : state.choice;
}

export function chooseTheme(choice: ThemeChoice): void {
  state.choice = choice;
  try {
    if (choice === "device") localStorage.removeItem(kChosenKey);
    else localStorage.setItem(kChosenKey, choice);
  } catch {
    // Chosen for this page only.
  }
  show();
}

/** `undefined` gives the screen back to the device. */
export function useScreenTheme(wanted: Theme | undefined): void {
  state.screen = wanted;
  show();
}

function show(): void {
  document.documentElement.dataset.theme = theme();
}
show();
