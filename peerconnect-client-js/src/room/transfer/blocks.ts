/** Files are cut into blocks of this length, the last one shorter, in bytes. Each has a hash of its own. */
export const BLOCK_LENGTH = 1_048_576;

/** The largest file that may be offered, in bytes. */
export const MAX_FILE_SIZE = 2 ** 40;

/** Return how many blocks a file has. An empty file has none. */
export function blockCount(size: number): number {
  return Math.ceil(size / BLOCK_LENGTH);
}

/** Return how long a block is, in bytes. */
export function blockLength(size: number, block: number): number {
  return Math.min(BLOCK_LENGTH, size - block * BLOCK_LENGTH);
}
