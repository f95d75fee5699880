// Shows where each picture came from. All it knows of PeerConnect is the API of `window.peerconnect`; a page without
// PeerConnect works as well, and all of its pictures come from the site.

const SHARED_FILES = /^\/(photos|sounds)\//;

const WORDS = {
  peer: "a visitor",
  mixed: "a visitor and the site",
  cache: "cache",
  origin: "the site",
};

// Bytes by source. What PeerConnect delivered is counted from its events, the rest from the browser's own timing.
const totals = { peer: 0, cache: 0, origin: 0 };
let lastUpdate;

function figuresOf(url) {
  const path = new URL(url, location.href).pathname;
  return [...document.querySelectorAll("figure.photo")].filter((figure) =>
    figure.dataset.paths.split(" ").includes(path),
  );
}

function tag(url, where, detail) {
  for (const figure of figuresOf(url)) {
    const source = figure.querySelector("[data-source]");
    source.dataset.where = where;
    source.textContent = WORDS[where];
    source.title = detail ?? figure.dataset.why ?? "";
  }
}

function readable(bytes) {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function show(name, text) {
  for (const element of document.querySelectorAll(`[data-total="${name}"]`)) element.textContent = text;
}

function update() {
  lastUpdate ??= requestAnimationFrame(() => {
    lastUpdate = undefined;
    const stats = window.peerconnect?.stats();
    show("peer", readable(totals.peer));
    show("cache", readable(totals.cache));
    show("origin", readable(totals.origin));
    show("shared", readable(stats?.shared ?? 0));
    show("peers", String(stats?.peers ?? 0));
    const sum = totals.peer + totals.cache + totals.origin || 1;
    for (const part of document.querySelectorAll(".bar span")) {
      part.style.width = `${(100 * totals[part.className]) / sum}%`;
    }
  });
}

// The browser tells of every file it fetched, also of those fetched before this script ran. A file from the
// browser's HTTP cache has a transfer size of 0.
function watchRequests() {
  const counted = new Set();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const url = new URL(entry.name);
      if (url.origin !== location.origin || !SHARED_FILES.test(url.pathname)) continue;
      const where = entry.transferSize > 0 ? "origin" : "cache";
      if (where === "origin") {
        totals.origin += entry.encodedBodySize;
      } else if (!counted.has(entry.name)) {
        // Counted once: PeerConnect may read the same file from the HTTP cache again, to learn it.
        totals.cache += entry.encodedBodySize;
      }
      if (!counted.has(entry.name)) tag(entry.name, where);
      counted.add(entry.name);
    }
    update();
  }).observe({ type: "resource", buffered: true });
}

function watchPeerConnect(peerconnect) {
  peerconnect.addEventListener("offload", ({ detail }) => {
    const { url, bytes, source } = detail;
    // Of a mixed file PeerConnect tells the whole length; what the site sent of it is in the browser's timing.
    totals[source === "cache" ? "cache" : "peer"] += bytes;
    tag(url, source, `${readable(bytes)}, verified by SHA-256`);
    update();
  });
  peerconnect.addEventListener("fallback", ({ detail }) => {
    tag(detail.url, "origin", `PeerConnect left it to the site: ${detail.cause}`);
  });
  for (const type of ["peer", "state", "stats"]) peerconnect.addEventListener(type, update);
  update();
}

// The client's script is `async`: it may have run before this one, or be still on its way.
function whenPeerConnectRuns(callback) {
  if (window.peerconnect) {
    callback(window.peerconnect);
    return;
  }
  const script = document.querySelector('script[async][src*="/peerconnect."]');
  script?.addEventListener("load", () => {
    if (window.peerconnect) callback(window.peerconnect);
  });
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
