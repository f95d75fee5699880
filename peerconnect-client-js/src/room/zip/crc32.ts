/*
 * CRC-32 of IEEE 802.3, as archives have it. Eight tables take eight bytes at a time ("slicing by 8" [1]); joining two sums
 * multiplies polynomials modulo the generator, as in zlib's `crc32_combine` [2], because blocks arrive in any order.
 *
 * [1] M. Kounavis, F. Berry: Novel Table Lookup-Based Algorithms for High-Performance CRC Generation, 2008
 * [2] https://github.com/madler/zlib/blob/develop/crc32.c
 */

const GENERATOR = 0xedb88320;
const TABLES = makeTables();

/** Compute the sum of some bytes. */
export function crc32(bytes: Uint8Array<ArrayBuffer>): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as unknown as TableSet;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = ~0;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const low = sum ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    sum =
      entry(t7, low) ^
      entry(t6, low >>> 8) ^
      entry(t5, low >>> 16) ^
      entry(t4, low >>> 24) ^
      entry(t3, high) ^
      entry(t2, high >>> 8) ^
      entry(t1, high >>> 16) ^
      entry(t0, high >>> 24);
  }
  for (; at < bytes.length; at++) {
    sum = entry(t0, sum ^ view.getUint8(at)) ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}

/**
 * Compute the sum of two stretches of bytes from the sums of each.
 *
 * @param secondLength how many bytes the second stretch has
 */
export function joinCrc32(first: number, second: number, secondLength: number): number {
  return (multiply(powerOfX(secondLength * 8), first) ^ second) >>> 0;
}

type TableSet = readonly [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

function entry(table: Int32Array, index: number): number {
  return table[index & 0xff] as number;
}

function makeTables(): readonly Int32Array[] {
  const tables = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (const table of tables) {
      for (let bit = 0; bit < 8; bit++) {
        sum = (sum >>> 1) ^ (sum & 1 ? GENERATOR : 0);
      }
      table[byte] = sum;
    }
  }
  return tables;
}

// Polynomials are written with the highest bit for the power 0.
const ONE = 1 << 31;

function multiply(one: number, other: number): number {
  let product = 0;
  let factor = other;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (one & bit) {
      product ^= factor;
    }
    factor = (factor >>> 1) ^ (factor & 1 ? GENERATOR : 0);
  }
  return product;
}

function powerOfX(exponent: number): number {
  let power = ONE;
  let square = ONE >>> 1;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      power = multiply(square, power);
    }
    square = multiply(square, square);
  }
  return power;
}
