// What a video element shows at this moment, in the words of `follow`.
import type { Seen } from "./follow";

/** HTMLMediaElement's own numbers. */
const kHaveMetadata = 1;
const kHaveFutureData = 3;

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** `broken`: what it has is not to be played. */
export function seenOf(video: HTMLVideoElement, nowMs: number, broken: boolean): Seen {
  return {
    nowMs,
    atS: video.currentTime,
    durationS: video.readyState >= kHaveMetadata ? finite(video.duration) : 0,
    hasData: !broken && (video.ended || video.readyState >= kHaveFutureData),
    seeking: video.seeking,
  };
}

export interface Buffered {
  aheadS: number;
  toEnd: boolean;
}

/** Gaps of less than this between two parts are none: players bridge them. */
const kGapS = 0.3;

export function bufferedOf(video: HTMLVideoElement): Buffered {
  const atS = video.currentTime;
  const durationS = finite(video.duration);
  const { buffered } = video;
  let endS = atS;
  for (let i = 0; i < (buffered?.length ?? 0); i++) {
    if (buffered.start(i) <= endS + kGapS && buffered.end(i) > endS) endS = buffered.end(i);
  }
  return { aheadS: endS - atS, toEnd: durationS > 0 && endS >= durationS - kGapS };
}
