import { describe, expect, it } from "vitest";
import type { RoomId } from "../../../../src/room/protocol/values.ts";
import {
  formatLink,
  parseLink,
  type RoomAddress,
} from "../../../../src/room/session/room-address.ts";
import { newPass } from "../../../../src/room/session/room-secrets.ts";

const address: RoomAddress = {
  room: "AAECAwQFBgcICQoLDA0ODw" as RoomId,
  key: "EBESExQVFhcYGRobHB0eHw",
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

  it.each([own, embedded])("come back as they were made (%o)", async (place) => {
    const { room, key } = await newPass("group");
    expect(parseLink(formatLink({ room, key }, place), place)).toEqual({ room, key });
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
});
