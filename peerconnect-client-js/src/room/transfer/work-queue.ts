/** Works on things one after the other, in the order in which they came. What is dropped meanwhile is no longer current. */
export class WorkQueue<T> {
  readonly #work: (item: T) => Promise<void>;
  readonly #onbusy: (isBusy: boolean) => void;
  #items: T[] = [];
  #isBusy = false;

  /**
   * @param work works on one thing
   * @param onbusy hears when there is something to do, and when all is done
   */
  constructor(work: (item: T) => Promise<void>, onbusy: (isBusy: boolean) => void = () => {}) {
    this.#work = work;
    this.#onbusy = onbusy;
  }

  /** What is being worked on, and what waits. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** Whether something is being worked on, and was not dropped. */
  isCurrent(item: T): boolean {
    return this.#items[0] === item;
  }

  add(item: T): void {
    this.#items.push(item);
    if (!this.#isBusy) {
      void this.#run();
    }
  }

  /** Drop things: all of them, or those that a test picks. */
  drop(isDropped: (item: T) => boolean = () => true): void {
    this.#items = this.#items.filter((item) => !isDropped(item));
  }

  async #run(): Promise<void> {
    this.#become(true);
    try {
      for (let [item] = this.#items; item !== undefined; [item] = this.#items) {
        await this.#work(item);
        if (this.isCurrent(item)) {
          this.#items.shift();
        }
      }
    } finally {
      // Here, and not by whoever waits for the end: more may be added before that hears of it.
      this.#become(false);
    }
  }

  #become(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#onbusy(isBusy);
  }
}
