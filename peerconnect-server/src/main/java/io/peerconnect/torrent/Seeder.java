package io.peerconnect.torrent;

/**
 * Serves the library to BitTorrent clients. Implementations are safe for use by many
 * threads at once.
 */
public interface Seeder extends SeederAddress {

	/**
	 * Return what the seeder does.
	 * @return the numbers of this moment
	 */
	SeederStatistics statistics();

}
