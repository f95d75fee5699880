package io.peerconnect.torrent;

/**
 * Serves the library to BitTorrent clients. Implementations are safe for use by many
 * threads at once.
 */
public interface Seeder extends SeederAddress {

	/**
	 * Begin to seed a torrent, or go on, because somebody wants it. Returns at once.
	 * @param infoHash names its swarm
	 */
	void activate(InfoHash infoHash);

	/**
	 * Return what the seeder does.
	 * @return the numbers of this moment
	 */
	SeederStatistics statistics();

}
