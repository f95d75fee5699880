/** How many blocks differ from each other before they repeat. */
const PERIOD = 16;
const BLOCK = 1_048_576;

/** Make a file of any length that takes little memory. No two neighbouring blocks are alike. */
export function generatedFile(name: string, size: number): File {
  const blocks = Array.from({ length: PERIOD }, (_, index) => new Blob([pattern(index)]));
  const parts: Blob[] = [];
  for (let at = 0; at < size; at += BLOCK) {
    const block = blocks[kindOf(at / BLOCK)] ?? new Blob();
    parts.push(size - at < BLOCK ? block.slice(0, size - at) : block);
  }
  return new File(parts, name, { lastModified: 1_700_000_000_000 });
}

/** Tell whether a result is what `generatedFile` makes, reading a block at a time. */
export async function isGenerated(blob: Blob, size: number): Promise<boolean> {
  if (blob.size !== size) {
    return false;
  }
  for (let at = 0; at < size; at += BLOCK) {
    const bytes = new Uint32Array(
      await blob
        .slice(at, at + Math.floor((Math.min(at + BLOCK, size) - at) / 4) * 4)
        .arrayBuffer(),
    );
    const expected = new Uint32Array(pattern(kindOf(at / BLOCK)).buffer);
    if (bytes.some((word, index) => word !== expected[index])) {
      return false;
    }
  }
  return true;
}

function kindOf(block: number): number {
  return Math.imul(block, 2_654_435_761) >>> 28;
}

function pattern(index: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(BLOCK / 4);
  let state = index + 1;
  for (let at = 0; at < words.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[at] = state ^ (state >>> 13);
  }
  return new Uint8Array(words.buffer);
}
