// A visitor of the room page in a real browser. Options: {browser, executable, url, offer?: {name, length}, take?: name}.
// Offers a made file and tells the link to the room, or takes a file and tells what came, and how.
import { createHash } from "node:crypto";
import puppeteer from "puppeteer-core";
import { endWithTest, options, report } from "./report.mjs";

const { browser: kind, executable, url, offer, take } = options();
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATIENCE = { timeout: 50_000, polling: 100 };

const browser = await puppeteer.launch({
  browser: kind,
  executablePath: executable,
  headless: true,
  args: kind === "chrome" ? CHROMIUM_FLAGS : [],
});
endWithTest(() => browser.close());
const page = await browser.newPage();
await page.evaluateOnNewDocument(keepFiles);
await page.goto(url);
await waitFor("ready", offer ? "Choose files" : take);
if (offer) {
  await page.evaluate(drop, offer.name, offer.length);
  await waitFor("open", "Sharing");
  report({ event: "open", link: page.url(), sha256: sha256(madeBytes(offer.length)) });
} else {
  await page.evaluate(press, `Download ${take}`);
  await waitFor("received", "Received");
  await page.evaluate(press, `Save ${take}`);
  const bytes = await page.waitForFunction(savedBytes, PATIENCE);
  const text = await page.evaluate(roomText);
  report({
    event: "received",
    sha256: sha256(Buffer.from(await bytes.jsonValue(), "base64")),
    path: /Direct|Relayed/.exec(text)?.[0],
  });
}

/** Wait until the page says something. */
async function waitFor(what, word) {
  try {
    await page.waitForFunction((word) => {
      const room = document.querySelector("peerconnect-room");
      return room?.shadowRoot?.textContent.includes(word);
    }, PATIENCE, word);
  } catch {
    report({ event: "error", message: `Not ${what}: ${await page.evaluate(roomText)}` });
  }
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function madeBytes(length) {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);
}

// What follows runs in the page.

function roomText() {
  return document.querySelector("peerconnect-room")?.shadowRoot?.textContent.replace(/\s+/g, " ");
}

function keepFiles() {
  const create = URL.createObjectURL;
  URL.createObjectURL = (it) => {
    window.kept = it;
    return create.call(URL, it);
  };
}

function drop(name, length) {
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { lastModified: 1 }));
  for (const type of ["dragenter", "dragover", "drop"]) {
    const event = { dataTransfer, bubbles: true, composed: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(type, event));
  }
}

function press(label) {
  const { shadowRoot } = document.querySelector("peerconnect-room");
  const named = (it) => (it.getAttribute("aria-label") ?? it.textContent).trim() === label;
  [...shadowRoot.querySelectorAll("button")].find(named).click();
}

async function savedBytes() {
  if (!(window.kept instanceof Blob)) {
    return undefined;
  }
  const reader = new FileReader();
  const read = new Promise((resolve) => reader.addEventListener("load", resolve));
  reader.readAsDataURL(window.kept);
  await read;
  return reader.result.replace(/^.*?,/, "");
}
