export interface PatientClockOptions {
  /** @default performance.now */
  readonly now?: () => number;
}

const TICK_MS = 50;
const LONGEST_STEP_MS = 60;

interface Task {
  readonly due: number;
  readonly run: () => void;
}

/**
 * Time as far as this tab could make use of it. While a script blocks the event loop, what peers sent waits unread; a
 * deadline that ran on would blame them for it. So one step of this clock is never longer than 60 ms, however late its
 * timer comes. It ticks only while somebody waits for it.
 */
export class PatientClock {
  readonly #real: () => number;
  readonly #tasks = new Set<Task>();
  #elapsed = 0;
  #last = 0;
  #interval: ReturnType<typeof setInterval> | undefined;

  constructor({ now = () => performance.now() }: PatientClockOptions = {}) {
    this.#real = now;
  }

  /** Return the time in milliseconds, to be compared with other answers of this clock only. */
  now(): number {
    if (this.#interval === undefined) {
      return this.#elapsed;
    }
    return this.#elapsed + Math.min(this.#real() - this.#last, LONGEST_STEP_MS);
  }

  /**
   * Run something later.
   *
   * @param ms the delay in milliseconds
   * @param run what to do
   * @returns a function that calls it off
   */
  after(ms: number, run: () => void): () => void {
    const task = { due: this.now() + ms, run };
    this.#tasks.add(task);
    if (this.#interval === undefined) {
      this.#last = this.#real();
      this.#interval = setInterval(() => this.#tick(), TICK_MS);
    }
    return () => {
      this.#tasks.delete(task);
    };
  }

  /** Call everything off. */
  stop(): void {
    this.#tasks.clear();
    clearInterval(this.#interval);
    this.#interval = undefined;
  }

  #tick(): void {
    this.#elapsed = this.now();
    this.#last = this.#real();
    for (const task of this.#tasks) {
      // A task may call others off, or add some that are not due yet.
      if (task.due <= this.#elapsed && this.#tasks.delete(task)) {
        task.run();
      }
    }
    if (this.#tasks.size === 0) {
      this.stop();
    }
  }
}
