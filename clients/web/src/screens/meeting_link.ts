// The address where a seminar can be heard and seen. It comes from whoever planned it, so a link is made of it only when it is
// what a plan may hold: https, and nobody's name in front of the host. Pure.
import { PhaseKind, SessionState } from "../protocol";

export function meetingLink(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, username, password, href } = new URL(address);
  return protocol === "https:" && !username && !password ? href : undefined;
}

// When somebody speaks to all groups. In the conversations the room has its own voice.
const kTogether: readonly PhaseKind[] = [PhaseKind.WELCOME, PhaseKind.WRAP_UP, PhaseKind.SHARING, PhaseKind.EVALUATION];

export const isTogether = (state: SessionState | undefined, phase: PhaseKind | undefined): boolean =>
  phase === undefined ? state === SessionState.LOBBY : kTogether.includes(phase);

/** Whose page the meeting is, if the server lets that host be shown inside ours (P-98). */
export function hostShownHere(link: string | undefined, hosts: readonly string[] = []): string | undefined {
  if (!link) return undefined;
  const { host } = new URL(link);
  return hosts.includes(host) ? host : undefined;
}
