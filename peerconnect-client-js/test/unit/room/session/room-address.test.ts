import { describe, expect, it } from "vitest";
import {
  formatLink,
  newAddress,
  parseLink,
  type RoomAddress,
  type RoomId,
  type RoomKey,
} from "../../../../src/room/session/room-address.ts";

const address: RoomAddress = {
  room: "AAECAwQFBgcICQoLDA0ODw" as RoomId,
  key: "EBESExQVFhcYGRobHB0eHw" as RoomKey,
};
const own = {
  roomPath: "/app/peerconnect/rooms",
  page: "https://site.example/app/peerconnect/rooms?x=1#y",
};
const embedded = { roomPath: undefined, page: "https://site.example/share?lang=en#top" };

describe("links to rooms", () => {
  it("carry the key behind the # only", () => {
    expect(formatLink(address, own)).toBe(
      "https://site.example/app/peerconnect/rooms/AAECAwQFBgcICQoLDA0ODw#EBESExQVFhcYGRobHB0eHw",
    );
    expect(formatLink(address, embedded)).toBe(
      "https://site.example/share?lang=en#room=AAECAwQFBgcICQoLDA0ODw.EBESExQVFhcYGRobHB0eHw",
    );
  });

  it.each([own, embedded])("come back as they were made (%o)", (place) => {
    const made = newAddress();
    expect(parseLink(formatLink(made, place), place)).toEqual(made);
  });

  it.each([
    [own, "https://site.example/app/peerconnect/rooms"],
    [own, "https://site.example/app/peerconnect/rooms/"],
    [embedded, "https://site.example/share#chapter-2"],
  ])("are none where there is no room (%o, %s)", (place, link) => {
    expect(parseLink(link, place)).toBe("none");
  });

  it.each([
    [own, "/app/peerconnect/rooms/AAECAwQFBgcICQoLDA0ODw"],
    [own, "/app/peerconnect/rooms/AAECAwQFBgcICQoLDA0ODw#EBESExQVFhcYGRobHB0eH"],
    [own, "/app/peerconnect/rooms/AAECAwQFBgcICQoLDA0ODw#EBESExQVFhcYGRobHB0eHx"],
    [own, "/app/peerconnect/rooms/AAECAwQFBgcICQoLDA0ODw#EBESExQVFhcYGRobHB0eH%20"],
    [own, "/app/peerconnect/rooms/a/b#EBESExQVFhcYGRobHB0eHw"],
    [embedded, "/share#room=AAECAwQFBgcICQoLDA0ODw"],
  ])("are broken when something is missing or was changed (%o, %s)", (place, link) => {
    expect(parseLink(link, place)).toBe("broken");
  });

  it("are made of 128 random bits each", () => {
    const many = Array.from({ length: 50 }, newAddress);
    expect(new Set(many.flatMap(({ room, key }) => [room, key])).size).toBe(100);
    expect(many.every(({ room }) => room.length === 22)).toBe(true);
  });
});
