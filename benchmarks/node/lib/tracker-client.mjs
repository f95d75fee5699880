// A WebTorrent client of the least cost: frames are written and read as bytes, so that the load generator does not
// take the core that the tracker should have.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

const SERIAL_DIGITS = 8;
const REPLY = Buffer.from('"interval":');
const OFFER = Buffer.from('"offer":');
const ANSWER = Buffer.from('"answer":');
const OFFER_ID = Buffer.from('"offer_id":');
const PEER_ID = Buffer.from('"peer_id":');
const OFFER_ID_HEAD = randomBytes(20 - SERIAL_DIGITS).toString("latin1");
// The component that tells what a message is stands near its beginning at both trackers.
const HEAD_BYTES = 120;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** A session description of that many bytes, with candidates as browsers write them. */
function description(bytes) {
  const head = "v=0\r\no=- 46117317 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
  const candidate = "a=candidate:842163049 1 udp 1677729535 4f2b.local 54321 typ host\r\n";
  return (head + candidate.repeat(Math.ceil(bytes / candidate.length))).slice(0, bytes);
}

/** A frame of a client, with mask 0, which leaves the payload as it is. */
function frame(payload, opcode = 1) {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 6 : 8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (length < 126 ? length : 126);
  if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

/** The JSON string that follows a name, as it stands there. */
function stringAfter(message, name) {
  const start = message.indexOf(name) + name.length;
  let end = start + 1;
  while (message[end] !== QUOTE) end += message[end] === BACKSLASH ? 2 : 1;
  return message.subarray(start, end + 1);
}

export class TrackerClient {
  onReply = () => {};
  onOffer = () => {};
  onAnswer = () => {};
  #socket;
  #received = Buffer.alloc(0);
  #parts = [];
  #announce;
  #serialsAt = [];
  #answerHead;
  #answerTail;

  constructor({ infoHash, left, offers, sdpBytes }) {
    const sdp = description(sdpBytes);
    const ids = { info_hash: infoHash, peer_id: `-WW0300-${randomBytes(6).toString("hex")}` };
    const serial = "#".repeat(SERIAL_DIGITS);
    const announce = {
      uploaded: 0,
      downloaded: 0,
      left,
      action: "announce",
      ...ids,
      numwant: offers,
      offers: Array.from({ length: offers }, () => ({
        offer: { type: "offer", sdp },
        offer_id: OFFER_ID_HEAD + serial,
      })),
    };
    this.#announce = frame(Buffer.from(JSON.stringify(announce)));
    for (let at = this.#announce.indexOf(serial); at >= 0; at = this.#announce.indexOf(serial, at + 1)) {
      this.#serialsAt.push(at);
    }
    const answer = JSON.stringify({ action: "announce", ...ids, answer: { type: "answer", sdp } });
    this.#answerHead = Buffer.from(`${answer.slice(0, -1)},"to_peer_id":`);
    this.#answerTail = Buffer.from("}");
  }

  /** Connects, with further header lines, and waits until the tracker agreed. */
  open({ port, path, headers = "" }) {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      this.#socket = socket;
      socket.once("error", reject);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`,
      );
      socket.once("data", (data) => {
        if (!data.toString("latin1").startsWith("HTTP/1.1 101")) {
          reject(new Error(`The handshake was refused: ${data.toString("latin1").split("\r\n", 1)}`));
          return;
        }
        socket.removeListener("error", reject).on("error", () => {});
        socket.on("data", (next) => this.#receive(next));
        resolve(this);
      });
    });
  }

  get isOpen() {
    return !this.#socket.destroyed && this.#socket.readable;
  }

  close() {
    this.#socket.destroy();
  }

  /** Announces itself for the first time, and waits for the answer. */
  join() {
    return new Promise((resolve) => {
      this.onReply = () => {
        this.onReply = () => {};
        resolve(this);
      };
      this.announce(0);
    });
  }

  /** Announces itself; its offers carry this number. */
  announce(serial) {
    const digits = String(serial).padStart(SERIAL_DIGITS, "0");
    for (const at of this.#serialsAt) this.#announce.write(digits, at, "latin1");
    // Copied: the socket may keep the bytes until it can send them.
    this.#socket.write(Buffer.from(this.#announce));
  }

  #receive(data) {
    const bytes = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = bytes[at + 1] & 0x7f;
      const head = short < 126 ? 2 : 4;
      if (bytes.length - at < head) break;
      const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
      if (bytes.length - at < head + length) break;
      this.#takeFrame(bytes[at], bytes.subarray(at + head, at + head + length));
      at += head + length;
    }
    this.#received = bytes.subarray(at);
  }

  #takeFrame(first, payload) {
    const opcode = first & 0x0f;
    if (opcode === 9) {
      this.#socket.write(frame(payload, 10));
    } else if (opcode === 8) {
      this.#socket.destroy();
    } else if (first < 0x80 || opcode === 0) {
      this.#parts.push(Buffer.from(payload));
      if (first >= 0x80) this.#take(Buffer.concat(this.#parts.splice(0)));
    } else {
      this.#take(payload);
    }
  }

  #take(message) {
    const head = message.subarray(0, HEAD_BYTES);
    if (head.includes(OFFER)) {
      const offerId = stringAfter(message, OFFER_ID);
      this.onOffer(Number(offerId.subarray(-SERIAL_DIGITS - 1, -1).toString("latin1")));
      this.#answer(offerId, stringAfter(message, PEER_ID));
    } else if (head.includes(ANSWER)) {
      this.onAnswer();
    } else if (head.includes(REPLY)) {
      this.onReply();
    } else {
      throw new Error(`The tracker said: ${message}`);
    }
  }

  #answer(offerId, to) {
    const payload = Buffer.concat([this.#answerHead, to, Buffer.from(","), OFFER_ID, offerId, this.#answerTail]);
    this.#socket.write(frame(payload));
  }
}
