package io.peerconnect.tracker;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.websocket.AddressLimits;

/**
 * The swarms of the site's torrents, and of no others. Safe for use by many threads at
 * once.
 */
final class SwarmTable {

	private final TorrentLibrary library;

	private final int maxPeersPerSwarm;

	private final AddressLimits httpAddresses;

	private final RandomGenerator random;

	private final Map<BinaryId, Swarm> swarms = new ConcurrentHashMap<>();

	SwarmTable(TorrentLibrary library, int maxPeersPerSwarm, AddressLimits httpAddresses, RandomGenerator random) {
		this.library = library;
		this.maxPeersPerSwarm = maxPeersPerSwarm;
		this.httpAddresses = httpAddresses;
		this.random = random;
	}

	/**
	 * Return the swarm of a torrent.
	 * @param torrent the infohash
	 * @return the swarm
	 * @throws TrackerRefusedException if the site has no such torrent
	 */
	Swarm get(BinaryId torrent) throws TrackerRefusedException {
		Swarm swarm = this.swarms.get(torrent);
		if (swarm != null) {
			return swarm;
		}
		if (this.library.find(torrent.toInfoHash()) == null) {
			throw new TrackerRefusedException(TrackerRefusal.UNKNOWN_TORRENT);
		}
		return this.swarms.computeIfAbsent(torrent,
				(key) -> new Swarm(this.maxPeersPerSwarm, this.httpAddresses, this.random));
	}

	/**
	 * Count the peers of torrents.
	 * @param torrents the infohashes; none stands for all torrents of the site
	 * @param all whether all may be asked for at once
	 * @return the counts of those torrents that the site has, by infohash in its order
	 * @throws TrackerRefusedException if all may not be asked for at once
	 */
	SortedMap<BinaryId, SwarmCounts> scrape(List<BinaryId> torrents, boolean all) throws TrackerRefusedException {
		if (torrents.isEmpty() && !all) {
			throw new TrackerRefusedException(TrackerRefusal.SCRAPE_ALL);
		}
		SortedMap<BinaryId, SwarmCounts> files = new TreeMap<>();
		for (BinaryId torrent : torrents.isEmpty() ? all() : torrents) {
			Swarm swarm = this.swarms.get(torrent);
			if (swarm != null) {
				files.put(torrent, swarm.counts());
			}
			else if (this.library.find(torrent.toInfoHash()) != null) {
				files.put(torrent, SwarmCounts.NONE);
			}
		}
		return files;
	}

	private List<BinaryId> all() {
		return this.library.all().stream().map((torrent) -> BinaryId.of(torrent.infoHash())).toList();
	}

	/**
	 * Drop the swarm of a torrent that is gone.
	 * @param torrent the infohash
	 */
	void drop(BinaryId torrent) {
		Swarm swarm = this.swarms.remove(torrent);
		if (swarm != null) {
			swarm.close();
		}
	}

	/**
	 * Let peers leave that should have announced themselves again by now, and drop swarms
	 * whose torrent left while somebody came.
	 * @param nowMillis the present time
	 */
	void expire(long nowMillis) {
		this.swarms.forEach((torrent, swarm) -> {
			if (this.library.find(torrent.toInfoHash()) == null) {
				drop(torrent);
			}
			else {
				swarm.expire(nowMillis);
			}
		});
	}

	/**
	 * Count what there is.
	 * @return the counts
	 */
	TrackerStatistics statistics() {
		int swarms = 0;
		int web = 0;
		int http = 0;
		for (Swarm swarm : this.swarms.values()) {
			int webPeers = swarm.countPeers(Transport.WEBSOCKET);
			int httpPeers = swarm.countPeers(Transport.HTTP);
			swarms += (webPeers + httpPeers > 0) ? 1 : 0;
			web += webPeers;
			http += httpPeers;
		}
		return new TrackerStatistics(swarms, web, http);
	}

}
