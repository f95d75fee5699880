/** Tells whether a value from outside is as described. */
export type Check = (value: unknown) => boolean;

export const isText: Check = (value) => typeof value === "string";
export const isFlag: Check = (value) => typeof value === "boolean";
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

export function oneOf(...values: readonly string[]): Check {
  return (value) => values.some((one) => one === value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** Accepts also the absence of a component. */
export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** Accepts objects whose components pass, whatever else they have. */
export function shape(components: Readonly<Record<string, Check>>): Check {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(components).every(([name, check]) =>
      check((value as Readonly<Record<string, unknown>>)[name]),
    );
}

/** Return the value of a JSON text, `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's text, or a broken one: for us there is no difference to a wrong value.
    return undefined;
  }
}
