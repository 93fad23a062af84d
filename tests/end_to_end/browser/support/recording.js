// Short real recordings, made by ffmpeg as an organiser's would be: H.264 and AAC in an MP4 that can be played from the start.
import { execFile } from "node:child_process";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { scratch } from "./places.js";

const run = promisify(execFile);

export async function recording(seconds) {
  await mkdir(scratch, { recursive: true });
  const file = path.join(scratch, `recording-${seconds}s.mp4`);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  await run("ffmpeg", [
    ...["-y", "-loglevel", "error"],
    ...["-f", "lavfi", "-i", `testsrc2=size=320x180:rate=15:duration=${seconds}`],
    ...["-f", "lavfi", "-i", `sine=frequency=330:duration=${seconds}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "15", "-c:a", "aac", "-shortest"],
    ...["-movflags", "+faststart", file],
  ]);
  return file;
}
