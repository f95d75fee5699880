import type { Download } from "./download.ts";
import type { FileFacts, FileFetch } from "./file-fetch.ts";
import type { SessionId } from "./messages.ts";
import type { ListedRemoteFile } from "./remote-catalogue.ts";

/** A file on the way to us, and the download that it belongs to. */
export interface Fetching {
  readonly download: Download;
  readonly fetch: FileFetch;
}

/** Finds what we have or want of a file, also after it is done: others may ask for its blocks. */
export class FetchIndex {
  readonly #byFile = new Map<string, Set<Fetching>>();
  readonly #bySession = new Map<SessionId, Set<Fetching>>();
  readonly #byIdentity = new Map<string, Set<Fetching>>();

  /** Add a download that does not know its sources yet. */
  add(download: Download): void {
    for (const fetch of download.fetches) {
      put(this.#byIdentity, identityOf(fetch.facts), { download, fetch });
    }
  }

  remove(download: Download): void {
    for (const fetch of download.fetches) {
      const identity = identityOf(fetch.facts);
      for (const fetching of this.#byIdentity.get(identity) ?? []) {
        if (fetching.fetch === fetch) {
          this.#unbind(fetching);
          drop(this.#byIdentity, identity, fetching);
        }
      }
    }
  }

  /** Take a file of a list as the source of a fetch. */
  bind(fetching: Fetching, source: ListedRemoteFile): void {
    this.#unbind(fetching);
    fetching.fetch.bind(source);
    put(this.#byFile, source.key, fetching);
    put(this.#bySession, source.session, fetching);
  }

  /** Return what we have or want of a file in a list. */
  find(key: string): Iterable<Fetching> {
    return this.#byFile.get(key) ?? [];
  }

  /** Return what we have or want of a session's files. */
  inSession(session: SessionId): Iterable<Fetching> {
    return this.#bySession.get(session) ?? [];
  }

  get sessions(): Iterable<SessionId> {
    return this.#bySession.keys();
  }

  /** Return what may be the same file, from this session or another one. */
  alike(facts: FileFacts): Iterable<Fetching> {
    return this.#byIdentity.get(identityOf(facts)) ?? [];
  }

  get all(): Iterable<Fetching> {
    return [...this.#byIdentity.values()].flatMap((fetchings) => [...fetchings]);
  }

  #unbind(fetching: Fetching): void {
    const { source } = fetching.fetch;
    if (source) {
      drop(this.#byFile, source.key, fetching);
      drop(this.#bySession, source.session, fetching);
      fetching.fetch.bind(undefined);
    }
  }
}

function identityOf({ path, name, size, modified }: FileFacts): string {
  return JSON.stringify([path, name, size, modified]);
}

function put<K>(map: Map<K, Set<Fetching>>, key: K, fetching: Fetching): void {
  const fetchings = map.get(key) ?? new Set();
  fetchings.add(fetching);
  map.set(key, fetchings);
}

function drop<K>(map: Map<K, Set<Fetching>>, key: K, fetching: Fetching): void {
  const fetchings = map.get(key);
  if (fetchings?.delete(fetching) && fetchings.size === 0) {
    map.delete(key);
  }
}
