import { MemberLink } from "../../src/room/link/member-link.ts";
import { Room } from "../../src/room/room.ts";
import { RoomChannel } from "../../src/room/session/room-channel.ts";
import { newPass, type RoomPass } from "../../src/room/session/room-secrets.ts";
import type { RoomStorage } from "../../src/room/sink/room-storage.ts";
import { RoomTransfers } from "../../src/room/transfer/room-transfers.ts";

/** A room of a real site, with its signalling, its links and its relay, and without its page. */
export class SiteRoom {
  readonly pass: RoomPass;
  readonly #room: Room;

  private constructor(pass: RoomPass, room: Room) {
    this.pass = pass;
    this.#room = room;
  }

  /**
   * Enter a room, or open one.
   *
   * @param base address that the site's endpoints are below
   * @param pass of the room to enter; undefined to be the host of a new one
   */
  static async enter(
    base: string,
    storage: RoomStorage,
    pass: RoomPass | undefined,
  ): Promise<SiteRoom> {
    const used = pass ?? (await newPass("send"));
    const channel = new RoomChannel({
      base,
      onwelcome: (welcome) => room.welcome(welcome),
      onevent: (event) => room.receive(event),
      onstate: (state) => room.session.channelChanged(state),
      signal: new AbortController().signal,
    });
    const room = new Room({
      channel,
      pass: used,
      name: "",
      relayUrl: `${base.replace(/^http/, "ws")}/relay`,
      openLink: (options) => new MemberLink(options),
      openTransfers: (options) => new RoomTransfers({ ...options, storage }),
      onchange: () => {},
      onhappening: () => {},
      onend: (end) => {
        throw new Error(`The room ended: ${end}`);
      },
    });
    await room.start();
    return new SiteRoom(used, room);
  }

  /** The files; absent before we are in. */
  get transfers(): RoomTransfers | undefined {
    return this.#room.transfers;
  }

  /** The ways that messages take to the other members. */
  get paths(): readonly string[] {
    return this.#room.people.map(({ path }) => path);
  }
}
