import type { PageConfig } from "../config.ts";

/** Loads `video.js` as soon as the page has a video of the site, now or later, and not before. */
export function watchForVideo({ base, video }: PageConfig, signal: AbortSignal): void {
  if (!video) return;
  const look = (target: EventTarget | null): void => {
    if (!(target instanceof HTMLMediaElement)) return;
    const address = target.currentSrc || target.src;
    const isOurs = video.paths.some((path) => address.startsWith(location.origin + path));
    // Where it is blocked, the videos stay as they are.
    if (isOurs) import(/* @vite-ignore */ `${base}/${video.script}`).catch(() => undefined);
  };
  // Does not bubble, but is heard on its way down, also from elements that scripts put in later.
  document.addEventListener("loadstart", ({ target }) => look(target), { capture: true, signal });
  document.querySelectorAll("video,audio").forEach(look);
}
