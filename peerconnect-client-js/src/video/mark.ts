/*
 * Stands in the head of every page of a site that shares videos. It puts videos into our mode before the browser asks for them,
 * and has the worker come up. On a visitor's first page that takes a moment, in which the site answers; it keeps its answers
 * short, so that soon one request of the same load is for the worker. It brings the client in, too: not while a video begins,
 * whose first frames would wait for it, unless an image does. Written for size.
 *
 * An observer of mutations comes in time: the browser begins to load a media element in a task of its own.
 */
import type { PageConfig } from "../config.ts";
import { HANDED_OVER } from "../page/handed-over.ts";
import { staysOut } from "../page/stays-out.ts";
import { bringUp, isOwnWorker } from "../worker/own-worker.ts";
import { OUR_MODE } from "./our-mode.ts";

/** Within which time the beginning of a video comes where the site is fast, in milliseconds. */
const QUICK_MS = 1000;
/** How long the client stands back, in milliseconds. */
const BACK_MS = 50;

const { base, consent, video }: PageConfig = JSON.parse(
  (document.getElementById("peerconnect-config") as Element).textContent,
);
const container = navigator.serviceWorker;
let hasBegun = false;
let isCalled = false;
let timer = setTimeout(callClient, BACK_MS);

function callClient(): void {
  if (isCalled) return;
  isCalled = true;
  const filename = `${base}/${video?.client}`;
  // The bootstrap has to hear of a failure as it does of one of a script element.
  import(/* @vite-ignore */ filename).catch(() =>
    document.dispatchEvent(Object.assign(new Event("error"), { filename })),
  );
}

function look(node: Node): void {
  if (!(node instanceof Element)) return;
  if (node.matches(HANDED_OVER)) callClient();
  node.querySelectorAll(`video,audio,${HANDED_OVER}`).forEach(look);
  const media = node.matches("source") ? node.parentNode : node;
  if (!(media instanceof HTMLMediaElement) || !video) return;
  const { src } = media.src ? media : (media.querySelector("source") ?? media);
  const isOurs = video.paths.some((path) => src.startsWith(location.origin + path));
  // While it goes from one source to the next, it says that it is loading, and does not yet.
  const isLoading = media.networkState % 3 && media.currentSrc;
  // The author may have chosen a mode.
  if (!isOurs || isLoading || media.crossOrigin || media.closest("[data-peer=off]")) return;
  if (container.controller && !isOwnWorker(container.controller, base)) return;
  media.crossOrigin = OUR_MODE;
  // The video first, what it does not wait for afterwards.
  media.addEventListener("loadstart", begin);
  media.addEventListener("canplay", callClient);
  if (media.autoplay) startSoon(media);
}

function begin(): void {
  if (hasBegun) return;
  hasBegun = true;
  clearTimeout(timer);
  timer = setTimeout(callClient, BACK_MS);
  import(/* @vite-ignore */ `${base}/${video?.script}`).catch(() => 0);
  if (!container.controller) bringUp(container, base).catch(() => 0);
}

/**
 * What plays by itself does so once the browser knows how fast the site is, which our answers do not tell. Where the beginning
 * came fast, it need not know. A video out of sight, or one that the page stopped, is left to the browser.
 */
function startSoon(media: HTMLMediaElement): void {
  const until = performance.now() + QUICK_MS;
  let isStopped = false;
  media.pause = () => {
    isStopped = true;
    Reflect.deleteProperty(media, "pause");
    media.pause();
  };
  const onCanPlay = (): void => {
    Reflect.deleteProperty(media, "pause");
    const { top, bottom } = media.getBoundingClientRect();
    const isSeen = bottom > 0 && top < innerHeight;
    if (media.autoplay && isSeen && !isStopped && performance.now() < until) {
      media.play().catch(() => 0);
    }
  };
  media.addEventListener("canplay", onCanPlay, { once: true });
}

if (video && container && !staysOut({ consent })) {
  look(document.documentElement);
  new MutationObserver((records) =>
    records.forEach(({ addedNodes }) => addedNodes.forEach(look)),
  ).observe(document, { childList: true, subtree: true });
}
