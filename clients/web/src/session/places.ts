// Which devices and people this browser is: the tokens it holds, in localStorage. Several may live in one browser (a
// laptop can be host device in one window and group screen in another), so each tab remembers which one it is.
import type { Role } from "../protocol";
import { forgetDrafts } from "./draft.svelte";
import { noteForgotten } from "./forgotten";

export interface DevicePlace {
  seminarId: string;
  groupId: string;
  role: Role.HOST | Role.SCREEN | Role.PHONE;
  deviceId: string;
  token: string;
  title: string;
  groupName: string;
  usedAt: number;
}

export interface PersonPlace {
  token: string;
  role: Role;
  name: string;
  seminarId: string;
  usedAt: number;
}

// Its number on the wire: this file belongs to the first screen, which does not load the protocol.
const kOrganiser: Role.ORGANISER = 1;

const kDevices = "samtale.devices";
const kPeople = "samtale.people";
const kThisTab = "samtale.this_tab";

function read<T>(key: string): T[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? (found as T[]) : [];
  } catch {
    return [];
  }
}

function write(key: string, places: { usedAt: number }[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(places));
  } catch {
    // Storage is forbidden: the device works until the tab is closed.
  }
}

const deviceKey = (place: Pick<DevicePlace, "seminarId" | "groupId" | "role">) =>
  `${place.seminarId}/${place.groupId}/${place.role}`;

/** The one used last comes first. */
export function devicePlaces(): DevicePlace[] {
  return read<DevicePlace>(kDevices).sort((a, b) => b.usedAt - a.usedAt);
}

export function rememberDevice(place: Omit<DevicePlace, "usedAt">): void {
  const others = devicePlaces().filter((p) => deviceKey(p) !== deviceKey(place));
  write(kDevices, [{ ...place, usedAt: Date.now() }, ...others]);
  sessionStorage.setItem(kThisTab, deviceKey(place));
}

export function forgetDevice(place: DevicePlace): void {
  write(
    kDevices,
    devicePlaces().filter((p) => p.token !== place.token),
  );
  sessionStorage.removeItem(kThisTab);
  forgetDrafts(place.deviceId);
  // What it wrote and could not send stays for a while (left_behind.ts).
  noteForgotten(place);
}

/** The device that this tab is: the one it was before a reload, else the one used last in this browser. */
export function deviceOfThisTab(): DevicePlace | undefined {
  const places = devicePlaces();
  const mine = sessionStorage.getItem(kThisTab);
  return places.find((p) => deviceKey(p) === mine) ?? places[0];
}

/** The one used last comes first. */
export function personPlaces(): PersonPlace[] {
  return read<PersonPlace>(kPeople).sort((a, b) => b.usedAt - a.usedAt);
}

export function rememberPerson(place: Omit<PersonPlace, "usedAt">): void {
  const others = personPlaces().filter((p) => p.token !== place.token);
  write(kPeople, [{ ...place, usedAt: Date.now() }, ...others]);
}

export function forgetPerson(token: string): void {
  write(
    kPeople,
    personPlaces().filter((p) => p.token !== token),
  );
}

/** The token to open a staff screen with: of the seminar's own facilitator or speaker first, else an organiser's. */
export function personFor(roles: Role[], seminarId?: string): PersonPlace | undefined {
  const fitting = personPlaces().filter((p) => roles.includes(p.role));
  const own = fitting.find((p) => seminarId !== undefined && p.seminarId === seminarId);
  return own ?? fitting.find((p) => p.role === kOrganiser || seminarId === undefined);
}
