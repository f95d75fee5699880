/** Tells the test something: one line of JSON on standard output. */
export function report(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** The options that the test started this program with. */
export function options() {
  return JSON.parse(process.argv[2]);
}

/** Ends the program when the test closes its standard input, or is gone, after what it has to put away. */
export function endWithTest(putAway = async () => {}) {
  process.stdin.on("end", () => putAway().finally(() => process.exit(0))).resume();
}
