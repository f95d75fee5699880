/*
 * Stands inside of every video that the site shares, and removes itself. It sees to it that the browser's first request for the
 * video is one for our worker: that cannot take over in the middle. On a visitor's first page the worker has yet to come up, and
 * the video waits for it, for a bounded time. Written for size.
 */
import type { PageConfig } from "../config.ts";
import { staysOut } from "../page/stays-out.ts";
import { isOwnWorker, registerOwnWorker, scopeOf, workerOf } from "../worker/own-worker.ts";
import { CLAIM_MESSAGE } from "../worker/video-messages.ts";
import { OUR_MODE } from "./our-mode.ts";

const { base, consent, video }: PageConfig = JSON.parse(
  (document.getElementById("peerconnect-config") as Element).textContent,
);
const container = navigator.serviceWorker;

function hold(): void {
  const script = document.currentScript as HTMLScriptElement;
  const media = script.parentNode as HTMLMediaElement;
  script.remove();
  if (!video || staysOut({ consent }) || media.crossOrigin || media.closest("[data-peer=off]")) {
    return;
  }
  import(/* @vite-ignore */ `${base}/${video.script}`).catch(() => 0);
  if (isOwnWorker(container.controller, base)) media.crossOrigin = OUR_MODE;
  else if (!container.controller) wait(media, video.holdMs);
}

function wait(media: HTMLMediaElement, ms: number): void {
  const { autoplay } = media;
  const preload = media.getAttribute("preload");
  let release = (_?: unknown): void => undefined;
  const released = new Promise((resolve) => (release = resolve));
  media.preload = "none";
  media.autoplay = false;
  media.play = () => released.then(() => media.play());
  void released.then(() => {
    if (container.controller) media.crossOrigin = OUR_MODE;
    Reflect.deleteProperty(media, "play");
    if (preload === null) media.removeAttribute("preload");
    else media.setAttribute("preload", preload);
    media.autoplay = autoplay;
  });
  container.addEventListener("controllerchange", release);
  setTimeout(release, ms);
  registerOwnWorker(container, base, scopeOf(base)).then((registration) => {
    const worker = registration && workerOf(registration);
    if (!worker) release();
    else if (worker.state === "activated") worker.postMessage(CLAIM_MESSAGE);
    else {
      worker.onstatechange = () =>
        worker.state === "activated" && worker.postMessage(CLAIM_MESSAGE);
    }
  }, release);
}

// Further videos of the page call it.
Object.assign(self, { peerconnectHold: hold });
hold();
