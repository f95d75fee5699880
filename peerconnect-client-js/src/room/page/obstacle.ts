import type { Problem } from "./texts.ts";

/** Tell why this page cannot send or receive here, `undefined` when it can. */
export function findObstacle(): Problem | undefined {
  // Plain http on anything but localhost: no encryption, no disk, no workers.
  if (!isSecureContext || typeof crypto.subtle !== "object") {
    return "insecure";
  }
  // Without WebRTC there is still the way through the site.
  return typeof WebSocket === "function" ? undefined : "unsupported";
}
