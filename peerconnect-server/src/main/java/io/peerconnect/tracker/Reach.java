package io.peerconnect.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.peerconnect.geo.NetworkLocator;
import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.tracker.HttpPeer.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Tells under which address a client reaches a peer. Private addresses mean something
 * within a network only, and would tell strangers about it; the resident seeder announces
 * itself from the machine itself, where nobody else reaches it.
 */
final class Reach {

	private final @Nullable SeederAddress seeder;

	Reach(@Nullable SeederAddress seeder) {
		this.seeder = seeder;
	}

	/**
	 * Find the address of a peer.
	 * @param client who wants to reach it
	 * @param peer where it announced itself from
	 * @return the address, or {@code null} if there is none for this client
	 */
	@Nullable Endpoint find(InetAddress client, Endpoint peer) {
		if (reaches(client, peer.address())) {
			return peer;
		}
		return (this.seeder != null && isSeeder(peer)) ? findKnown(client, this.seeder) : null;
	}

	/**
	 * Return whether a peer is the resident seeder.
	 * @param peer where it announced itself from
	 * @return whether it is
	 */
	boolean isSeeder(Endpoint peer) {
		return this.seeder != null && peer.address().isLoopbackAddress() && peer.port() == this.seeder.port();
	}

	private static @Nullable Endpoint findKnown(InetAddress client, SeederAddress seeder) {
		InetSocketAddress known = seeder.find();
		if (known == null || known.getAddress() == null || !reaches(client, known.getAddress())) {
			return null;
		}
		return new Endpoint(known.getAddress(), known.getPort());
	}

	/**
	 * Find the address of the resident seeder, and let it get ready for a torrent. It
	 * announces itself for those only that it is busy with.
	 * @param client who wants to reach it
	 * @param torrent the torrent
	 * @return the address, or {@code null} if there is none for this client
	 */
	@Nullable Endpoint findSeeder(InetAddress client, InfoHash torrent) {
		if (this.seeder == null || this.seeder.port() == 0 || !this.seeder.prepare(torrent)) {
			return null;
		}
		return client.isLoopbackAddress() ? new Endpoint(client, this.seeder.port()) : findKnown(client, this.seeder);
	}

	private static boolean reaches(InetAddress client, InetAddress peer) {
		if (peer.isLoopbackAddress()) {
			return client.isLoopbackAddress();
		}
		return !NetworkLocator.isPrivate(peer) || NetworkLocator.isPrivate(client);
	}

}
