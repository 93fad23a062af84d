// Whether this host device shows the talks itself. Asked once and remembered for the seminar; the film outlives the phase and the
// part of the screen that shows it.
import { getContext, setContext } from "svelte";
import type { Session } from "../../session";
import { remember, remembered } from "../../talks/remembered";
import { showOf } from "../../talks/session_show";
import type { TalkShow } from "../../talks/show.svelte";

const kKey = Symbol("talk here");

export class TalkHereChoice {
  show = $state.raw<TalkShow>();

  constructor(private readonly session: Session) {
    if (remembered("shows_here") === this.seminarId) this.turn(true);
  }

  turn(on: boolean): void {
    if (on === !!this.show) return;
    remember("shows_here", on ? this.seminarId : undefined);
    if (on) {
      this.show = showOf(this.session);
      this.show.start();
    } else {
      this.stop();
    }
  }

  stop(): void {
    this.show?.stop();
    this.show = undefined;
  }

  private get seminarId(): string {
    return this.session.plan?.seminarId ?? "";
  }
}

export const offerTalkHere = (session: Session): TalkHereChoice => setContext(kKey, new TalkHereChoice(session));
export const talkHere = (): TalkHereChoice => getContext<TalkHereChoice>(kKey);
