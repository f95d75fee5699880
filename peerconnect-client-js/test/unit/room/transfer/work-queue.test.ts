import { expect, it, vi } from "vitest";
import { WorkQueue } from "../../../../src/room/transfer/work-queue.ts";

it("works on one thing after the other, and says when there is something to do", async () => {
  const log: unknown[] = [];
  const queue = new WorkQueue<number>(
    async (item) => {
      log.push(item);
      await Promise.resolve();
      log.push(-item);
    },
    (isBusy) => log.push(isBusy),
  );
  queue.add(1);
  queue.add(2);
  await vi.waitFor(() => expect(log).toEqual([true, 1, -1, 2, -2, false]));
});

it("works on what is added at the moment when all is done", async () => {
  const done: number[] = [];
  const queue = new WorkQueue<number>(
    async (item) => void done.push(item),
    (isBusy) => {
      if (!isBusy && done.length === 1) queue.add(2);
    },
  );
  queue.add(1);
  await vi.waitFor(() => expect(done).toEqual([1, 2]));
});

it("tells whoever works that a thing was dropped, and goes on with the next", async () => {
  const seen: [number, boolean][] = [];
  const queue = new WorkQueue<number>(async (item) => {
    await Promise.resolve();
    seen.push([item, queue.isCurrent(item)]);
  });
  queue.add(1);
  queue.add(2);
  queue.add(3);
  queue.drop((item) => item < 3);
  expect(queue.items).toEqual([3]);
  await vi.waitFor(() =>
    expect(seen).toEqual([
      [1, false],
      [3, true],
    ]),
  );
});
