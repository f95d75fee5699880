package io.peerconnect.tracker;

import io.peerconnect.geo.Location;

/**
 * A peer of one swarm. All that changes is guarded by the swarm.
 */
abstract class SwarmPeer {

	private final BinaryId id;

	private final Location location;

	/** Where its pool keeps it, -1 while it is in none. */
	private int place = -1;

	private boolean complete;

	private long expiresAt;

	SwarmPeer(BinaryId id, Location location) {
		this.id = id;
		this.location = location;
	}

	final BinaryId id() {
		return this.id;
	}

	final Location location() {
		return this.location;
	}

	final boolean isPresent() {
		return this.place >= 0;
	}

	final int place() {
		return this.place;
	}

	final void setPlace(int place) {
		this.place = place;
	}

	final boolean isComplete() {
		return this.complete;
	}

	final void setComplete(boolean complete) {
		this.complete = complete;
	}

	final long expiresAt() {
		return this.expiresAt;
	}

	final void setExpiresAt(long expiresAt) {
		this.expiresAt = expiresAt;
	}

}
