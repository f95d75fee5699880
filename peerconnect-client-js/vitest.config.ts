import { defineConfig } from "vitest/config";

// The only default export of the project: the tool asks for one.
export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.ts"],
    restoreMocks: true,
    // Longer than `until` waits, so that a test tells what it waited for in vain.
    testTimeout: 30_000,
  },
});
