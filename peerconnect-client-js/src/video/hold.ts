/*
 * Stands before the first video of a page that the site shares, and removes itself. It sees to it that the browser's first
 * request for a video is one for our worker: that cannot take over in the middle. On a visitor's first page the worker has yet
 * to come up, and videos wait for it, for a bounded time. Written for size.
 *
 * An observer of mutations comes in time: the browser begins to load a media element in a task of its own.
 */
import type { PageConfig } from "../config.ts";
import { staysOut } from "../page/stays-out.ts";
import { isOwnWorker, registerOwnWorker, scopeOf } from "../worker/own-worker.ts";
import { CLAIM_MESSAGE } from "../worker/video-messages.ts";
import { OUR_MODE } from "./our-mode.ts";

const { base, consent, video }: PageConfig = JSON.parse(
  (document.getElementById("peerconnect-config") as Element).textContent,
);
const container = navigator.serviceWorker;
const script = document.currentScript as Element;
let registered: Promise<unknown> | undefined;

function look(node: Node | null): void {
  if (!(node instanceof Element)) return;
  node.querySelectorAll("video,audio").forEach(look);
  if (node.matches("source")) look(node.parentNode);
  else if (node instanceof HTMLMediaElement && video) {
    const { src } = node.src ? node : (node.querySelector("source") ?? node);
    const isOurs = video.paths.some((path) => src.startsWith(location.origin + path));
    // While it goes from one source to the next, it says that it is loading, and does not yet.
    const isLoading = node.networkState % 3 && node.currentSrc;
    // Or it waits already, or the author chose a mode.
    if (!isOurs || isLoading || Object.hasOwn(node, "play")) return;
    if (node.crossOrigin || node.closest("[data-peer=off]")) return;
    if (isOwnWorker(container.controller, base)) node.crossOrigin = OUR_MODE;
    else if (!container.controller) wait(node, video.holdMs);
  }
}

function wait(media: HTMLMediaElement, ms: number): void {
  const { autoplay } = media;
  const preload = media.getAttribute("preload");
  const released = new Promise((resolve) => {
    container.addEventListener("controllerchange", resolve);
    setTimeout(resolve, ms);
    registered ??= registerOwnWorker(container, base, scopeOf(base)).then((registration) =>
      registration
        ? container.ready.then(({ active }) => active?.postMessage(CLAIM_MESSAGE))
        : Promise.reject(),
    );
    registered.catch(resolve);
  });
  media.preload = "none";
  media.autoplay = false;
  media.play = () => released.then(() => media.play());
  void released.then(() => {
    if (isOwnWorker(container.controller, base)) media.crossOrigin = OUR_MODE;
    Reflect.deleteProperty(media, "play");
    media.autoplay = autoplay;
    // What may not be preloaded but plays by itself would wait for ever.
    if (autoplay || preload === null) media.removeAttribute("preload");
    if (preload !== null) media.setAttribute("preload", preload);
  });
}

if (video && !staysOut({ consent })) {
  import(/* @vite-ignore */ `${base}/${video.script}`).catch(() => 0);
  look(script.parentElement);
  new MutationObserver((records) =>
    records.forEach(({ addedNodes }) => addedNodes.forEach(look)),
  ).observe(document, { childList: true, subtree: true });
}
script.remove();
