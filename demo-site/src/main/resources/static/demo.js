// What several pages of the demo need.

export function readable(bytes) {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

// The client's script is `async`: it may have run before this one, or be still on its way.
export function whenPeerConnectRuns(callback) {
  if (window.peerconnect) callback(window.peerconnect);
  else document.addEventListener("peerconnect", () => callback(window.peerconnect), { once: true });
}
