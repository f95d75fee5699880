// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { PassStore } from "../../../../src/room/page/pass-store.ts";
import { newPass } from "../../../../src/room/session/room-secrets.ts";

beforeEach(() => {
  sessionStorage.clear();
});

describe("PassStore", () => {
  it("finds the pass of a room after a reload", async () => {
    const pass = await newPass("group");
    new PassStore(sessionStorage).keep(pass);
    expect(new PassStore(sessionStorage).find(pass.room)).toEqual(pass);
  });

  it("knows nothing of other rooms, and forgets", async () => {
    const [pass, other] = [await newPass("send"), await newPass("send")];
    const store = new PassStore(sessionStorage);
    store.keep(pass);
    expect(store.find(other.room)).toBeUndefined();
    store.forget(pass.room);
    expect(store.find(pass.room)).toBeUndefined();
  });

  it("takes nothing that it did not write itself", async () => {
    const { room } = await newPass("send");
    for (const text of ["", "no", "null", "{}", '{"key":1,"kind":"send","owner":"x"}']) {
      sessionStorage.setItem(`peerconnect-room ${room}`, text);
      expect(new PassStore(sessionStorage).find(room)).toBeUndefined();
    }
  });

  it("does without storage", async () => {
    const pass = await newPass("send");
    const store = new PassStore(undefined);
    store.keep(pass);
    store.forget(pass.room);
    expect(store.find(pass.room)).toBeUndefined();
  });
});
