/** What the visitor and the device allow right now. */
export interface Sharing {
  /** Whether peers may be sent anything. */
  readonly maySend: boolean;

  /** Whether anything may be asked of peers. When neither is allowed there is no connection at all. */
  readonly mayReceive: boolean;

  /**
   * Hear of changes.
   *
   * @param listener called after a change
   * @param signal ends the listening
   */
  onchange(listener: () => void, signal: AbortSignal): void;
}
