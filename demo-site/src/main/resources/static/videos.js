// Shows where each piece of the films came from. All it knows of PeerConnect is the API of `window.peerconnect`; on a page
// without PeerConnect the bars show what the browser buffered, and all of it comes from the site.
import { readable, whenPeerConnectRuns } from "./demo.js";

const WORDS = {
  direct: "the site",
  swarm: "visitors and the site",
  plain: "the site",
};

const WHERE = { direct: "origin", swarm: "peer", plain: "origin" };

class FilmPanel {
  #figure;
  #video;
  #bar;
  #playhead;
  /** What `piece` events told: the source of each piece, by its number. */
  #sources = new Map();
  #pieces = 0;

  constructor(figure) {
    this.#figure = figure;
    this.#video = figure.querySelector("video");
    this.#bar = figure.querySelector(".pieces");
    this.#playhead = document.createElement("i");
    this.#bar.append(this.#playhead);
    for (const type of ["timeupdate", "seeking", "durationchange"]) {
      this.#video.addEventListener(type, () => this.#movePlayhead());
    }
    for (const type of ["progress", "seeked", "suspend"]) {
      this.#video.addEventListener(type, () => this.#showBuffered());
    }
    this.#video.addEventListener("playing", () => {
      if (!this.#tag.dataset.where) this.#show("plain");
    });
  }

  get #tag() {
    return this.#figure.querySelector("[data-source]");
  }

  changed({ state, cause }) {
    this.#show(state);
    this.#tag.title = cause ? `PeerConnect left it to the browser: ${cause}` : "";
  }

  #show(state) {
    this.#tag.textContent = WORDS[state];
    this.#tag.dataset.where = WHERE[state];
  }

  arrived({ piece, pieces, source }) {
    if (this.#pieces !== pieces) this.#divide(pieces);
    this.#sources.set(piece, source);
    this.#bar.children[piece].className = source;
    this.#describe();
  }

  #divide(pieces) {
    this.#pieces = pieces;
    this.#sources.clear();
    this.#bar.style.removeProperty("background");
    this.#bar.replaceChildren(
      ...Array.from({ length: pieces }, () => document.createElement("span")),
      this.#playhead,
    );
  }

  #describe() {
    const count = (wanted) => [...this.#sources.values()].filter((source) => source === wanted).length;
    this.#bar.ariaLabel =
      `Pieces: ${count("peer")} from visitors, ${count("origin")} from the site, ` +
      `${count("cache")} that this tab had, of ${this.#pieces}`;
    this.#count("pieces", `${this.#sources.size} of ${this.#pieces}`);
  }

  update({ received, origin, shared, peers }) {
    this.#count("peer", readable(received));
    this.#count("origin", readable(origin));
    this.#count("shared", readable(shared));
    this.#count("peers", String(peers));
  }

  #count(name, text) {
    this.#figure.querySelector(`[data-count="${name}"]`).textContent = text;
  }

  #movePlayhead() {
    const { currentTime, duration } = this.#video;
    this.#playhead.style.left = duration > 0 ? `${(100 * currentTime) / duration}%` : "0";
  }

  // As long as nobody tells of pieces.
  #showBuffered() {
    const { buffered, duration } = this.#video;
    if (this.#pieces > 0 || !(duration > 0)) return;
    const stops = [];
    for (let i = 0; i < buffered.length; i++) {
      const [from, to] = [buffered.start(i), buffered.end(i)].map((time) => `${(100 * time) / duration}%`);
      stops.push(`transparent ${from}, var(--origin) ${from} ${to}, transparent ${to}`);
    }
    this.#bar.style.background = `linear-gradient(90deg, ${stops.join(", ") || "transparent, transparent"})`;
  }
}

const panels = new Map(
  [...document.querySelectorAll(".film")].map((figure) => [figure.dataset.path, new FilmPanel(figure)]),
);

function panelOf(url) {
  return panels.get(new URL(url, location.href).pathname);
}

whenPeerConnectRuns((peerconnect) => {
  const update = () => peerconnect.videos?.().forEach((film) => panelOf(film.url)?.update(film));
  peerconnect.addEventListener("video", ({ detail }) => panelOf(detail.url)?.changed(detail));
  peerconnect.addEventListener("piece", ({ detail }) => panelOf(detail.url)?.arrived(detail));
  peerconnect.addEventListener("stats", update);
  // What changed hands before this script ran.
  peerconnect.videos?.().forEach((film) => panelOf(film.url)?.changed(film));
  update();
});
