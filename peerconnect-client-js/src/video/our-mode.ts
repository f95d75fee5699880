/** The value of `crossorigin` by which our worker knows an element as ours. On its own site it changes nothing else. */
export const OUR_MODE = "use-credentials";
