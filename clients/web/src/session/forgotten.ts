// Devices that this browser was once and is no more, for as long as something they wrote may still lie here. In localStorage, and
// small: the first screen reads it to know whether there is anything to tell.
export interface Forgotten {
  deviceId: string;
  title: string;
  groupName: string;
  atMs: number;
  /** Somebody has had it on the screen. Nothing is thrown away before that. */
  shown?: boolean;
}

const kKey = "samtale.forgotten";

export function forgottenDevices(): Forgotten[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kKey) ?? "[]");
    return Array.isArray(found) ? (found as Forgotten[]) : [];
  } catch {
    return [];
  }
}

/** One that is noted already keeps its day. */
export function noteForgotten(device: Pick<Forgotten, "deviceId" | "title" | "groupName">, nowMs = Date.now()): void {
  const noted = forgottenDevices();
  if (noted.some(({ deviceId }) => deviceId === device.deviceId)) return;
  const { deviceId, title, groupName } = device;
  keepForgotten([...noted, { deviceId, title, groupName, atMs: nowMs }]);
}

export function keepForgotten(devices: Forgotten[]): void {
  try {
    if (devices.length > 0) localStorage.setItem(kKey, JSON.stringify(devices));
    else localStorage.removeItem(kKey);
  } catch {
    // No storage: then there is no outbox either.
  }
}
