// A site with two films and pages that show them, as it is with plain HTTP, with WebTorrent as it comes, and with PeerConnect.
import { copyFileSync, mkdtempSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeClip } from "./clips.mjs";
import { startSite } from "./site.mjs";

/** The film that pages show; those whose names begin with "other-" show another. */
export const VIDEO = "/videos/clip.mp4";

const OURS = {
  "peerconnect.threshold": 1,
  "peerconnect.consent.mode": "implied",
  // Visitors of one machine stand for visitors with a good line each.
  "peerconnect.limits.upload-rate": "5MB",
};
/** The ways in which the films are watched. */
export const SIDES = [
  { name: "plain HTTP", page: "/watch.html", enabled: false, properties: {} },
  { name: "WebTorrent", page: "/webtorrent.html", properties: { ...OURS, "peerconnect.page.inject": false } },
  { name: "PeerConnect", page: "/watch.html", properties: OURS },
];

/** Makes a folder with the pages, WebTorrent's own scripts and the films. */
export function makeFilmFolder(seconds) {
  const folder = mkdtempSync(join(tmpdir(), "peerconnect-video-"));
  mkdirSync(join(folder, "videos"));
  for (const name of ["clip.mp4", "other.mp4"]) copyFileSync(makeClip(seconds), join(folder, "videos", name));
  const pages = fileURLToPath(new URL("../pages/", import.meta.url));
  for (const page of ["watch.html", "webtorrent.html"]) {
    const html = readFileSync(join(pages, page), "utf8");
    writeFileSync(join(folder, page), html);
    writeFileSync(join(folder, `other-${page}`), html.replaceAll("clip.mp4", "other.mp4"));
  }
  for (const file of ["site.css", "site.js"]) copyFileSync(join(pages, file), join(folder, file));
  const webtorrent = fileURLToPath(new URL("../node_modules/webtorrent/dist/", import.meta.url));
  for (const script of ["webtorrent.min.js", "sw.min.js"]) copyFileSync(join(webtorrent, script), join(folder, script));
  return folder;
}

/** Starts the site, and waits until its films have their torrents. */
export async function startFilmSite(side, folder) {
  const settings = {
    "spring.web.resources.static-locations": `file:${folder}/`,
    "spring.web.resources.cache.cachecontrol.max-age": "1h",
    ...side.properties,
  };
  if (side.enabled === false) return startSite({ enabled: false, properties: settings });
  const site = await startSite({
    properties: {
      ...settings,
      "peerconnect.video-route": join(folder, "videos"),
      "peerconnect.torrent-route": folder,
      "peerconnect.video.settle-time": "100ms",
    },
  });
  while ((await (await fetch(`${site.url}/peerconnect/torrents`)).json()).torrents.length < 2) await delay(100);
  return site;
}

/** Opens a page that is observed, and returns when its video began to play, in ms since navigation began. */
export async function openFilm(page, url) {
  await page.goto(url, { waitUntil: "commit" });
  const started = await page.waitForFunction(() => window.videoBenchmark().startedAt);
  return started.jsonValue();
}

/** Runs in the page before its own scripts: when pictures first moved, and for how long they stood still later. */
export function observeVideo() {
  const seen = { startedAt: 0, stalledMs: 0, stalledSince: 0, ended: false };
  const onEvent = ({ type, target }) => {
    if (!(target instanceof HTMLVideoElement)) return;
    if (type === "playing") {
      seen.startedAt ||= performance.now();
      if (seen.stalledSince) seen.stalledMs += performance.now() - seen.stalledSince;
      seen.stalledSince = 0;
    }
    if (type === "waiting" && seen.startedAt && !target.seeking) seen.stalledSince ||= performance.now();
    if (type === "ended") seen.ended = true;
  };
  for (const type of ["playing", "waiting", "ended"]) document.addEventListener(type, onEvent, true);
  window.videoBenchmark = () => ({
    ...seen,
    stalledMs: seen.stalledMs + (seen.stalledSince ? performance.now() - seen.stalledSince : 0),
    position: document.querySelector("video").currentTime,
    client: window.peerconnect?.videos?.(),
  });
}
