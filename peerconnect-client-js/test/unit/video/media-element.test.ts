import { beforeEach, describe, expect, it } from "vitest";
import { MediaElement } from "../../../src/video/media-element.ts";

/** What the browser says about an element that plays at second 10, with 4 more loaded. */
interface Facts {
  autoplay: boolean;
  preload: string;
  paused: boolean;
  seeking: boolean;
  readyState: number;
  currentTime: number;
  playbackRate: number;
  duration: number;
  played: TimeRanges;
  buffered: TimeRanges;
}

let facts: Facts;
let media: MediaElement;

beforeEach(() => {
  facts = {
    autoplay: false,
    preload: "metadata",
    paused: false,
    seeking: false,
    readyState: 4,
    currentTime: 10,
    playbackRate: 1,
    duration: 100,
    played: rangesOf([0, 10]),
    buffered: rangesOf([0, 14]),
  };
  media = new MediaElement(facts as unknown as HTMLMediaElement);
});

function rangesOf(...ranges: readonly (readonly [number, number])[]): TimeRanges {
  return {
    length: ranges.length,
    start: (i) => ranges[i]?.[0] ?? NaN,
    end: (i) => ranges[i]?.[1] ?? NaN,
  };
}

/** The element stands still, with so many seconds loaded as the browser says. */
function runDry(loaded: number): void {
  const { readyState, buffered } = facts;
  facts.readyState = 2;
  facts.buffered = rangesOf([0, facts.currentTime + loaded]);
  media.ranDry();
  Object.assign(facts, { readyState, buffered });
}

describe("the next byte is needed", () => {
  it("when what is loaded was shown, but for what the decoder took", () => {
    expect(media.seconds).toBe(3.5);
  });

  it("sooner when it is played faster, and not later when it is played slower", () => {
    facts.playbackRate = 2;
    expect(media.seconds).toBe(1.75);
    facts.playbackRate = 0.5;
    expect(media.seconds).toBe(3.5);
  });

  it("when what is loaded without a gap was shown", () => {
    facts.buffered = rangesOf([0, 5], [8, 12], [13, 50]);
    expect(media.seconds).toBe(1.5);
  });

  it.each<[string, Partial<Facts>]>([
    ["there is nothing but what is shown", { readyState: 2 }],
    ["it is looking for another place", { seeking: true }],
    ["nothing is loaded where it is", { buffered: rangesOf([20, 30]) }],
    ["less is loaded than a decoder takes", { buffered: rangesOf([0, 10.4]) }],
  ])("now, when %s", (_, change) => {
    Object.assign(facts, change);
    expect(media.seconds).toBe(0);
  });

  it("later, as soon as there is more than what is shown", () => {
    facts.readyState = 3;
    expect(media.seconds).toBe(3.5);
  });
});

describe("an element that is to play by itself", () => {
  beforeEach(() => {
    Object.assign(facts, {
      autoplay: true,
      paused: true,
      readyState: 3,
      currentTime: 0,
      played: rangesOf(),
      buffered: rangesOf([0, 4]),
    });
  });

  it("needs the next byte now until it begins, or could", () => {
    expect(media.seconds).toBe(0);
    facts.readyState = 4;
    expect(media.seconds).toBe(3.5);
  });

  it("can wait once it plays", () => {
    facts.paused = false;
    expect(media.seconds).toBe(3.5);
  });

  it("can wait when it was played before", () => {
    facts.played = rangesOf([0, 1]);
    expect(media.seconds).toBe(3.5);
  });

  it("can wait when it is played only on demand", () => {
    facts.autoplay = false;
    expect(media.seconds).toBe(3.5);
  });
});

describe("an element that ran dry", () => {
  it("does not count on what was of no use then", () => {
    runDry(1.5);
    expect(media.seconds).toBe(2.5);
  });

  it("remembers the worst, and no less than what a decoder takes", () => {
    runDry(3);
    runDry(1);
    expect(media.seconds).toBe(1);
  });

  it("counts on what a decoder takes at least", () => {
    runDry(0.2);
    expect(media.seconds).toBe(3.5);
  });

  it("counts on what is loaded far ahead all the same", () => {
    runDry(60);
    facts.buffered = rangesOf([0, 50]);
    expect(media.seconds).toBe(10);
  });

  it("counts what is of no use before it counts how fast it is played", () => {
    runDry(2);
    facts.playbackRate = 2;
    expect(media.seconds).toBe(1);
  });

  it.each<[string, Partial<Facts>]>([
    ["while it is looking for another place", { seeking: true, readyState: 2 }],
    ["while it has something to show", { readyState: 3 }],
  ])("is not one that waits %s", (_, change) => {
    const before = { ...facts };
    Object.assign(facts, change);
    media.ranDry();
    Object.assign(facts, before);
    expect(media.seconds).toBe(3.5);
  });
});

describe("an element out of sight that nobody touched", () => {
  beforeEach(() => {
    Object.assign(facts, { paused: true, currentTime: 0, played: rangesOf(), readyState: 3 });
  });

  it("needs no more than its first picture", () => {
    expect(media.isIdle).toBe(true);
    facts.readyState = 1;
    expect(media.isIdle).toBe(false);
  });

  it("needs more as long as it would begin by itself, had the browser seen enough", () => {
    facts.autoplay = true;
    expect(media.isIdle).toBe(false);
    facts.readyState = 4;
    expect(media.isIdle).toBe(true);
  });
});
