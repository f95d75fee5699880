import { setTimeout as delay } from "node:timers/promises";
import { residentBytes } from "./child.mjs";

const WARM_UP = 500;
const OPENING_AT_ONCE = 50;

/** Holds connections that do nothing, and returns what each costs in bytes. Starts the target, and stops it. */
export async function holdIdle(target, count) {
  await target.start();
  // Loads classes and code, and fills pools, before the first look.
  await Promise.all((await openMany(target, WARM_UP)).map((client) => target.close(client)));
  const before = await lookAtMemory(target);
  const clients = await openMany(target, count);
  const after = await lookAtMemory(target);
  const open = clients.filter((client) => target.isOpen(client)).length;
  await target.stop();
  return {
    name: target.name,
    open,
    resident: (after.resident - before.resident) / open,
    heap: target.usesJvm ? (after.heap - before.heap) / open : undefined,
  };
}

/** Opens connections, some at a time. */
export async function openMany(target, count) {
  const clients = [];
  let started = 0;
  const opener = async () => {
    while (started++ < count) clients.push(await target.open());
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, opener));
  return clients;
}

/** Memory once the server came to rest and collected its garbage. */
async function lookAtMemory(target) {
  await delay(12_000);
  target.collectGarbage();
  await delay(1_000);
  target.collectGarbage();
  await delay(1_000);
  return { resident: residentBytes(target.pid), heap: target.usesJvm ? target.heapBytes() : undefined };
}
