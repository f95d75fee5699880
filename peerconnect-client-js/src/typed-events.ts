/** An event target that says which events it has, by type. */
export class TypedEvents<M extends { [K in keyof M]: CustomEvent }> extends EventTarget {
  override addEventListener<K extends keyof M & string>(
    type: K,
    listener: ((event: M[K]) => void) | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | ((event: never) => void) | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    super.addEventListener(type, listener as EventListener | null, options);
  }

  /** Tell everybody who listens. */
  emit<K extends keyof M & string>(type: K, detail: M[K]["detail"]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
