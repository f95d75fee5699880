import { describe, expect, it } from "vitest";
import { CodeGuest, CodeHost } from "../../../../src/room/session/code-exchange.ts";
import type { RoomAddress } from "../../../../src/room/session/room-address.ts";
import { newPass } from "../../../../src/room/session/room-secrets.ts";
import { newShortCode, type ShortCode } from "../../../../src/room/session/short-code.ts";

const code: ShortCode = { number: 7, words: ["amber", "recipe", "fossil"] };
const other: ShortCode = { number: 7, words: ["amber", "recipe", "forest"] };
const { room, key } = await newPass("send");
const address: RoomAddress = { room, key };

describe("code exchange", () => {
  it("hands the address to a guest with the right words", async () => {
    const { isProved, received } = await exchange(code, code);
    expect(isProved).toBe(true);
    expect(received).toEqual(address);
  });

  it("tells both when the words differ, and hands nothing over", async () => {
    const { isProved, answer, received } = await exchange(code, other);
    expect(isProved).toBe(false);
    expect(answer).toEqual(new Uint8Array([4]));
    expect(received).toBe("wrong");
  });

  it("shows the address to nobody in between", async () => {
    const { answer } = await exchange(code, code);
    const text = new TextDecoder("latin1").decode(answer);
    expect(text).not.toContain(address.room);
    expect(text).not.toContain(address.key);
  });

  it("keeps exchanges of one code apart", async () => {
    const host = await CodeHost.begin({ code, attempt: 1 });
    const guest = await CodeGuest.begin({ code, attempt: 2 });
    const proof = await guest.receive(copy(host.opening));
    const { isProved } = await host.receive(copy(proof), address);
    expect(isProved).toBe(false);
  });

  it.each([0, 1, 40, -1])("is not fooled by a proof that was changed at byte %i", async (at) => {
    const { host, proof } = await untilProof(code, code);
    const { isProved } = await host.receive(flip(proof, at), address);
    expect(isProved).toBe(false);
  });

  it.each([0, 1, 32, 33, -1])("is not fooled by an address changed at byte %i", async (at) => {
    const { host, guest, proof } = await untilProof(code, code);
    const { answer } = await host.receive(proof, address);
    expect(await guest.receive(flip(copy(answer), at))).toBe("wrong");
  });

  it("takes neither an empty message nor one out of turn", async () => {
    const { host, guest, proof } = await untilProof(code, code);
    expect((await host.receive(new Uint8Array(), address)).isProved).toBe(false);
    expect((await host.receive(copy(host.opening), address)).isProved).toBe(false);
    expect(await guest.receive(new Uint8Array())).toBe("wrong");
    expect(await guest.receive(copy(host.opening))).toBe("wrong");
    const early = await CodeGuest.begin({ code, attempt: 1 });
    expect(await early.receive(proof)).toBe("wrong");
  });

  it("gives a guest without a proof nothing when the host's own share comes back to it", async () => {
    const host = await CodeHost.begin({ code: newShortCode(7), attempt: 1 });
    const reflected = new Uint8Array([2, ...host.opening.slice(1), ...new Uint8Array(32)]);
    expect((await host.receive(reflected, address)).isProved).toBe(false);
  });
});

async function untilProof(ofHost: ShortCode, ofGuest: ShortCode) {
  const host = await CodeHost.begin({ code: ofHost, attempt: 1 });
  const guest = await CodeGuest.begin({ code: ofGuest, attempt: 1 });
  return { host, guest, proof: copy(await guest.receive(copy(host.opening))) };
}

async function exchange(ofHost: ShortCode, ofGuest: ShortCode) {
  const { host, guest, proof } = await untilProof(ofHost, ofGuest);
  const { isProved, answer } = await host.receive(proof, address);
  return { isProved, answer, received: await guest.receive(copy(answer)) };
}

function copy(message: Uint8Array | RoomAddress | "wrong"): Uint8Array<ArrayBuffer> {
  if (!(message instanceof Uint8Array)) {
    throw new Error("this is no message");
  }
  return new Uint8Array(message);
}

function flip(message: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const flipped = message.slice();
  const index = at < 0 ? message.length + at : at;
  flipped[index] = (flipped[index] ?? 0) ^ 0x80;
  return flipped;
}
