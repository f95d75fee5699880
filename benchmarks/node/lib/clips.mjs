// Videos to watch: moving noise, which compresses to the bit rate that is asked for.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../target/clips/", import.meta.url));
const KILOBITS_PER_SECOND = 2_700;

/** Makes a clip of so many seconds, once. Returns the path of the file. */
export function makeClip(seconds) {
  const file = `${FOLDER}${seconds}s.mp4`;
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const picture = `testsrc2=size=640x360:rate=25:duration=${seconds},noise=alls=40:allf=t`;
  const rate = `${KILOBITS_PER_SECOND}k`;
  const encoder = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50"];
  const constant = ["-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate];
  try {
    execFileSync("ffmpeg", [
      ...["-loglevel", "error", "-y", "-f", "lavfi", "-i", picture],
      ...encoder,
      ...constant,
      ...["-movflags", "+faststart", file],
    ]);
  } catch (error) {
    throw new Error("The clips are made with ffmpeg (on Debian: apt-get install ffmpeg)", { cause: error });
  }
  return file;
}
