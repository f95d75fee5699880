import type { Disk, DiskFile } from "./disk.ts";
import { toSinkError } from "./sink-failure.ts";

const HASH_LENGTH = 32;

/**
 * Which blocks of a download are on the disk, with their hashes: what a reload goes on from. A block is noted after it was
 * written, and checked against its hash before anybody relies on it, so that a power cut between the two does no harm.
 */
export class HashLog {
  readonly #disk: Disk;
  readonly #name: string;
  readonly #file: DiskFile;

  private constructor(disk: Disk, name: string, file: DiskFile) {
    this.#disk = disk;
    this.#name = name;
    this.#file = file;
  }

  static async open(disk: Disk, name: string): Promise<HashLog> {
    return new HashLog(disk, name, await disk.open(name).catch(toSinkError));
  }

  /** Note that a block is on the disk. */
  async put(block: number, hash: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#file.write(block * HASH_LENGTH, hash.slice()).catch(toSinkError);
  }

  /** Forget a block. */
  async forget(block: number): Promise<void> {
    await this.put(block, new Uint8Array(HASH_LENGTH));
  }

  /** Return what an earlier visit noted. */
  async read(): Promise<ReadonlyMap<number, Uint8Array<ArrayBuffer>>> {
    const bytes = await this.#file.read(0, this.#file.size);
    const hashes = new Map<number, Uint8Array<ArrayBuffer>>();
    for (let block = 0; (block + 1) * HASH_LENGTH <= bytes.length; block++) {
      const hash = bytes.subarray(block * HASH_LENGTH, (block + 1) * HASH_LENGTH);
      if (hash.some((byte) => byte !== 0)) {
        hashes.set(block, hash);
      }
    }
    return hashes;
  }

  /** Close it and remove it. */
  async discard(): Promise<void> {
    await this.#file.close();
    await this.#disk.remove(this.#name);
  }
}
