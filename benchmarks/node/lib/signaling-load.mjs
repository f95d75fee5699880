import { setTimeout as delay } from "node:timers/promises";

// About what Chromium's first offer with one data channel looks like.
const SDP = [
  "v=0",
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=extmap-allow-mixed",
  "a=msid-semantic: WMS",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:Vq3h",
  "a=ice-pwd:K7mPzQx2nB4tRw9sLd6fJc8g",
  "a=ice-options:trickle",
  `a=fingerprint:sha-256 ${Array(32).fill("A5").join(":")}`,
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
  ...Array.from({ length: 4 }, (_, i) => `a=candidate:84216304${i} 1 udp 16777295${i} 4f2b.local 5432${i} typ host`),
].join("\r\n");
const MARK = "a=x-message:";

/**
 * Sends at a fixed rate whatever the server does, each pair in both directions in turn.
 * Latency counts from when a message was due, so that a server that holds the sender up
 * does not look quick.
 */
export async function forwardMessages(target, pairs, { perSecond, forMs }) {
  const total = Math.round((perSecond * forMs) / 1000);
  const latencies = [];
  const start = performance.now();
  const dueAt = (message) => start + (message * 1000) / perSecond;
  const receive = (data) => {
    const now = performance.now();
    const at = data.lastIndexOf(MARK);
    if (at < 0) return;
    const message = parseInt(data.subarray(at + MARK.length, at + MARK.length + 10).toString("latin1"), 10);
    latencies.push((now - dueAt(message)) * 1000);
  };
  const peers = new Set(pairs.flat());
  for (const { socket } of peers) socket.on("message", receive);
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const [one, other] = pairs[sent % pairs.length];
      const [from, to] = Math.floor(sent / pairs.length) % 2 === 0 ? [one, other] : [other, one];
      from.socket.send(target.message(to.id, `${SDP}\r\n${MARK}${sent}\r\n`));
    }
    await delay(1);
  }
  for (let waited = 0; latencies.length < total && waited < 2_000; waited += 20) await delay(20);
  for (const { socket } of peers) socket.off("message", receive);
  return { sent: total, latencies };
}
