package io.peerconnect.signaling;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.CloseCodes;

/**
 * A client for as long as it is the same one: through all the connections that resume
 * each other.
 */
final class Peer {

	/*
	 * A page has at most a few dozen connections. The bound is for the server's memory;
	 * the pairing least recently made is the first to go.
	 */
	private static final int MAX_PAIRINGS = 64;

	private final PeerId id;

	private final String secret;

	private final String origin;

	/** Guarded by itself; nothing is called while it is held. */
	private final Set<PeerId> pairings = new LinkedHashSet<>(4);

	// The following change under the monitor of this.

	private volatile @Nullable Connection connection;

	private boolean ended;

	private long detachedAt;

	private int connected;

	Peer(PeerId id, String secret, String origin, Connection connection) {
		this.id = id;
		this.secret = secret;
		this.origin = origin;
		this.connection = connection;
	}

	/**
	 * Move to another connection.
	 * @param next the connection
	 * @return whether the peer still exists
	 */
	synchronized boolean tryAttach(Connection next) {
		if (this.ended) {
			return false;
		}
		Connection previous = this.connection;
		this.connection = next;
		if (previous != null) {
			previous.close(CloseCodes.REPLACED, "Replaced by a resumed connection");
		}
		return true;
	}

	synchronized boolean isAttachedTo(Connection connection) {
		return this.connection == connection;
	}

	synchronized boolean tryDetach(Connection gone, long nowMillis) {
		if (this.ended || this.connection != gone) {
			return false;
		}
		this.connection = null;
		this.detachedAt = nowMillis;
		return true;
	}

	synchronized boolean tryEnd(Connection gone) {
		if (this.ended || this.connection != gone) {
			return false;
		}
		this.connection = null;
		this.ended = true;
		return true;
	}

	synchronized boolean tryExpire(long detachedBefore) {
		if (this.ended || this.connection != null || this.detachedAt > detachedBefore) {
			return false;
		}
		this.ended = true;
		return true;
	}

	@Nullable PeerId pair(PeerId other) {
		synchronized (this.pairings) {
			this.pairings.remove(other);
			this.pairings.add(other);
			if (this.pairings.size() <= MAX_PAIRINGS) {
				return null;
			}
			PeerId eldest = this.pairings.iterator().next();
			this.pairings.remove(eldest);
			return eldest;
		}
	}

	boolean unpair(PeerId other) {
		synchronized (this.pairings) {
			return this.pairings.remove(other);
		}
	}

	boolean isPairedWith(PeerId other) {
		synchronized (this.pairings) {
			return this.pairings.contains(other);
		}
	}

	List<PeerId> pairings() {
		synchronized (this.pairings) {
			return List.copyOf(this.pairings);
		}
	}

	void send(byte[] message) {
		Connection connection = this.connection;
		if (connection != null) {
			connection.send(message);
		}
	}

	PeerId id() {
		return this.id;
	}

	String secret() {
		return this.secret;
	}

	String origin() {
		return this.origin;
	}

	synchronized int setConnected(int connected) {
		int present = this.ended ? 0 : connected;
		int change = present - this.connected;
		this.connected = present;
		return change;
	}

}
