package io.peerconnect.torrent.bt;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import bt.data.IDataDescriptorFactory;
import bt.event.EventSource;
import bt.metainfo.TorrentId;
import bt.torrent.AdhocTorrentRegistry;
import bt.torrent.TorrentDescriptor;

/**
 * Knows all torrents that could be seeded, so that a handshake is accepted which asks for
 * one that is not active yet. Handshakes that are encrypted name their torrent by a
 * digest with a secret, so bt must know all infohashes to recognise it.
 */
final class LibraryRegistry extends AdhocTorrentRegistry {

	private final Set<TorrentId> seedable = ConcurrentHashMap.newKeySet();

	/**
	 * Create a registry.
	 * @param factory makes what bt knows of the data of a torrent
	 * @param events tells that a torrent stops
	 */
	LibraryRegistry(IDataDescriptorFactory factory, EventSource events) {
		super(factory, events);
	}

	void add(TorrentId torrent) {
		this.seedable.add(torrent);
	}

	void remove(TorrentId torrent) {
		this.seedable.remove(torrent);
	}

	@Override
	public Collection<TorrentId> getTorrentIds() {
		return Collections.unmodifiableSet(this.seedable);
	}

	@Override
	public boolean isSupportedAndActive(TorrentId torrent) {
		return getDescriptor(torrent).filter(TorrentDescriptor::isActive).isPresent();
	}

}
