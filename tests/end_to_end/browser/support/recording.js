// Short real recordings, made by ffmpeg as an organiser's would be: H.264 and AAC in an MP4 that can be played from the start.
import { execFile } from "node:child_process";
import { access, mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { scratch } from "./places.js";

const run = promisify(execFile);

/** `noisy`: so much is in its picture that it needs a megabit a second, as a real one does. */
export async function recording(seconds, { noisy = false } = {}) {
  await mkdir(scratch, { recursive: true });
  const file = path.join(scratch, `recording-${seconds}s${noisy ? "-noisy" : ""}.mp4`);
  const picture = `testsrc2=size=320x180:rate=15:duration=${seconds}${noisy ? ",noise=alls=30:allf=t" : ""}`;
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  await run("ffmpeg", [
    ...["-y", "-loglevel", "error"],
    ...["-f", "lavfi", "-i", picture],
    ...["-f", "lavfi", "-i", `sine=frequency=330:duration=${seconds}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "15", "-c:a", "aac", "-shortest"],
    ...(noisy ? ["-b:v", "1M", "-maxrate", "1M", "-bufsize", "1M"] : []),
    ...["-movflags", "+faststart", `${file}.part.mp4`],
  ]);
  // Under its name only when it is whole.
  await rename(`${file}.part.mp4`, file);
  return file;
}
