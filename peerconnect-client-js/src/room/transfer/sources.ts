import type { BlockPuller } from "./block-puller.ts";
import type { Download } from "./download.ts";
import type { FetchIndex, Fetching } from "./fetch-index.ts";
import type { Member } from "./member.ts";
import type { ListedRemoteFile, RemoteCatalogue } from "./remote-catalogue.ts";

export interface SourcesOptions {
  readonly index: FetchIndex;
  readonly puller: BlockPuller;
  readonly findMember: (file: ListedRemoteFile) => Member | undefined;
  /** Whether only one member of the room offers anything, whoever that is after a reload. */
  readonly hasOneSender: boolean;
  readonly onchanged: (download: Download) => void;
}

/** Finds the sender of a download again, after it or we reloaded the page. */
export class Sources {
  readonly #options: SourcesOptions;

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  /** Give a download that just began its sources. */
  begin(download: Download, files: readonly ListedRemoteFile[]): void {
    this.#options.index.add(download);
    files.forEach((file, at) => {
      const fetch = download.fetches[at];
      if (fetch) {
        this.#options.index.bind({ download, fetch }, file);
      }
    });
  }

  /** Offer files as sources to all downloads that have lost theirs. */
  offered(files: readonly ListedRemoteFile[]): void {
    for (const file of files) {
      for (const fetching of this.#options.index.alike(file)) {
        if (this.#isOrphan(fetching) && this.#mayTake(fetching, file)) {
          this.#options.puller.abandon(fetching.fetch);
          this.#options.index.bind(fetching, file);
        }
      }
    }
  }

  /** Look for files that came back as others: same name, another size or time. */
  listed(catalogue: RemoteCatalogue): void {
    if (!this.#options.hasOneSender) {
      return;
    }
    const orphans = [...this.#options.index.all].filter((it) => this.#isOrphan(it));
    if (orphans.length === 0) {
      return;
    }
    const names = new Set([...catalogue.files].map(nameOf));
    for (const { download, fetch } of orphans) {
      if (names.has(nameOf(fetch.facts))) {
        this.#options.onchanged(download);
      }
    }
  }

  #isOrphan({ download, fetch }: Fetching): boolean {
    const { source } = fetch;
    return !fetch.isDone && !download.isOver && !(source && this.#options.findMember(source));
  }

  // In a group anybody can offer a file that looks the same. Blocks that we hold would tell; without any, only its sender.
  #mayTake({ fetch }: Fetching, file: ListedRemoteFile): boolean {
    const before = fetch.source?.from;
    return (
      this.#options.hasOneSender ||
      before === undefined ||
      before === file.from ||
      fetch.held.count > 0
    );
  }
}

function nameOf({ path, name }: Pick<ListedRemoteFile, "path" | "name">): string {
  return JSON.stringify([path, name]);
}
