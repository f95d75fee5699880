package io.peerconnect.torrent;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Where the resident seeder is reached, which itself announces from the loopback address.
 */
public interface SeederAddress {

	/**
	 * Find the address that other clients are given.
	 * @return the address, or {@code null} when no seeder runs or nobody said which it is
	 */
	@Nullable InetSocketAddress find();

	/**
	 * Return the port that the seeder listens on and announces.
	 * @return the port, or 0 when no seeder runs
	 */
	int port();

	/**
	 * Take note that a client wants a torrent, so that the seeder has it ready. Returns
	 * at once.
	 * @param infoHash names the swarm of the torrent
	 * @return whether the seeder serves it
	 */
	default boolean prepare(InfoHash infoHash) {
		return false;
	}

}
