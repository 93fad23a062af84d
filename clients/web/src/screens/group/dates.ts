// Days to choose from with one press, so that nobody leaves without a date. Pure; a date is `YYYY-MM-DD`, in the room's own
// days. Numbers of days never cross a change of the clocks wrongly, since they are counted at noon UTC.

const kDayMs = 86_400_000;
const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const pad = (n: number) => String(n).padStart(2, "0");

/** The day it is in this room. */
export function dayOf(serverMs: number): string {
  const at = new Date(serverMs);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** Empty for what is not a date. */
export function addDays(day: string, days: number): string {
  const at = atNoon(day);
  return Number.isNaN(at) ? "" : new Date(at + days * kDayMs).toISOString().slice(0, 10);
}

/** Negative: it was before. */
export const daysBetween = (from: string, to: string): number => Math.round((atNoon(to) - atNoon(from)) / kDayMs);

export interface DayChoice {
  /** Names the choice; `weeks` with a number. */
  kind: "tomorrow" | "days" | "weeks" | "meeting" | "follow_up";
  count: number;
  /** Empty: has to be asked for first. */
  day: string;
}

/** How long a group usually needs to try something; chosen already when a new action point is begun. */
export const kUsualDays = 14;

export interface KnownDays {
  today: string;
  /** The plan's; empty: none. */
  followUpOn: string;
  /** As this group said it; empty: not known yet. */
  staffMeeting: string;
}

/** By when at the latest. What has passed is not offered. */
export function choicesForDeadline({ today, followUpOn, staffMeeting }: KnownDays): DayChoice[] {
  const beforeFollowUp = followUpOn ? addDays(followUpOn, -1) : "";
  const meeting = staffMeeting >= today ? staffMeeting : "";
  return [
    { kind: "weeks", count: 1, day: addDays(today, 7) },
    { kind: "weeks", count: 2, day: addDays(today, kUsualDays) },
    { kind: "meeting", count: 0, day: meeting },
    ...(beforeFollowUp > today ? [{ kind: "follow_up" as const, count: 0, day: beforeFollowUp }] : []),
  ];
}

/** The first step is small and soon, and not after the deadline. */
export function choicesForFirstStep(today: string, deadline: string): DayChoice[] {
  const choices: DayChoice[] = [
    { kind: "tomorrow", count: 1, day: addDays(today, 1) },
    { kind: "days", count: 3, day: addDays(today, 3) },
    { kind: "days", count: 7, day: addDays(today, 7) },
  ];
  return choices.filter(({ day }) => !deadline || day <= deadline);
}
