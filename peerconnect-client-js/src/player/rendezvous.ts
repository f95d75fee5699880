import { fnv1a } from "../video/fnv1a.ts";

/**
 * Tell who of several takes a piece from the site, without asking anybody: all come to the same answer, and each has its share.
 * Highest random weight; the hash is FNV-1a with a finishing step.
 */
export function isMine(piece: number, own: string, others: Iterable<string>): boolean {
  const weight = weigh(own, piece);
  for (const other of others) if (weigh(other, piece) > weight) return false;
  return true;
}

function weigh(peer: string, piece: number): number {
  let hash = fnv1a(`${peer}:${piece}`);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  return (hash ^ (hash >>> 13)) >>> 0;
}
