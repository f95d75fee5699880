import { expect, it } from "vitest";
import { PieceAssembler } from "../../../src/video/piece-assembler.ts";
import { Pieces } from "../../../src/video/pieces.ts";

const PIECES = new Pieces({ length: 95, pieceLength: 10 });
const VIDEO = Uint8Array.from({ length: 95 }, (_, i) => i);

function assemble(...spans: [from: number, to: number][]): [number, number[]][] {
  const assembler = new PieceAssembler(PIECES);
  return spans
    .flatMap(([from, to]) => assembler.add(from, VIDEO.subarray(from, to)))
    .map(([piece, bytes]) => [piece, [...bytes]]);
}

const piece = (index: number): [number, number[]] => [
  index,
  [...VIDEO.subarray(PIECES.startOf(index), PIECES.endOf(index))],
];

it("cuts a run into pieces", () => {
  expect(assemble([0, 30])).toEqual([piece(0), piece(1), piece(2)]);
});

it("waits for the rest of a piece", () => {
  expect(assemble([5, 10])).toEqual([]);
  expect(assemble([5, 12], [0, 5])).toEqual([piece(0)]);
  expect(assemble([0, 4], [4, 25], [25, 30])).toEqual([piece(0), piece(1), piece(2)]);
});

it("is not deceived by bytes that came twice", () => {
  expect(assemble([0, 6], [0, 6])).toEqual([]);
  expect(assemble([0, 6], [3, 9])).toEqual([]);
  expect(assemble([0, 6], [3, 10])).toEqual([piece(0)]);
});

it("knows that the last piece is shorter", () => {
  expect(assemble([85, 95])).toEqual([piece(9)]);
});

it("ignores what comes after the end", () => {
  const assembler = new PieceAssembler(PIECES);
  const complete = assembler.add(90, new Uint8Array(50));
  expect(complete.map(([index]) => index)).toEqual([9]);
});

it("forgets the unfinished piece that grew least recently", () => {
  const starts = Array.from({ length: 9 }, (_, i): [number, number] => [10 * i, 10 * i + 5]);
  expect(assemble(...starts, [5, 10])).toEqual([]);
  expect(assemble(...starts, [15, 20])).toEqual([piece(1)]);
});
