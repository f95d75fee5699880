import { SourceError } from "../errors.ts";
import type { FileSource } from "./file-source.ts";

/** A file that the visitor picked, dropped or pasted. */
export class BlobSource implements FileSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly type: string;
  readonly modified: number;
  readonly #file: File;

  constructor(file: File, path: readonly string[] = []) {
    this.#file = file;
    this.name = file.name;
    this.path = path;
    this.size = file.size;
    this.type = file.type;
    this.modified = Math.max(0, Math.round(file.lastModified));
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    // A slice costs more than reading a small file does.
    const part = length === this.size ? this.#file : this.#file.slice(offset, offset + length);
    try {
      return new Uint8Array(await part.arrayBuffer());
    } catch (cause) {
      // Browsers refuse to read a file once its size or time of change is another.
      const isGone = cause instanceof DOMException && cause.name === "NotFoundError";
      throw new SourceError(isGone ? "vanished" : "changed", this.name, cause);
    }
  }
}
