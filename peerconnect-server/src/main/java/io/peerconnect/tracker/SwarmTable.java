package io.peerconnect.tracker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.TorrentLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The swarms of the site's torrents, and of no others. Safe for use by many threads at
 * once.
 */
final class SwarmTable {

	private final TorrentLibrary library;

	private final int maxPeersPerSwarm;

	private final RandomGenerator random;

	private final Map<BinaryId, Swarm> swarms = new ConcurrentHashMap<>();

	SwarmTable(TorrentLibrary library, int maxPeersPerSwarm, RandomGenerator random) {
		this.library = library;
		this.maxPeersPerSwarm = maxPeersPerSwarm;
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
		return this.swarms.computeIfAbsent(torrent, (key) -> new Swarm(this.maxPeersPerSwarm, this.random));
	}

	/**
	 * Count the peers of a torrent.
	 * @param torrent the infohash
	 * @return the counts, or {@code null} if the site has no such torrent
	 */
	@Nullable SwarmCounts findCounts(BinaryId torrent) {
		Swarm swarm = this.swarms.get(torrent);
		if (swarm != null) {
			return swarm.counts();
		}
		return (this.library.find(torrent.toInfoHash()) != null) ? SwarmCounts.NONE : null;
	}

	List<BinaryId> all() {
		return this.library.all().stream().map((torrent) -> BinaryId.of(torrent.infoHash())).toList();
	}

	/**
	 * Drop the swarm of a torrent that is gone.
	 * @param torrent the infohash
	 * @param onHttpLeave called with each peer of HTTP
	 */
	void drop(BinaryId torrent, Consumer<HttpPeer> onHttpLeave) {
		Swarm swarm = this.swarms.remove(torrent);
		if (swarm != null) {
			swarm.close(onHttpLeave);
		}
	}

	/**
	 * Let peers leave that should have announced themselves again by now, and drop swarms
	 * whose torrent left while somebody came.
	 * @param nowMillis the present time
	 * @param onHttpLeave called with each peer of HTTP that leaves
	 */
	void expire(long nowMillis, Consumer<HttpPeer> onHttpLeave) {
		this.swarms.forEach((torrent, swarm) -> {
			if (this.library.find(torrent.toInfoHash()) == null) {
				drop(torrent, onHttpLeave);
			}
			else {
				swarm.expire(nowMillis, onHttpLeave);
			}
		});
	}

}
