import { expect, it, vi } from "vitest";
import { OriginRuns } from "../../../src/player/origin-runs.ts";
import { Pieces } from "../../../src/video/pieces.ts";

const PIECE = 1000;
const LENGTH = 10_500;

interface Asked {
  readonly range: string;
  readonly cache: RequestCache | undefined;
}

function makeRuns() {
  const asked: Asked[] = [];
  const pieces: number[] = [];
  const onrefused = vi.fn<() => void>();
  const runs = new OriginRuns({
    pieces: new Pieces({ length: LENGTH, pieceLength: PIECE }),
    url: "/videos/forest.mp4",
    onpiece: (piece, bytes) => {
      expect(bytes).toEqual(new Uint8Array(bytes.length).fill(piece));
      pieces.push(piece);
    },
    onbytes: () => undefined,
    onrefused,
    fetch: async (_, { headers, cache } = {}) => {
      const { Range: range = "" } = headers as Record<string, string>;
      asked.push({ range, cache });
      const [from = 0, to = 0] = range.replace("bytes=", "").split("-").map(Number);
      const bytes = Uint8Array.from({ length: to - from + 1 }, (_, i) => (from + i) / PIECE);
      return new Response(bytes, {
        status: 206,
        headers: { "Content-Range": `bytes ${from}-${to}/${LENGTH}` },
      });
    },
  });
  return { runs, asked, pieces, onrefused };
}

it("takes neighbours in one request, and what comes after in another that no cache sees", async () => {
  const { runs, asked, pieces, onrefused } = makeRuns();
  runs.take([1, 2, 10]);
  expect(asked).toEqual([
    { range: "bytes=1000-2999", cache: "default" },
    { range: "bytes=10000-10499", cache: "no-store" },
  ]);
  expect(runs.isRunning(10)).toBe(true);
  await vi.waitFor(() => expect(new Set(pieces)).toEqual(new Set([1, 2, 10])));
  expect(runs.isRunning(10)).toBe(false);
  runs.take([3]);
  expect(asked.at(-1)).toEqual({ range: "bytes=3000-3999", cache: "default" });
  expect(onrefused).not.toHaveBeenCalled();
});

it("asks for no more than two stretches at the same time", () => {
  const { runs, asked } = makeRuns();
  runs.take([0, 2, 4, 6]);
  expect(asked).toHaveLength(2);
});
