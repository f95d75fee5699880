/* The room page and its element, `<peerconnect-room>`. A page loads it as a module: `<script type="module" src="…/rooms.js">`. */
import { PeerConnectRoom } from "./room/page/room-element.ts";

export { PeerConnectRoom } from "./room/page/room-element.ts";
export { ENGLISH } from "./room/page/texts.ts";

export type { Format } from "./room/page/format.ts";
export type { RoomElementEventMap, RoomElementState } from "./room/page/room-element.ts";
export type { PathName, Problem, ProblemText, RoomTexts } from "./room/page/texts.ts";

if (!customElements.get("peerconnect-room")) {
  customElements.define("peerconnect-room", PeerConnectRoom);
}
