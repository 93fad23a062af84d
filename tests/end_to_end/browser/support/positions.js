// Which moment of the recording each page shows, frame by frame, as the browser itself says (requestVideoFrameCallback: the
// frame's place in the recording, and when it is on the screen), and how far that is from where the server is.

/** On a device, before it opens a page: notes every frame of whatever plays there, also after a reload. */
export async function noteFrames({ context }) {
  await context.addInitScript(watchEveryVideo);
}

/** Frames noted since the last time: `at` by this machine's clock, `position`; in ms. Empty while the page loads. */
export async function takeFrames({ page }) {
  return page.evaluate(() => (globalThis.framesShown ?? []).splice(0)).catch(() => []);
}

/** How far off each frame was, in ms, those left out whose moment the witness cannot tell. Above zero: ahead. */
export function differences(frames, witness) {
  const found = [];
  for (const { at, position } of frames) {
    const there = witness.positionAt(at);
    if (there !== undefined) found.push(position - there);
  }
  return found;
}

/** Of how far off they were, either way. */
export function spread(found) {
  const sizes = found.map(Math.abs).sort((a, b) => a - b);
  const at = (part) => sizes[Math.floor(part * (sizes.length - 1))];
  return { frames: sizes.length, median: at(0.5), p99: at(0.99), worst: sizes.at(-1) };
}

export const inWords = ({ frames, median, worst }) =>
  frames === 0 ? "no frames" : `median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${frames} frames`;

// Runs in the page before anything else. `honestOrigin` is there where a test has moved the page's own clock.
function watchEveryVideo() {
  const kMostFrames = 20_000;
  const kLookEveryMs = 100;
  const shown = (globalThis.framesShown = []);
  const watched = new WeakSet();
  const watch = (video) => {
    watched.add(video);
    const note = (_, { mediaTime, expectedDisplayTime }) => {
      video.requestVideoFrameCallback(note);
      const origin = globalThis.honestOrigin ?? performance.timeOrigin;
      if (!video.paused && !video.seeking && shown.length < kMostFrames) {
        shown.push({ at: origin + expectedDisplayTime, position: mediaTime * 1000 });
      }
    };
    video.requestVideoFrameCallback(note);
  };
  setInterval(() => {
    for (const video of document.querySelectorAll("video")) if (!watched.has(video)) watch(video);
  }, kLookEveryMs);
}
