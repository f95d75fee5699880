import { OUR_MODE } from "./our-mode.ts";

/** How many bytes a second of video takes as long as nobody knows, in bytes. */
const USUAL_RATE = 500_000;

/** What a decoder has taken and not shown yet, in seconds: a video stands still before it has shown all that was loaded. */
export const DECODED_S = 0.5;

/** Most that what is loaded may be overestimated, in seconds. */
const MAX_SLACK_S = 30;

/** How long a video has only just begun, in seconds. */
const EARLY_SECONDS = 2;

/** A media element of the page, and what can be told from it. */
export class MediaElement {
  readonly element: HTMLMediaElement;
  /** Whether it is in view. */
  isVisible = false;
  /** Whether the visitor did something that announces playing. */
  isIntended = false;
  /** Whether the browser has it back for good. */
  isLeftAlone = false;
  /** What of the loaded is of no use, in seconds: the browser takes bytes for time, and tables at the beginning are none. */
  #slack = DECODED_S;

  constructor(element: HTMLMediaElement) {
    this.element = element;
  }

  /** Whether our worker answers for it. */
  get isOurs(): boolean {
    return this.element.crossOrigin === OUR_MODE;
  }

  /** Whether it shows something already. */
  get isStarted(): boolean {
    const { paused, currentTime, played, readyState } = this.element;
    return played.length > 0 || currentTime > 0 || (!paused && readyState > 2);
  }

  /** Whether it has played for so long that loading it anew would be noticed more than a slow start. */
  get isUnderWay(): boolean {
    return this.element.currentTime > EARLY_SECONDS;
  }

  /** Whether it is about to be watched, or is being watched. */
  get isWanted(): boolean {
    const { paused, autoplay } = this.element;
    return !paused || (this.isVisible && (autoplay || this.isIntended));
  }

  /** Whether it needs no more than its first frame. */
  get isIdle(): boolean {
    const { preload, readyState } = this.element;
    if (this.isWanted || this.isStarted || this.#isAboutToPlay) return false;
    return preload !== "auto" && readyState >= 2;
  }

  /** When the next byte that it has not got is needed, in seconds. */
  get seconds(): number {
    const { readyState, seeking, playbackRate } = this.element;
    // Two: it has what it shows, and no more.
    if (readyState < 3 || seeking || this.#isAboutToPlay) return 0;
    return Math.max(0, this.#loadedSeconds - this.#slack) / Math.max(1, playbackRate);
  }

  /** Whether it would play by itself, had the browser seen enough to believe that it can go on. */
  get #isAboutToPlay(): boolean {
    const { autoplay, readyState } = this.element;
    return autoplay && !this.isStarted && readyState < 4;
  }

  /**
   * Return how many bytes a second takes, as fast as it is played.
   * @param length - of the whole, in bytes
   */
  rate(length: number): number {
    const { duration, playbackRate } = this.element;
    const rate = Number.isFinite(duration) && duration > 0 ? length / duration : USUAL_RATE;
    return rate * Math.max(1, playbackRate);
  }

  /** It begins to load something. */
  began(): void {
    this.#slack = DECODED_S;
  }

  /** It has nothing to show, whatever the browser says that it has loaded. */
  ranDry(): void {
    if (!this.element.seeking && this.element.readyState < 3) {
      this.#slack = Math.min(MAX_SLACK_S, Math.max(this.#slack, this.#loadedSeconds));
    }
  }

  /** How much the browser says that it has loaded beyond what it shows, in seconds. */
  get #loadedSeconds(): number {
    const { buffered, currentTime } = this.element;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= currentTime + 0.1 && currentTime <= buffered.end(i)) {
        return buffered.end(i) - currentTime;
      }
    }
    return 0;
  }

  /** Let our worker answer for it. What it shows already is loaded anew. */
  takeOver(): void {
    this.#load(OUR_MODE);
  }

  /** Let the browser load it, from where it is. */
  giveBack(): void {
    this.isLeftAlone = true;
    this.#load(null);
  }

  #load(mode: string | null): void {
    const { element } = this;
    const { currentTime, paused, playbackRate } = element;
    element.crossOrigin = mode;
    element.load();
    if (currentTime > 0) element.currentTime = currentTime;
    element.playbackRate = playbackRate;
    // Loading stops what was asked to play.
    if (!paused) element.play().catch(() => undefined);
  }
}
