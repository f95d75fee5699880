import { cpus } from "node:os";

/** Says whether a figure keeps a budget. */
export function verdict(holds) {
  return holds ? "holds" : "does not hold";
}

/** Prints a Markdown table: `columns` are headings, `rows` arrays of cells. */
export function printTable(title, columns, rows) {
  const lines = [columns, ...rows].map((row) => row.map((cell) => String(cell ?? "")));
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const format = (line) => `| ${line.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  console.log(`\n### ${title}\n`);
  console.log(format(lines[0]));
  console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  for (const line of lines.slice(1)) console.log(format(line));
  const [model] = new Set(cpus().map((cpu) => cpu.model));
  console.log(`\nMeasured ${new Date().toISOString().slice(0, 16)}Z on ${cpus().length} cores (${model}).`);
}

/** Tells on standard error how far a benchmark is, so that standard output keeps only tables. */
export function progress(text) {
  console.error(`… ${text}`);
}
