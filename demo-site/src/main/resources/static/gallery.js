// Shows where each picture came from. All it knows of PeerConnect is the API of `window.peerconnect`; a page without
// PeerConnect works as well, and all of its pictures come from the site.

import { readable, whenPeerConnectRuns } from "./demo.js";

const SHARED_FILES = /^\/(photos|sounds)\//;

const WORDS = {
  peer: "a visitor",
  mixed: "a visitor and the site",
  cache: "cache",
  origin: "the site",
};

// Bytes that the browser fetched over HTTP, by its own timing. PeerConnect's `stats()` knows the rest.
const http = { origin: 0, cache: 0 };
// Paths whose delivery PeerConnect told of. It knows better than the timing where those came from.
const told = new Set();
let nextUpdate;

function figuresOf(path) {
  return [...document.querySelectorAll("figure.photo")].filter((figure) =>
    figure.dataset.paths.split(" ").includes(path),
  );
}

function tag(path, where, detail) {
  for (const figure of figuresOf(path)) {
    const source = figure.querySelector("[data-source]");
    source.dataset.where = where;
    source.textContent = WORDS[where];
    source.title = detail ?? figure.dataset.why ?? "";
  }
}

function show(name, text) {
  for (const element of document.querySelectorAll(`[data-total="${name}"]`)) element.textContent = text;
}

function update() {
  nextUpdate ??= requestAnimationFrame(() => {
    nextUpdate = undefined;
    const stats = window.peerconnect?.stats();
    const bytes = {
      peer: stats?.received ?? 0,
      cache: http.cache + (stats?.cached ?? 0),
      origin: http.origin,
    };
    for (const [name, value] of Object.entries(bytes)) show(name, readable(value));
    show("shared", readable(stats?.shared ?? 0));
    show("peers", String(stats?.peers ?? 0));
    const sum = bytes.peer + bytes.cache + bytes.origin || 1;
    for (const part of document.querySelectorAll(".bar span")) {
      part.style.width = `${(100 * bytes[part.className]) / sum}%`;
    }
  });
}

// The browser tells of every file it fetched, also of those fetched before this script ran. What comes from its HTTP
// cache has no transfer size, or that of a short answer "not modified".
function watchRequests() {
  const counted = new Set();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { origin, pathname } = new URL(entry.name);
      if (origin !== location.origin || !SHARED_FILES.test(pathname)) continue;
      const where = entry.transferSize > entry.encodedBodySize ? "origin" : "cache";
      // PeerConnect may read a file from the HTTP cache once more, to learn it: that counts once.
      if (where === "origin" || !counted.has(pathname)) http[where] += entry.encodedBodySize;
      if (!counted.has(pathname) && !told.has(pathname)) tag(pathname, where);
      counted.add(pathname);
    }
    update();
  }).observe({ type: "resource", buffered: true });
}

function watchPeerConnect(peerconnect) {
  peerconnect.addEventListener("offload", ({ detail }) => {
    const { pathname } = new URL(detail.url, location.href);
    told.add(pathname);
    tag(pathname, detail.source, `${readable(detail.bytes)}, verified by SHA-256`);
  });
  peerconnect.addEventListener("fallback", ({ detail }) => {
    const { pathname } = new URL(detail.url, location.href);
    tag(pathname, "origin", `PeerConnect left it to the site: ${detail.cause}`);
  });
  for (const type of ["offload", "peer", "state", "stats"]) peerconnect.addEventListener(type, update);
  update();
}

// The example of a page that adds pictures later, as single-page applications do.
function addLatecomers() {
  const template = document.querySelector("#latecomers");
  if (!template) return;
  const figures = [...template.content.children];
  for (const [index, figure] of figures.entries()) {
    setTimeout(() => template.before(figure), index * 1000);
  }
}

watchRequests();
whenPeerConnectRuns(watchPeerConnect);
addLatecomers();
