import { setTimeout as delay } from "node:timers/promises";

/**
 * Announces at a fixed rate whatever the tracker does, one client after the other. Every offer that arrives is
 * answered at once. Latency counts from when an announce was due, so that a tracker that holds the sender up does not
 * look quick.
 */
export async function announceSteadily(clients, { perSecond, forMs }) {
  const total = Math.round((perSecond * forMs) / 1000);
  const replies = [];
  const offers = [];
  let answers = 0;
  const start = performance.now();
  const dueAt = (serial) => start + (serial * 1000) / perSecond;
  const waiting = new Map(clients.map((client) => [client, []]));
  for (const client of clients) {
    client.onReply = () => replies.push((performance.now() - dueAt(waiting.get(client).shift())) * 1000);
    client.onOffer = (serial) => offers.push((performance.now() - dueAt(serial)) * 1000);
    client.onAnswer = () => answers++;
  }
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const client = clients[sent % clients.length];
      waiting.get(client).push(sent);
      client.announce(sent);
    }
    await delay(1);
  }
  const isDone = () => replies.length >= total && answers >= offers.length;
  for (let waited = 0; !isDone() && waited < 5_000; waited += 20) await delay(20);
  return { announces: total, replies, offers, answers };
}
