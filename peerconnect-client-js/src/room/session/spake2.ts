import { p256 } from "@noble/curves/nist.js";

/*
 * SPAKE2 over P-256 with SHA-256, HKDF and HMAC (RFC 9382, ciphersuite of §4 "P256-SHA256-HKDF-HMAC"). Two ends that know
 * the same password agree on a key; an end that does not, and whoever is in between, may try one password for each run and
 * learns nothing else. The curve comes from a library, which checks that points are on it; hashes come from the platform.
 */

export interface Spake2Options {
  /** Which of the two ends this is. */
  readonly end: "A" | "B";
  /** The password as a number below the order of the group. */
  readonly password: bigint;
  readonly nameA: string;
  readonly nameB: string;
  /** What both ends must agree on besides. */
  readonly context: Uint8Array;
  /** @default a random one */
  readonly secret?: bigint;
}

/** What an end knows after it has seen the other's share. */
export interface Spake2Outcome {
  /** Known to nobody else, if the other end's confirmation is as expected. */
  readonly key: Uint8Array<ArrayBuffer>;
  /** Proves to the other end that we know the password. */
  readonly confirmation: Uint8Array;
  /** What the other end's confirmation has to be. */
  readonly expected: Uint8Array;
}

const { Point } = p256;
type GroupElement = InstanceType<typeof Point>;

const M = Point.fromHex("02886e2f97ace46e55ba9dd7242579f2993b64e16ef3dcab95afd497333d8fa12f");
const N = Point.fromHex("03d8bbd6c639c62937b04d997f38c3770719c629d7014d49a24b4f98baa1292b49");
const SCALAR_BYTES = 32;

/** The order of the group: passwords and secrets are below it. */
export const GROUP_ORDER: bigint = Point.Fn.ORDER;

/** One end of one run. */
export class Spake2 {
  /** What the other end has to get. */
  readonly share: Uint8Array;
  readonly #options: Spake2Options;
  readonly #secret: bigint;

  constructor(options: Spake2Options) {
    const { end, password, secret = randomScalar() } = options;
    const blind = end === "A" ? M : N;
    this.#options = options;
    this.#secret = secret;
    this.share = Point.BASE.multiply(secret).add(blind.multiply(password)).toBytes(false);
  }

  /**
   * Take in the other end's share.
   *
   * @returns `undefined` when it is no share: there is nothing to go on with
   */
  async finish(theirShare: Uint8Array): Promise<Spake2Outcome | undefined> {
    const { end, password, nameA, nameB, context } = this.#options;
    const blind = end === "A" ? N : M;
    const theirs = readPoint(theirShare);
    const unblinded = theirs?.subtract(blind.multiply(password));
    if (!theirs || !unblinded || unblinded.is0()) {
      return undefined;
    }
    const shares = [this.share, theirs.toBytes(false)];
    const [shareA, shareB] = end === "A" ? shares : shares.toReversed();
    const transcript = withLengths([
      new TextEncoder().encode(nameA),
      new TextEncoder().encode(nameB),
      shareA ?? this.share,
      shareB ?? this.share,
      unblinded.multiply(this.#secret).toBytes(false),
      scalarBytes(password),
    ]);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", transcript));
    const confirmationKeys = await deriveConfirmationKeys(digest.slice(16), context);
    const ofA = await authenticate(confirmationKeys.slice(0, 16), transcript);
    const ofB = await authenticate(confirmationKeys.slice(16), transcript);
    return {
      key: digest.slice(0, 16),
      confirmation: end === "A" ? ofA : ofB,
      expected: end === "A" ? ofB : ofA,
    };
  }
}

function randomScalar(): bigint {
  return Point.Fn.fromBytes(p256.utils.randomSecretKey());
}

function readPoint(bytes: Uint8Array): GroupElement | undefined {
  try {
    // P-256 has no small subgroups: a point on the curve is one of the group.
    return Point.fromBytes(bytes);
  } catch {
    // Somebody else's bytes.
    return undefined;
  }
}

function scalarBytes(scalar: bigint): Uint8Array {
  return Point.Fn.toBytes(scalar).slice(-SCALAR_BYTES);
}

/** Join parts so that no other parts give the same bytes: each after its length in 8 bytes, little-endian. */
function withLengths(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + 8 + part.length, 0));
  const view = new DataView(joined.buffer);
  let at = 0;
  for (const part of parts) {
    view.setBigUint64(at, BigInt(part.length), true);
    joined.set(part, at + 8);
    at += 8 + part.length;
  }
  return joined;
}

async function deriveConfirmationKeys(
  material: Uint8Array<ArrayBuffer>,
  context: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const label = new TextEncoder().encode("ConfirmationKeys");
  const info = new Uint8Array([...label, ...context]);
  const key = await crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt, info },
    key,
    256,
  );
  return new Uint8Array(bits);
}

async function authenticate(
  keyBytes: Uint8Array<ArrayBuffer>,
  transcript: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", keyBytes, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, transcript));
}
