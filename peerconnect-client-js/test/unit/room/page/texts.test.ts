import { describe, expect, it } from "vitest";
import { ENGLISH } from "../../../../src/room/page/texts.ts";

describe("ENGLISH", () => {
  it.each(Object.entries(ENGLISH.problems))("tells what '%s' is and what to do", (_, problem) => {
    expect(problem.title).toMatch(/^[A-Z].*[^.]$/);
    expect(problem.advice).toMatch(/^[A-Z].*\.$/);
  });
});
