/* `<base>/video.js`: what pages with videos need besides the core script. Nothing it does may reach the page as an exception. */
import { type HostReceiver, VIDEO_EVENT } from "./video-host.ts";
import { Videos } from "./videos.ts";

let isStarted = false;

const receive: HostReceiver = (host) => {
  const { video } = host.config;
  if (isStarted || !video || !("serviceWorker" in navigator)) return;
  isStarted = true;
  new Videos(host, video).start();
};

function ask(): void {
  document.dispatchEvent(new CustomEvent<HostReceiver>(VIDEO_EVENT, { detail: receive }));
}

// The core script tells when it has started, if it has not yet.
document.addEventListener("peerconnect", ask);
ask();
