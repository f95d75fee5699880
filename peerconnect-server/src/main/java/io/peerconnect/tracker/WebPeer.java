package io.peerconnect.tracker;

import org.jspecify.annotations.Nullable;

/**
 * A peer that is reached over its WebSocket. What changes is guarded by the swarm.
 */
final class WebPeer extends SwarmPeer {

	/*
	 * Whom a peer met is kept as numbers: the others may be long gone, and nothing of
	 * them should stay.
	 */
	private static final int MAX_MET = 16;

	private final WebConnection connection;

	private final Swarm swarm;

	private int number;

	private @Nullable PendingOffers pending;

	private int @Nullable [] met;

	private int metCount;

	private boolean left;

	WebPeer(BinaryId id, WebConnection connection, Swarm swarm) {
		super(id, connection.location());
		this.connection = connection;
		this.swarm = swarm;
	}

	WebConnection connection() {
		return this.connection;
	}

	Swarm swarm() {
		return this.swarm;
	}

	int number() {
		return this.number;
	}

	void setNumber(int number) {
		this.number = number;
	}

	int countPending(long nowMillis) {
		PendingOffers pending = this.pending;
		if (pending == null) {
			return 0;
		}
		int count = pending.count(nowMillis);
		if (count == 0) {
			this.pending = null;
		}
		return count;
	}

	void give(BinaryId offer, WebPeer from, long nowMillis) {
		PendingOffers pending = this.pending;
		if (pending == null) {
			pending = new PendingOffers();
			this.pending = pending;
		}
		pending.add(offer, from, nowMillis);
	}

	@Nullable WebPeer takeOffer(BinaryId offer, BinaryId from, long nowMillis) {
		return (this.pending != null) ? this.pending.take(offer, from, nowMillis) : null;
	}

	void meet(WebPeer other) {
		int[] met = this.met;
		if (met == null) {
			met = new int[MAX_MET];
			this.met = met;
		}
		met[this.metCount++ % MAX_MET] = other.number();
	}

	boolean hasMet(WebPeer other) {
		if (this.met != null) {
			for (int number : this.met) {
				if (number == other.number()) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Return whether the peer left for good: its connection is closed, or it said so.
	 * @return whether it may not come back
	 */
	boolean hasLeft() {
		return this.left;
	}

	void setLeft() {
		this.left = true;
		this.pending = null;
	}

}
