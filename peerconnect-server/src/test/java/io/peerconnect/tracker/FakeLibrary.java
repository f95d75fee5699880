package io.peerconnect.tracker;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Torrents of videos that do not exist.
 */
final class FakeLibrary implements TorrentLibrary {

	static final Torrent FOREST = torrent("forest.mp4", "f0");

	static final Torrent RIVER = torrent("river.mp4", "0f");

	private final Map<InfoHash, Torrent> torrents = new ConcurrentHashMap<>();

	FakeLibrary() {
		add(FOREST);
		add(RIVER);
	}

	static Torrent torrent(String name, String infoHashByte) {
		return new Torrent(new InfoHash(infoHashByte.repeat(20)), name, "/videos/" + name, null, 20_000_000,
				Instant.EPOCH, "video/mp4", 262_144);
	}

	void add(Torrent torrent) {
		this.torrents.put(torrent.infoHash(), torrent);
	}

	void remove(Torrent torrent) {
		this.torrents.remove(torrent.infoHash());
	}

	@Override
	public @Nullable Torrent find(InfoHash infoHash) {
		return this.torrents.get(infoHash);
	}

	@Override
	public @Nullable Torrent findByPath(String path) {
		return this.torrents.values()
			.stream()
			.filter((torrent) -> torrent.path().equals(path))
			.findFirst()
			.orElse(null);
	}

	@Override
	public Collection<Torrent> all() {
		return List.copyOf(this.torrents.values());
	}

}
