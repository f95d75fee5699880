const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

/** Format a number of bytes for people, in steps of 1,000. */
export function formatBytes(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const options: Intl.NumberFormatOptions = {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "narrow" : "short",
    maximumFractionDigits: step < 2 ? 0 : 1,
  };
  const amount = bytes / 1000 ** step;
  try {
    return new Intl.NumberFormat(language, options).format(amount);
  } catch {
    // Not a language tag: `<html lang>` is the author's text.
    return new Intl.NumberFormat("en", options).format(amount);
  }
}
