import { expect, it } from "vitest";
import { fnv1a } from "../../../src/video/fnv1a.ts";

// The vectors of RFC 9923, as the server's test has them.
it.each([
  ["", 2_166_136_261],
  ["a", 3_826_002_220],
  ["foobar", 3_214_735_720],
])("hashes '%s' to %i", (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});
