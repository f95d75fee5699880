import { SinkError } from "../errors.ts";

/** Throw what a disk reported as a `SinkError`. */
export function toSinkError(cause: unknown): never {
  if (cause instanceof SinkError) {
    throw cause;
  }
  const isFull = cause instanceof Error && cause.name === "QuotaExceededError";
  throw isFull
    ? new SinkError("no-space", "The disk is full", cause)
    : new SinkError("disk", "The disk refused to write", cause);
}
