// What was written on a device that this browser no longer is, and never reached the server: nothing will send it any more. It is
// shown with its words for a month, so that somebody can copy it; then it is thrown away, since it is about people, and
// nobody should find it on a borrowed laptop a year later. Never before it has been shown.
import { CommandSchema, fromBinary, type Command } from "../protocol";
import { forgottenDevices, keepForgotten, noteForgotten, type Forgotten } from "./forgotten";
import { KeptCommands } from "./kept_commands";
import { devicePlaces } from "./places";

export const kKeptForMs = 30 * 24 * 3_600_000;

export interface LeftBehind {
  device: Forgotten;
  forgottenOnMs: number;
  /** In the order made. */
  commands: Command[];
}

/** Looks at what lies here, throws away what has had its month, and gives the rest. It counts as shown from now on. */
export async function leftBehind(nowMs = Date.now(), kept = new KeptCommands()): Promise<LeftBehind[]> {
  const ours = new Set(devicePlaces().map(({ deviceId }) => deviceId));
  const commands = new Map<string, Command[]>();
  for (const { device, bytes } of await kept.everything()) {
    if (ours.has(device)) continue;
    noteForgotten({ deviceId: device, title: "", groupName: "" }, nowMs);
    commands.set(device, [...(commands.get(device) ?? []), fromBinary(CommandSchema, bytes)]);
  }
  const found: LeftBehind[] = [];
  for (const device of forgottenDevices()) {
    const written = commands.get(device.deviceId);
    if (!written) continue;
    const forgottenOnMs = device.atMs + kKeptForMs;
    if (device.shown && nowMs >= forgottenOnMs) await kept.removeAllOf(device.deviceId);
    else found.push({ device: { ...device, shown: true }, forgottenOnMs, commands: written });
  }
  keepForgotten(found.map(({ device }) => device));
  return found;
}

export async function throwAway(deviceId: string, kept = new KeptCommands()): Promise<void> {
  await kept.removeAllOf(deviceId);
  keepForgotten(forgottenDevices().filter((other) => other.deviceId !== deviceId));
}
