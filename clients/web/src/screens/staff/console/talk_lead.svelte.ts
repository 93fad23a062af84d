// What a facilitator does to the recording that plays: jump, begin anew, and give the phase the time that the talk needs. Every
// jump names the playback's revision, so that two people pressing in the same moment jump once; and it can be taken back.
import { t } from "../../../i18n/index.svelte";
import { SeekTalkSchema, create } from "../../../protocol";
import { formatClock, type Session } from "../../../session";
import { hasArrived } from "../standing";
import { countStands, positionMs, talkOutlastsMs, talkPlays, talkRuns, type TalkCount } from "../talk_standing";
import { offerUndo } from "../undo.svelte";
import type { Lead } from "./lead.svelte";

/** Less than this nobody minds: a phase is as long as its talk, rounded up to half a minute. */
const kWorthSayingMs = 45_000;
const kUnitMs = 30_000;

export class TalkLead {
  constructor(
    private readonly session: Session,
    private readonly lead: Lead,
  ) {}

  readonly runs = $derived.by(() => talkRuns(this.session.phase, this.session.entities.playback));
  readonly plays = $derived.by(() => talkPlays(this.session.phase, this.session.entities.playback, this.session.nowMs));
  readonly lengthMs = $derived.by(() => this.session.phase?.talk?.mediaLengthMs ?? 0);
  /** On the page's clock hand; for drawing. */
  readonly atMs = $derived.by(() => positionMs(this.session.entities.playback, this.session.nowMs, this.lengthMs));
  readonly paused = $derived.by(() => this.session.entities.playback?.state.case === "pausedAtMs");
  readonly busy = $derived.by(() => this.session.pendingOf("seekTalk").some(({ status }) => status === "waiting"));

  readonly count: TalkCount = $derived.by(() => {
    const { progress, presence, talks } = this.session.entities;
    const here = [...progress.values()].filter((group) => {
      const { hosts = 0, screens = 0 } = presence.get(group.groupId) ?? {};
      return hasArrived(group) && hosts + screens > 0;
    });
    return countStands(here.map(({ groupId }) => talks.get(groupId)));
  });

  /** By how much talk and phase end apart, in whole half minutes; 0 when they do not, or nearly. Below zero: the talk ends first. */
  readonly apartMs = $derived.by(() => {
    const { left } = this.session;
    if (!this.runs || !left || !this.lengthMs) return 0;
    const apart = talkOutlastsMs(this.atMs, this.lengthMs, left.overtime ? -left.overtimeMs : left.leftMs);
    if (Math.abs(apart) < kWorthSayingMs) return 0;
    return apart > 0 ? Math.ceil(apart / kUnitMs) * kUnitMs : Math.ceil((apart + kUnitMs) / kUnitMs) * kUnitMs;
  });

  jump(byMs: number): void {
    this.seekTo(this.exactMs() + byMs);
  }

  seekTo(toMs: number): void {
    const { entities, session } = this.session;
    const { playback } = entities;
    if (!this.runs || !playback || !session || this.busy) return;
    const target = Math.round(Math.max(0, this.lengthMs ? Math.min(toMs, this.lengthMs) : toMs));
    const byMs = target - this.exactMs();
    void this.send(target).done.then((saved) => saved && this.offerBack(target, byMs));
  }

  /** So that the phase ends with its talk. */
  evenOut(): void {
    if (this.apartMs !== 0) this.lead.addTime(this.apartMs);
  }

  private exactMs(): number {
    return positionMs(this.session.entities.playback, this.session.serverNow(), 0);
  }

  private send(toMs: number) {
    const value = create(SeekTalkSchema, {
      phaseRevision: this.session.session?.phaseRevision ?? 0,
      playbackRevision: this.session.entities.playback?.revision ?? 0,
      positionMs: Math.max(0, Math.round(toMs)),
    });
    return this.session.command({ case: "seekTalk", value });
  }

  /** Back is where everybody would be without the jump, pauses counted. */
  private offerBack(target: number, byMs: number): void {
    const { entities, session } = this.session;
    const phaseRevision = session?.phaseRevision;
    const revision = entities.playback?.revision;
    const stillHolds = () =>
      this.session.session?.phaseRevision === phaseRevision && this.session.entities.playback?.revision === revision && this.runs;
    offerUndo({
      text: t("console.jumped", { position: formatClock(target) }),
      stillHolds,
      undo: () => void this.send(this.exactMs() - byMs),
    });
  }
}
