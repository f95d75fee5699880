package io.peerconnect.torrent;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The torrents that there are now. Asked by any thread, changed by one.
 */
final class TorrentCatalogue implements TorrentLibrary {

	private static final Logger logger = LoggerFactory.getLogger(TorrentCatalogue.class);

	private final Map<String, Entry> byPath = new ConcurrentHashMap<>();

	/**
	 * Videos of the same name and content are one swarm, for which one of them stands.
	 */
	private final Map<InfoHash, Torrent> byInfoHash = new ConcurrentHashMap<>();

	private final Iterable<TorrentListener> listeners;

	private final Runnable staleFound;

	/**
	 * Create a catalogue.
	 * @param listeners who hears of torrents that come and go
	 * @param staleFound called when a video turns out to have changed
	 */
	TorrentCatalogue(Iterable<TorrentListener> listeners, Runnable staleFound) {
		this.listeners = listeners;
		this.staleFound = staleFound;
	}

	@Override
	public @Nullable Torrent find(InfoHash infoHash) {
		return this.byInfoHash.get(infoHash);
	}

	@Override
	public @Nullable Torrent findByPath(String path) {
		Entry entry = this.byPath.get(path);
		if (entry == null) {
			return null;
		}
		if (!entry.file().isUnchanged()) {
			this.staleFound.run();
			return null;
		}
		return entry.torrent();
	}

	@Override
	public Collection<Torrent> all() {
		return this.byPath.values().stream().map(Entry::torrent).toList();
	}

	Collection<String> paths() {
		return this.byPath.keySet();
	}

	int size() {
		return this.byPath.size();
	}

	/**
	 * Return whether there is a torrent of a file as it is now.
	 * @param file the file
	 * @return whether it need not be looked at
	 */
	boolean isCurrent(VideoFile file) {
		Entry entry = this.byPath.get(file.path());
		return entry != null && entry.file().stamp().equals(file.stamp());
	}

	void put(Torrent torrent, VideoFile file) {
		remove(torrent.path());
		this.byPath.put(torrent.path(), new Entry(torrent, file));
		if (this.byInfoHash.putIfAbsent(torrent.infoHash(), torrent) == null) {
			tell((listener) -> listener.added(torrent));
		}
	}

	void remove(String path) {
		Entry entry = this.byPath.remove(path);
		if (entry == null || !this.byInfoHash.remove(entry.torrent().infoHash(), entry.torrent())) {
			return;
		}
		tell((listener) -> listener.removed(entry.torrent()));
		for (Entry other : this.byPath.values()) {
			if (other.torrent().infoHash().equals(entry.torrent().infoHash())) {
				this.byInfoHash.put(other.torrent().infoHash(), other.torrent());
				tell((listener) -> listener.added(other.torrent()));
				return;
			}
		}
	}

	private void tell(Consumer<TorrentListener> event) {
		for (TorrentListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				// The others must hear of it, and the library must go on.
				logger.warn("{} failed", listener, ex);
			}
		}
	}

	private record Entry(Torrent torrent, VideoFile file) {

	}

}
