import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomEvent } from "../../../../src/room/protocol/room-messages.ts";
import { CodeEntry } from "../../../../src/room/session/code-entry.ts";
import { CodeOffer } from "../../../../src/room/session/code-offer.ts";
import type { RoomAddress } from "../../../../src/room/session/room-address.ts";
import { newPass } from "../../../../src/room/session/room-secrets.ts";
import type { ShortCode } from "../../../../src/room/session/short-code.ts";
import { FakeChannel } from "../../../support/fake-room-channel.ts";

const { room, key } = await newPass("send");
const address: RoomAddress = { room, key };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a short code", () => {
  it("has a number of the server and words that the server never sees", async () => {
    const { offer, ofHost } = await opened();
    expect(offer.state).toMatchObject({ name: "open", endsAt: 600_000, code: { number: 417 } });
    const entry = enter(code(offer));
    entry.event(joined(1));
    offer.receive(joined(1));
    const said = JSON.stringify(await ofHost.take("code-message"));
    code(offer).words.forEach((word) => expect(said).not.toContain(word));
  });

  it("leads a guest with the right words to the room", async () => {
    const { offer, ofHost } = await opened();
    const { addresses, accepted } = await attempt(offer, ofHost, code(offer), 1);
    expect(accepted).toBe(true);
    expect(addresses).toEqual([address]);
    expect(offer.state.name).toBe("open");
  });

  it("is good for several guests, one after the other and at once", async () => {
    const { offer, ofHost } = await opened();
    await attempt(offer, ofHost, code(offer), 1);
    const { addresses } = await attempt(offer, ofHost, code(offer), 2);
    expect(addresses).toEqual([address]);
  });

  it("is burnt by the host itself after three wrong guesses, whatever the server counts", async () => {
    const { offer, ofHost } = await opened();
    const wrong = { ...code(offer), words: ["acorn", "acorn", "acorn"] };
    for (const number of [1, 2, 3]) {
      const { accepted, failures } = await attempt(offer, ofHost, wrong, number);
      expect(accepted).toBe(false);
      expect(failures).toEqual(["wrong"]);
    }
    expect(await ofHost.take("code-close")).toEqual({ type: "code-close", number: 417 });
    expect(offer.state).toEqual({ name: "over", why: "burnt" });
  });

  it("gives one guess for one attempt", async () => {
    const { offer, ofHost } = await opened();
    offer.receive(joined(1));
    await ofHost.take("code-message");
    offer.receive({ type: "code-message", number: 417, attempt: 1, box: "AgAA" });
    expect((await ofHost.take("code-result")).accepted).toBe(false);
    offer.receive({ type: "code-message", number: 417, attempt: 1, box: "AgAA" });
    offer.receive(joined(2));
    expect(await ofHost.take("code-message")).toMatchObject({ attempt: 2 });
  });

  it("ends in time, when the server says so, and when it is withdrawn", async () => {
    const late = await opened();
    vi.advanceTimersByTime(600_000);
    expect(late.offer.state).toEqual({ name: "over", why: "expired" });

    const told = await opened();
    told.offer.receive({ type: "code-closed", number: 417, reason: "burnt" });
    expect(told.offer.state).toEqual({ name: "over", why: "burnt" });

    const withdrawn = await opened();
    withdrawn.offer.close();
    expect(withdrawn.offer.state).toEqual({ name: "none" });
    expect(await withdrawn.ofHost.take("code-close")).toMatchObject({ number: 417 });
  });

  it("may be refused", () => {
    const { offer } = host();
    offer.open();
    offer.receive({ type: "failure", code: "room-limit", detail: "", about: room });
    expect(offer.state).toEqual({ name: "over", why: "limit" });
  });

  it("is not asked for while the site is away", () => {
    const { offer, channel } = host();
    channel.state = "connecting";
    offer.open();
    expect(offer.state).toEqual({ name: "none" });
  });
});

describe("typing a code", () => {
  const typed: ShortCode = { number: 417, words: ["amber", "amber", "amber"] };

  it.each([
    ["code-unknown", "unknown"],
    ["code-burnt", "burnt"],
    ["rate-limited", "busy"],
  ])("ends with a reason: %s", (code, failure) => {
    const { event, failures } = enter(typed);
    event({ type: "failure", code, detail: "", about: "417" });
    expect(failures).toEqual([failure]);
  });

  it("ends when the host does not answer", () => {
    const { event, failures } = enter(typed);
    event(joined(1));
    vi.advanceTimersByTime(20_000);
    expect(failures).toEqual(["unreachable"]);
  });

  it.each([
    [2, "wrong"],
    [0, "burnt"],
  ])("ends when the server gives up waiting, with %i attempts left", (attemptsLeft, failure) => {
    const { event, failures } = enter(typed);
    event(joined(1));
    event({ type: "code-result", number: 417, attempt: 1, accepted: false, attemptsLeft });
    expect(failures).toEqual([failure]);
  });

  it("ends when the code does", () => {
    const { event, failures } = enter(typed);
    event(joined(1));
    event({ type: "code-closed", number: 417, reason: "expired" });
    expect(failures).toEqual(["expired"]);
  });

  it("does not care about other codes and attempts", () => {
    const { event, failures } = enter(typed);
    event(joined(1));
    event({ type: "code-closed", number: 418, reason: "closed" });
    event({ type: "failure", code: "code-unknown", detail: "", about: "418" });
    event({ type: "code-result", number: 417, attempt: 9, accepted: false, attemptsLeft: 0 });
    expect(failures).toEqual([]);
  });

  it("says nothing more after it was stopped", () => {
    const { entry, event, failures } = enter(typed);
    entry.stop();
    event({ type: "code-closed", number: 417, reason: "closed" });
    vi.advanceTimersByTime(60_000);
    expect(failures).toEqual([]);
  });
});

function host() {
  const channel = new FakeChannel();
  channel.state = "open";
  const offer = new CodeOffer({ channel, address, onchange: () => {}, now: () => 0 });
  return { offer, channel };
}

async function opened() {
  const { offer, channel } = host();
  offer.open();
  expect(await channel.take("code-open")).toEqual({ type: "code-open", room });
  offer.receive({ type: "code-opened", room, number: 417, expiresInMs: 600_000, attempts: 3 });
  return { offer, ofHost: channel };
}

function code({ state }: CodeOffer): ShortCode {
  if (state.name !== "open") {
    throw new Error(`The code is ${state.name}`);
  }
  return state.code;
}

function enter(typed: ShortCode) {
  const channel = new FakeChannel();
  channel.state = "open";
  const addresses: RoomAddress[] = [];
  const failures: string[] = [];
  const entry = new CodeEntry({
    channel,
    code: typed,
    onaddress: (it) => addresses.push(it),
    onfailure: (it) => failures.push(it),
  });
  entry.ask();
  const event = (it: RoomEvent): void => entry.receive(it);
  return { entry, channel, addresses, failures, event };
}

/** Run one exchange; the test is the server. */
async function attempt(offer: CodeOffer, ofHost: FakeChannel, typed: ShortCode, number: number) {
  const { channel, addresses, failures, event } = enter(typed);
  await channel.take("code-join");
  event(joined(number));
  offer.receive(joined(number));
  event(await ofHost.take("code-message"));
  offer.receive(await channel.take("code-message"));
  const last = await ofHost.take("code-message");
  const { accepted } = await ofHost.take("code-result");
  event(last);
  await vi.waitFor(() => expect(addresses.length + failures.length).toBe(1));
  return { addresses, failures, accepted };
}

function joined(number: number): RoomEvent {
  return { type: "code-joined", number: 417, attempt: number };
}
