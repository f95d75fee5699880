import type { Disk, DiskFile } from "./disk.ts";
import type { Sink } from "./sink.ts";
import { toSinkError } from "./sink-failure.ts";

/** A file on this site's private part of the disk, which survives a reload. */
export class PrivateSink implements Sink {
  readonly kind = "private";
  readonly reach = Infinity;
  readonly isReadable = true;
  readonly #disk: Disk;
  readonly #name: string;
  readonly #file: DiskFile;

  private constructor(disk: Disk, name: string, file: DiskFile) {
    this.#disk = disk;
    this.#name = name;
    this.#file = file;
  }

  /**
   * Open a file, new or left by an earlier visit. It is as long as it will be from the start: that tells at once whether there
   * is room for it. What browsers estimate to be free does not; Chromium says 10 GiB to everybody.
   */
  static async open(disk: Disk, name: string, size: number): Promise<PrivateSink> {
    const sink = new PrivateSink(disk, name, await disk.open(name).catch(toSinkError));
    try {
      await sink.#file.resize(size);
    } catch (cause) {
      await sink.discard();
      toSinkError(cause);
    }
    return sink;
  }

  async write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#file.write(position, bytes).catch(toSinkError);
  }

  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#file.read(position, length).catch(toSinkError);
  }

  async finish(): Promise<Blob | undefined> {
    await this.#file.close().catch(toSinkError);
    return this.#disk.find(this.#name);
  }

  async discard(): Promise<void> {
    await this.#file.close();
    await this.#disk.remove(this.#name);
  }
}
