const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Writes numbers for people, in one language. */
export class Format {
  readonly #language: string;
  readonly #count: Intl.NumberFormat;
  readonly #percent: Intl.NumberFormat;

  constructor(language: string) {
    this.#language = language;
    this.#count = new Intl.NumberFormat(language);
    this.#percent = new Intl.NumberFormat(language, { style: "percent" });
  }

  count(value: number): string {
    return this.#count.format(value);
  }

  /** Write a share of 1 in whole percent; nothing is complete before it is. */
  percent(share: number): string {
    return this.#percent.format(Math.floor(share * 100) / 100);
  }

  /** Write a number of bytes in the unit that fits, with three digits at most after the first. */
  size(bytes: number): string {
    const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
    const value = bytes / 1000 ** step;
    return this.#unit(value, UNITS[step] ?? "byte", step === 0 || value >= 100 ? 0 : 1);
  }

  /** Write a speed, given in bytes per second. */
  speed(bytesPerSecond: number): string {
    return `${this.size(bytesPerSecond)}/s`;
  }

  /** Write a duration as far as it matters: seconds below a minute, minutes below an hour. */
  duration(ms: number): string {
    if (ms < MINUTE) {
      return this.#unit(Math.max(1, Math.ceil(ms / SECOND)), "second", 0);
    }
    if (ms < HOUR) {
      return this.#unit(Math.ceil(ms / MINUTE), "minute", 0);
    }
    return this.#unit(ms / HOUR, "hour", ms < 10 * HOUR ? 1 : 0);
  }

  /** Write the time of day of a time in milliseconds since 1970. */
  time(at: number): string {
    return new Intl.DateTimeFormat(this.#language, { timeStyle: "short" }).format(at);
  }

  #unit(value: number, unit: string, digits: number): string {
    return new Intl.NumberFormat(this.#language, {
      style: "unit",
      unit,
      // The short form has no plural: 2 byte.
      unitDisplay: unit === "byte" ? "long" : "short",
      maximumFractionDigits: digits,
    }).format(value);
  }
}
