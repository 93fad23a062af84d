// Three quiet sounds for the room, like knocks on wood: a phase begins, a minute is left, the time is up. Off until somebody
// turns them on; remembered on this device. Browsers let a page sound only after a press, so a reload waits for the next one.
// A fourth is for whoever wants to know whether this room hears anything at all.

export type Sound = "begins" | "minute" | "over";

const kKey = "samtale.sound";
/** Frequency in Hz, and when it is struck, in seconds. */
const kStrokes: Record<Sound, [number, number][]> = {
  begins: [
    [392, 0],
    [523.25, 0.2],
  ],
  minute: [[440, 0]],
  over: [
    [523.25, 0],
    [392, 0.2],
  ],
};
/** As loud as somebody speaks in a talk. */
const kTest: [number, number][] = [
  [392, 0],
  [523.25, 0.25],
  [659.25, 0.5],
];
const kTestLoudness = 0.4;
const kLoudness = 0.14;
const kRingsForS = 0.9;

function remembered(): boolean {
  try {
    return localStorage.getItem(kKey) === "on";
  } catch {
    return false;
  }
}

export class Sounds {
  private on_ = $state(remembered());
  private audio: AudioContext | undefined;

  get on(): boolean {
    return this.on_;
  }

  /** By a press: it is heard at once how loud they are. */
  turn(on: boolean): void {
    this.on_ = on;
    try {
      if (on) localStorage.setItem(kKey, "on");
      else localStorage.removeItem(kKey);
    } catch {
      // As long as the page is open.
    }
    if (on) this.play("minute");
    else void this.audio?.suspend();
  }

  play(sound: Sound): void {
    if (this.on_) this.strokes(kStrokes[sound], kLoudness);
  }

  /** By a press, whether the sounds are on or not. */
  ring(): void {
    this.strokes(kTest, kTestLoudness);
  }

  private strokes(strokes: [number, number][], loudness: number): void {
    if (typeof AudioContext === "undefined") return;
    this.audio ??= new AudioContext();
    const { audio } = this;
    void audio.resume().then(() => {
      for (const [pitch, after] of strokes) strike(audio, pitch, audio.currentTime + after, loudness);
    });
  }

  stop(): void {
    void this.audio?.close();
    this.audio = undefined;
  }
}

function strike(audio: AudioContext, pitch: number, at: number, loudness: number): void {
  for (const [overtone, share] of [
    [1, 1],
    [3.93, 0.18],
  ] as const) {
    const tone = audio.createOscillator();
    const fade = audio.createGain();
    tone.frequency.value = pitch * overtone;
    fade.gain.setValueAtTime(0.0001, at);
    fade.gain.exponentialRampToValueAtTime(loudness * share, at + 0.006);
    fade.gain.exponentialRampToValueAtTime(0.0001, at + kRingsForS / overtone ** 0.5);
    tone.connect(fade).connect(audio.destination);
    tone.start(at);
    tone.stop(at + kRingsForS);
  }
}
