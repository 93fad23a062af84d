// Which screen stands at which path. Screens load when they are needed, together with their texts, so that the join page
// stays small on a poor network.
import type { Component } from "svelte";
import { useTexts } from "./i18n/index.svelte";
import JoinScreen from "./screens/join/JoinScreen.svelte";

export interface Route {
  /** Passed to the screen as props. */
  params: { seminarId?: string };
  load: () => Promise<Component<{ seminarId?: string }>>;
}

type ScreenModule = Promise<{ default: Component<{ seminarId?: string }> | Component<Record<string, never>> }>;
const screen = async (module: ScreenModule) => (await module).default as Component<{ seminarId?: string }>;
// The first screen of most people comes with the client, in one file: on a poor network each file is a journey.
const join = async (module: { default: typeof JoinScreen }) => (await useTexts("join"), screen(Promise.resolve(module)));
const group = async (module: ScreenModule) => (await import("./i18n/group"), screen(module));
const staff = async (module: ScreenModule) => (await import("./i18n/staff"), screen(module));

const accessibility = async (module: ScreenModule) => (await import("./i18n/accessibility"), screen(module));

const routes: [RegExp, Route["load"]][] = [
  [/^\/(join)?$/, () => join({ default: JoinScreen })],
  [/^\/group$/, () => group(import("./screens/group/GroupDevice.svelte"))],
  [/^\/staff$/, () => staff(import("./screens/staff/StaffDoor.svelte"))],
  [/^\/planner$/, () => staff(import("./screens/staff/SeminarListScreen.svelte"))],
  [/^\/planner\/(?<seminarId>[\w-]{22})$/, () => staff(import("./screens/staff/PlannerScreen.svelte"))],
  [/^\/board\/(?<seminarId>[\w-]{22})$/, () => staff(import("./screens/staff/BoardScreen.svelte"))],
  [/^\/console\/(?<seminarId>[\w-]{22})$/, () => staff(import("./screens/staff/ConsoleScreen.svelte"))],
  [/^\/accessibility$/, () => accessibility(import("./screens/about/AccessibilityScreen.svelte"))],
  [/^\/speaker$/, () => staff(import("./screens/staff/SpeakerScreen.svelte"))],
];

if (import.meta.env.DEV) {
  routes.push([/^\/dev$/, () => staff(group(import("./dev/Examples.svelte")).then((c) => ({ default: c })))]);
  routes.push([/^\/ui$/, () => staff(group(import("./dev/Gallery.svelte")).then((c) => ({ default: c })))]);
  routes.push([/^\/dev\/staff$/, () => staff(import("./dev/StaffExamples.svelte"))]);
}

export function routeOf(path: string): Route | undefined {
  for (const [pattern, load] of routes) {
    const match = pattern.exec(path.length > 1 ? path.replace(/\/$/, "") : path);
    if (match) return { params: { seminarId: match.groups?.seminarId }, load };
  }
  return undefined;
}
