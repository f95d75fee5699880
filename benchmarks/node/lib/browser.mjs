// Chromium and the visitors in it. Nothing here touches routing: it would switch the HTTP cache off.
import { existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const FINDER = fileURLToPath(new URL("../../../build/chromium.sh", import.meta.url));

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync(FINDER)) return execFileSync("bash", [FINDER], { encoding: "utf8" }).trim();
  return "/usr/bin/chromium";
}

/** Starts a browser of its own profile. `server` tells its process, to kill it as a visitor's machine would die. */
export async function startBrowser({ flags = [], executable = findChromium() } = {}) {
  const server = await chromium.launchServer({ executablePath: executable, args: [...FLAGS, ...flags] });
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    pid: server.process().pid,
    /** A visitor with empty caches, no cookies, and one tab. `observe` looks on in the page before its own scripts. */
    async visitor(observe = observePage) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      await context.addInitScript(observe);
      return new Visitor(context, await context.newPage());
    },
    close: () => server.kill(),
  };
}

/** Starts a browser whose profile lies in a folder, and returns its only context. */
export function startProfile(folder, options = {}) {
  const args = [...FLAGS, "--headless=new"];
  return chromium.launchPersistentContext(folder, { executablePath: findChromium(), args, ...options });
}

class Visitor {
  #context;

  constructor(context, page) {
    this.#context = context;
    this.page = page;
  }

  /** Opens a page and waits until every image in it is there. Returns times since navigation began, in ms. */
  async visit(url, { timeoutMs = 60_000 } = {}) {
    await this.page.goto(url, { waitUntil: "commit", timeout: timeoutMs });
    return this.imagesComplete({ timeoutMs });
  }

  async imagesComplete({ timeoutMs = 60_000 } = {}) {
    await this.page.waitForFunction(() => window.benchmark.result(), undefined, { polling: 50, timeout: timeoutMs });
    // The last paint is reported a little after it happened.
    await this.page.waitForTimeout(300);
    return this.page.evaluate(() => window.benchmark.result());
  }

  /** Waits until so many bytes have arrived over data channels, as the browser counts them. */
  async received(bytes, { timeoutMs = 30_000 } = {}) {
    const deadline = Date.now() + timeoutMs;
    while ((await this.page.evaluate(() => window.benchmark.receivedFromPeers())) < bytes) {
      if (Date.now() > deadline) throw new Error(`Less than ${bytes} bytes from peers: ${await this.clientStats()}`);
      await delay(20);
    }
  }

  /** What the client says of itself: for the reader of a surprising figure, never for the figure. */
  clientStats() {
    return this.page.evaluate(() => JSON.stringify(window.peerconnect?.stats()) ?? "no client");
  }

  leave() {
    return this.#context.close();
  }
}

/*
 * Runs in the page before its own scripts, and only looks on. An image counts once its
 * present source is decoded to something visible; the time is that of the last one, taken
 * from its load event and not from when somebody asked.
 */
function observePage() {
  const connections = [];
  const Native = window.RTCPeerConnection;
  if (Native) {
    window.RTCPeerConnection = new Proxy(Native, {
      construct(target, args) {
        const connection = new target(...args);
        connections.push(connection);
        return connection;
      },
    });
  }
  let largestPaint = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) largestPaint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  let lastLoad = 0;
  let lastInView = 0;
  // The load events of elements reach the document and never the window.
  document.addEventListener(
    "load",
    (event) => {
      if (!(event.target instanceof HTMLImageElement)) return;
      lastLoad = performance.now();
      if (event.target.getBoundingClientRect().top < innerHeight) lastInView = lastLoad;
    },
    true,
  );
  const isShown = (image) =>
    image.currentSrc !== "" && !image.currentSrc.startsWith("data:") && image.complete && image.naturalWidth > 0;
  window.benchmark = {
    result() {
      if (document.readyState !== "complete") return undefined;
      const images = [...document.images];
      if (!images.every(isShown)) return undefined;
      return { largestPaint, inView: lastInView, allImages: lastLoad, images: images.length };
    },
    async receivedFromPeers() {
      let bytes = 0;
      for (const connection of connections) {
        if (connection.connectionState === "closed") continue;
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type === "data-channel") bytes += entry.bytesReceived;
        }
      }
      return bytes;
    },
  };
}
