/* The script that the server puts into pages. Nothing it does may reach the page as an exception. */
import { findOwners, restore } from "./page/handed-over.ts";
import type { PeerConnect } from "./peer-connect.ts";
import { start } from "./start.ts";

declare global {
  interface Window {
    peerconnect?: PeerConnect;
  }
}

const abort = new AbortController();
try {
  window.peerconnect ??= start({ signal: abort.signal });
  // The bootstrap may rest: from here on we see to every image.
  document.dispatchEvent(new Event("peerconnect"));
} catch (error) {
  abort.abort();
  // The bootstrap does the same for images that come later.
  for (const owner of findOwners(document)) restore(owner);
  console.warn("PeerConnect does not run in this page:", error);
}
