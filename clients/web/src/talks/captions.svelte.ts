// Captions of the recording on this screen, in the language somebody chose here. The track is never shown by the browser: the
// screen draws the words itself, large enough for the back of the room and clear of the controls.
import { Language, type Captions } from "../protocol";
import { remember, remembered } from "./remembered";
import type { SmallFiles } from "./small_files";
import { kCaptionsFile } from "./versions";

export type CaptionsChoice = "off" | "da" | "en";

const kCodes: Partial<Record<Language, Exclude<CaptionsChoice, "off">>> = {
  [Language.DANISH]: "da",
  [Language.ENGLISH]: "en",
};
const kTryAgainMs = 5_000;

export const languagesOf = (captions: readonly Captions[]): Exclude<CaptionsChoice, "off">[] =>
  captions.map(({ language }) => kCodes[language]).filter((code) => code !== undefined);

export class ScreenCaptions {
  chosen = $state<CaptionsChoice>(known(remembered("captions")));
  /** What is being said, line by line; empty between two cues. */
  lines = $state.raw<readonly string[]>([]);
  private mediaId = "";
  private url: string | undefined;
  private track: HTMLTrackElement | undefined;
  private triedAtMs = -Infinity;
  private turn = 0;

  constructor(
    private readonly video: () => HTMLVideoElement,
    private readonly files: SmallFiles,
  ) {}

  choose(choice: CaptionsChoice): void {
    this.chosen = choice;
    remember("captions", choice === "off" ? undefined : choice);
    this.triedAtMs = -Infinity;
  }

  /** Called often; loads only when something else is wanted. */
  look(captions: readonly Captions[], nowMs: number): void {
    const wanted = this.wantedOf(captions);
    if (wanted === this.mediaId && (this.track || !wanted || nowMs - this.triedAtMs < kTryAgainMs)) return;
    this.take();
    this.mediaId = wanted;
    this.triedAtMs = nowMs;
    if (wanted) void this.load(wanted, ++this.turn);
  }

  /** Of a film that comes next. */
  fetchAhead(captions: readonly Captions[]): void {
    const wanted = this.wantedOf(captions);
    if (wanted) void this.files.of(wanted, kCaptionsFile).catch(() => undefined);
  }

  /** Another player is on the screen, or none. */
  close(): void {
    this.take();
    this.mediaId = "";
  }

  private wantedOf(captions: readonly Captions[]): string {
    return captions.find(({ language }) => kCodes[language] === this.chosen)?.mediaId ?? "";
  }

  private async load(mediaId: string, turn: number): Promise<void> {
    try {
      const file = await this.files.of(mediaId, kCaptionsFile);
      if (!file || turn !== this.turn) return;
      // Under a type of our own, whatever stands in between made of it.
      this.url = URL.createObjectURL(file.slice(0, file.size, "text/vtt"));
      const track = document.createElement("track");
      track.kind = "captions";
      track.srclang = this.chosen;
      track.src = this.url;
      this.video().append(track);
      if (track.track) {
        track.track.mode = "hidden";
        track.track.oncuechange = () => (this.lines = linesOf(track.track));
      }
      this.track = track;
    } catch {
      // The next look tries again, after a while.
    }
  }

  private take(): void {
    this.turn += 1;
    if (this.track?.track) this.track.track.oncuechange = null;
    this.track?.remove();
    this.track = undefined;
    this.lines = [];
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = undefined;
  }
}

const known = (value: string | undefined): CaptionsChoice => (value === "da" || value === "en" ? value : "off");

/** Only the words: what a file says of colours and places is made for other screens. */
function linesOf(track: TextTrack): string[] {
  return [...(track.activeCues ?? [])].flatMap((cue) => {
    const words = cue as VTTCue;
    return (words.getCueAsHTML?.().textContent ?? words.text ?? "").split("\n").filter((line) => line.trim() !== "");
  });
}
