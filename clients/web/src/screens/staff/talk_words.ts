// How a group stands with the recordings, in words.
import { minutes, t } from "../../i18n/index.svelte";
import type { GroupTalk } from "../../protocol";
import { behindMsOf, type TalkReady } from "./talk_standing";

const whole = (lengthMs: number): number => Math.round(Math.abs(lengthMs) / 1000) * 1000;

/** `12 s behind`, `3 s ahead`. */
export function lagText(talk: GroupTalk | undefined): string {
  const behindMs = behindMsOf(talk);
  return t(behindMs < 0 ? "lag.ahead" : "lag.behind", { length: minutes(whole(behindMs)) });
}

/** What a group still lacks before a recording; empty when it is ready. */
export function notReadyText({ ready, heard, soundUnlocked, there, percents }: TalkReady): string {
  if (ready) return "";
  if (!heard) return t("lag.unheard");
  const [first, second] = percents;
  const fetched = there ? "" : t("lag.fetched", { first, second });
  return [soundUnlocked ? "" : t("lag.sound_locked"), fetched].filter(Boolean).join(" · ");
}
