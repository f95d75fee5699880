/** Format a number of bytes for people. */
export function formatBytes(bytes: number, language: string): string {
  const isLarge = bytes >= 1e6;
  const options: Intl.NumberFormatOptions = {
    style: "unit",
    unit: isLarge ? "megabyte" : "kilobyte",
    maximumFractionDigits: isLarge ? 1 : 0,
  };
  return new Intl.NumberFormat(language, options).format(bytes / (isLarge ? 1e6 : 1e3));
}
