import { digestOf } from "../../src/protocol/digests.ts";
import { type Digest, type PeerId, PIECE_LENGTH } from "../../src/protocol/values.ts";

export const ALICE = "n1-alice-0001" as PeerId;
export const BOB = "n1-bob-000002" as PeerId;
export const CAROL = "n1-carol-0003" as PeerId;

/** An asset of the site, with its bytes. */
export interface TestAsset {
  readonly url: string;
  readonly digest: Digest;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pieces: readonly Digest[];
}

let made = 0;

/** Make an asset that is unlike all others. */
export async function makeAsset(length: number): Promise<TestAsset> {
  const name = ++made;
  const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8) * 7 + name) & 0xff);
  const count = length > PIECE_LENGTH ? Math.ceil(length / PIECE_LENGTH) : 0;
  const pieces = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      digestOf(bytes.slice(at * PIECE_LENGTH, (at + 1) * PIECE_LENGTH)),
    ),
  );
  const url = `https://site.example/img/${name}.jpg`;
  return { url, digest: await digestOf(bytes), bytes, pieces };
}
