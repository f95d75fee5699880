/** What the sharing policy asks of the device; the platform's names. */
export interface Device {
  readonly isHidden: boolean;
  /** Whether the visitor asked to save data. */
  readonly savesData: boolean;
  readonly isCellular: boolean;
  /** Whether the browser has everything that the exchange needs. */
  readonly isCapable: boolean;
  onchange(listener: () => void, signal: AbortSignal): void;
}

/** Network Information, which only some browsers have (https://wicg.github.io/netinfo/). */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** The browser that runs us. */
export class BrowserDevice implements Device {
  readonly #connection =
    "connection" in navigator && navigator.connection instanceof EventTarget
      ? (navigator.connection as NetworkInformation)
      : undefined;

  get isHidden(): boolean {
    return document.visibilityState === "hidden";
  }

  get savesData(): boolean {
    return this.#connection?.saveData === true;
  }

  get isCellular(): boolean {
    return this.#connection?.type === "cellular";
  }

  get isCapable(): boolean {
    return (
      "RTCPeerConnection" in window &&
      "WebSocket" in window &&
      "IntersectionObserver" in window &&
      // Missing on plain http outside localhost.
      window.isSecureContext
    );
  }

  onchange(listener: () => void, signal: AbortSignal): void {
    document.addEventListener("visibilitychange", listener, { signal });
    this.#connection?.addEventListener("change", listener, { signal });
  }
}
