import { expect, it } from "vitest";
import { type PageConfig, parsePageConfig } from "../../src/config.ts";

const CONFIG: PageConfig = {
  base: "/shop/peerconnect",
  mode: "rewrite",
  consent: "implied",
  badge: true,
  blobs: true,
  foldLoading: true,
  mediaTypes: ["image"],
  excludeFormats: ["gif"],
  visibleWaitMs: 300,
  stallMs: 500,
  connectMs: 2000,
  completeMs: 2000,
  uploadRate: 1_000_000,
  uploadTotal: 50_000_000,
  uploads: 4,
  connections: 8,
  uploadWhenHidden: false,
  cacheBytes: 100_000_000,
};

it("reads what the server wrote", () => {
  expect(parsePageConfig(JSON.stringify(CONFIG))).toEqual(CONFIG);
  const withToken = { ...CONFIG, token: "a.b.c" };
  expect(parsePageConfig(JSON.stringify(withToken))).toEqual(withToken);
});

it.each(Object.keys(CONFIG))("refuses a configuration without %s", (name) => {
  expect(parsePageConfig(JSON.stringify({ ...CONFIG, [name]: undefined }))).toBeUndefined();
});

it.each([
  { mode: "magic" },
  { consent: true },
  { stallMs: -1 },
  { stallMs: "500" },
  { mediaTypes: [1] },
  { token: 7 },
])("refuses %j", (wrong) => {
  expect(parsePageConfig(JSON.stringify({ ...CONFIG, ...wrong }))).toBeUndefined();
});

it.each(["", "null", "[]", "{"])("refuses the text %j", (text) => {
  expect(parsePageConfig(text)).toBeUndefined();
});
