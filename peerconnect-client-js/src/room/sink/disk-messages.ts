/** What the page asks the worker that writes to the disk. Requests are answered in order. */
export type DiskRequest = { readonly id: number } & (
  | { readonly op: "open"; readonly name: string }
  | {
      readonly op: "read";
      readonly file: number;
      readonly position: number;
      readonly length: number;
    }
  | {
      readonly op: "write";
      readonly file: number;
      readonly position: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly op: "resize"; readonly file: number; readonly size: number }
  | { readonly op: "close"; readonly file: number }
);

/** What the worker answers. */
export type DiskResponse = { readonly id: number } & (
  | { readonly result: DiskResult }
  /** The name and the message of a `DOMException`. */
  | { readonly failure: { readonly name: string; readonly message: string } }
);

export type DiskResult =
  | { readonly file: number; readonly size: number }
  | Uint8Array<ArrayBuffer>
  | undefined;

/** The folder of this site's private part of the disk that downloads lie in. */
export const FOLDER = "peerconnect-rooms";
