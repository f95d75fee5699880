import type { PeerId } from "../../src/protocol/values.ts";
import type { RoomPass } from "../../src/room/session/room-secrets.ts";
import { openBrowserStorage } from "../../src/room/sink/browser-storage.ts";
import { BlobSource } from "../../src/room/source/blob-source.ts";
import type { DownloadOptions, RoomDownload } from "../../src/room/transfer/room-download.ts";
import { RoomTransfers } from "../../src/room/transfer/room-transfers.ts";
import { generatedFile, isGenerated } from "./generated-file.ts";
import { SiteRoom } from "./site-room.ts";
import { RtcLink, type Signal } from "./rtc-link.ts";

/*
 * A tab as a member of a room without a server: tabs of one browser context find each other over a BroadcastChannel, and
 * exchange files over real data channels. Tests drive it through `window.harness`.
 */

class Harness {
  readonly links = new Map<PeerId, RtcLink>();
  transfers: RoomTransfers | undefined;
  site: SiteRoom | undefined;
  #host: string | undefined;

  /** Enter the room. `host` is the only one who offers; undefined in a group. */
  async join(name: string, host?: string): Promise<void> {
    const self = `harness-${name}` as PeerId;
    this.#host = host;
    const transfers = new RoomTransfers({
      self,
      mayOffer: host === undefined || host === name,
      storageKey: "harness",
      storage: await openBrowserStorage(() => new Worker("rooms-disk.js")),
    });
    this.transfers = transfers;
    const channel = new BroadcastChannel("room");
    const signal = (it: Omit<Signal, "from">) => channel.postMessage({ ...it, from: self });
    channel.addEventListener("message", ({ data }: MessageEvent<Signal>) => {
      if (data.hello) {
        // Who was there first answers, and dials.
        this.#link(transfers, data.from, true, signal);
      } else if (data.to === self) {
        const link = this.links.get(data.from) ?? this.#link(transfers, data.from, false, signal);
        void link.receive(data);
      }
    });
    signal({ hello: true });
  }

  /** Enter a room of a real site, or open one. Returns what others need to enter it. */
  async enter(base: string, pass?: RoomPass): Promise<RoomPass> {
    const storage = await openBrowserStorage(() => new Worker(`${base}/rooms-disk.js`));
    const site = await SiteRoom.enter(base, storage, pass);
    this.site = site;
    while (!site.transfers) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.transfers = site.transfers;
    const { room, key } = site.pass;
    return { room, key };
  }

  offer(files: readonly File[]): void {
    this.transfers?.add(files.map((file) => new BlobSource(file)));
  }

  offerGenerated(name: string, size: number): void {
    this.offer([generatedFile(name, size)]);
  }

  /** Offer many small files. */
  offerMany(count: number, size: number): void {
    const bytes = new Uint8Array(size);
    const files = Array.from({ length: count }, (_, index) => {
      new DataView(bytes.buffer).setUint32(0, index);
      return new BlobSource(
        new File([bytes], `${index}.bin`, { lastModified: 1_700_000_000_000 }),
        ["many", String(index % 100)],
      );
    });
    this.transfers?.add(files);
  }

  /** Offer what the visitor picked with an `<input>`. */
  offerPicked(input: HTMLInputElement): void {
    this.offer([...(input.files ?? [])]);
  }

  /** How many files the others offer. */
  listed(): number {
    return this.transfers?.remoteOffers.reduce((sum, { files }) => sum + files.length, 0) ?? 0;
  }

  /** Put files into a folder that stands for one of the visitor's. */
  async downloadToFolder(options?: DownloadOptions): Promise<void> {
    const root = await navigator.storage.getDirectory();
    this.downloadAll({
      ...options,
      folder: await root.getDirectoryHandle("visitor", { create: true }),
    });
  }

  /** Return the paths of all files in that folder, with their sizes. */
  async folderContents(): Promise<readonly string[]> {
    const root = await navigator.storage.getDirectory();
    return contents(await root.getDirectoryHandle("visitor", { create: true }), "");
  }

  /** Return the names of what lies on the private part of the disk. */
  async privateFiles(): Promise<readonly string[]> {
    const root = await navigator.storage.getDirectory();
    return contents(await root.getDirectoryHandle("peerconnect-rooms", { create: true }), "");
  }

  async saveFirst(): Promise<void> {
    const [download] = this.transfers?.downloads ?? [];
    const link = document.createElement("a");
    link.href = download ? URL.createObjectURL(await download.file()) : "";
    link.download = download?.name ?? "";
    link.click();
  }

  downloadAll(options?: DownloadOptions): void {
    const files = this.transfers?.remoteOffers.flatMap((offer) => offer.files) ?? [];
    this.transfers?.download(files, options);
  }

  /** What is worth knowing of all downloads. */
  downloads(): readonly object[] {
    return (this.transfers?.downloads ?? []).map(
      ({ key, name, state, failure, bytes, size, speed, etaMs, sink, isResumable }) => ({
        key,
        name,
        state,
        failure,
        bytes,
        size,
        speed,
        etaMs,
        sink,
        isResumable,
      }),
    );
  }

  bytes(): number {
    return this.transfers?.downloads.reduce((sum, it) => sum + it.bytes, 0) ?? 0;
  }

  allDone(): boolean {
    return this.transfers?.downloads.every(({ state }) => state === "done") === true;
  }

  async isIntact(): Promise<boolean> {
    const downloads: readonly RoomDownload[] = this.transfers?.downloads ?? [];
    for (const download of downloads) {
      if (!(await isGenerated(await download.file(), download.size))) {
        return false;
      }
    }
    return downloads.length > 0;
  }

  /** Lose all paths, with what is under way on them. */
  losePaths(): void {
    this.links.forEach((link) => link.reconnect());
  }

  #link(
    transfers: RoomTransfers,
    peer: PeerId,
    dials: boolean,
    signal: (signal: Omit<Signal, "from">) => void,
  ): RtcLink {
    const before = this.links.get(peer);
    if (before) {
      before.close();
      transfers.removeLink(peer);
    }
    const link = new RtcLink(peer, dials, signal);
    this.links.set(peer, link);
    const mayOffer = this.#host === undefined || peer === `harness-${this.#host}`;
    link.events = transfers.addLink(link, { mayOffer });
    return link;
  }
}

async function contents(
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const [name, handle] of folder.entries()) {
    if (handle instanceof FileSystemDirectoryHandle) {
      found.push(...(await contents(handle, `${path}${name}/`)));
    } else if (handle instanceof FileSystemFileHandle) {
      // It may be removed while we look.
      const file = await handle.getFile().catch(() => undefined);
      found.push(...(file ? [`${path}${name} ${file.size}`] : []));
    }
  }
  return found.sort();
}

Object.assign(window, { harness: new Harness() });
