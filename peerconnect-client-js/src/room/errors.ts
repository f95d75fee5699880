import { PeerConnectError } from "../errors.ts";

/** A file of ours can no longer be read as it was offered. */
export class SourceError extends PeerConnectError {
  override readonly name = "SourceError";
  readonly reason: "changed" | "vanished";

  constructor(reason: "changed" | "vanished", file: string, cause?: unknown) {
    super(`File '${file}' ${reason} while it was offered`, { cause });
    this.reason = reason;
  }
}

/** What was received cannot be kept. */
export class SinkError extends PeerConnectError {
  override readonly name = "SinkError";
  readonly reason: "no-space" | "too-large" | "disk";

  constructor(reason: "no-space" | "too-large" | "disk", detail: string, cause?: unknown) {
    super(detail, { cause });
    this.reason = reason;
  }
}

/** A download's result was asked for before it was there. */
export class DownloadNotDoneError extends PeerConnectError {
  override readonly name = "DownloadNotDoneError";

  constructor(download: string, state: string) {
    super(`Download '${download}' is not done, but ${state}`);
  }
}
