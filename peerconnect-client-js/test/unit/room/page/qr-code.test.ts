import jsQr from "jsqr";
import { describe, expect, it } from "vitest";
import { qrModules } from "../../../../src/room/page/qr-code.ts";

const MODULE = 4;
const BORDER = 16;

describe("qrModules", () => {
  it.each([
    "https://photos.example/peerconnect/rooms/nS-Z6D0KjU5mKANSc2O04A#LHDhK3oGRvkiefQnx7OOcw",
    `https://a-rather-long-name-of-a-site.example.org/with/a/long/context/path/peerconnect/rooms/nS-Z6D0KjU5mKANSc2O04A#LHDhK3oGRvkiefQnx7OOcw`,
  ])("are read by a scanner as %s", (link) => {
    expect(scan(qrModules(link))).toBe(link);
  });
});

function scan(modules: readonly (readonly boolean[])[]): string | undefined {
  const size = modules.length * MODULE + 2 * BORDER;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  modules.forEach((row, y) =>
    row.forEach((isDark, x) => {
      for (let at = 0; at < (isDark ? MODULE * MODULE : 0); at += 1) {
        const left = BORDER + x * MODULE + (at % MODULE);
        const top = BORDER + y * MODULE + Math.floor(at / MODULE);
        pixels.fill(0, (top * size + left) * 4, (top * size + left) * 4 + 3);
      }
    }),
  );
  return jsQr(pixels, size, size)?.data;
}
