import { describe, expect, it } from "vitest";
import { newAddress, type RoomKey } from "../../../../src/room/session/room-address.ts";
import { commitmentTo, RoomSecrets } from "../../../../src/room/session/room-secrets.ts";

const address = newAddress();

describe("RoomSecrets", () => {
  it("are the same for everybody with the link", async () => {
    const here = await RoomSecrets.of(address);
    const there = await RoomSecrets.of({ ...address });
    expect(await there.access()).toBe(await here.access());
    expect(await there.link("send")).toEqual(await here.link("send"));
  });

  it("differ from each other, for each kind of room, for each room and for each key", async () => {
    const secrets = await RoomSecrets.of(address);
    const other = await RoomSecrets.of({ ...address, room: newAddress().room });
    const wrong = await RoomSecrets.of({ ...address, key: "EBESExQVFhcYGRobHB0eHw" as RoomKey });
    const all = [secrets, other, wrong].flatMap((it) => [
      it.access(),
      it.link("send").then(String),
      it.link("group").then(String),
    ]);
    expect(new Set(await Promise.all(all)).size).toBe(9);
  });

  it("are 256 bits long", async () => {
    const secrets = await RoomSecrets.of(address);
    expect(await secrets.access()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await secrets.link("send")).toHaveLength(32);
  });
});

describe("commitmentTo", () => {
  it("is the SHA-256 of the secret's bytes", async () => {
    expect(await commitmentTo("YWJj")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });
});
