import { expect, it } from "vitest";
import { isMine } from "../../../src/player/rendezvous.ts";

const PEERS = ["a", "b", "c"].map((letter) => letter.repeat(40));

it("gives each piece to exactly one of those who know each other", () => {
  for (let piece = 0; piece < 200; piece++) {
    const takers = PEERS.filter((own) =>
      isMine(
        piece,
        own,
        PEERS.filter((it) => it !== own),
      ),
    );
    expect(takers).toHaveLength(1);
  }
});

it("gives everybody a fair share", () => {
  for (const own of PEERS) {
    const others = PEERS.filter((it) => it !== own);
    const mine = Array.from({ length: 3000 }, (_, i) => i).filter((it) => isMine(it, own, others));
    expect(mine.length).toBeGreaterThan(800);
    expect(mine.length).toBeLessThan(1200);
  }
});

it("gives everything to one who is alone", () => {
  expect(isMine(7, "a", [])).toBe(true);
});
