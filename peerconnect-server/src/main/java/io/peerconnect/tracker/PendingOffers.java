package io.peerconnect.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * The offers that one peer was given and has not answered. Guarded by the swarm.
 */
final class PendingOffers {

	/** Each costs the peer a connection to come: more would be a flood. */
	static final int MAX = 16;

	/* Clients take an offer back after 50 seconds. */
	private static final long LIFETIME_MILLIS = 60_000;

	private final Deque<Pending> offers = new ArrayDeque<>(4);

	void add(BinaryId offer, WebPeer from, long nowMillis) {
		this.offers.add(new Pending(offer, from, nowMillis));
	}

	/**
	 * Take an offer, which can then be answered no more.
	 * @param offer the offer
	 * @param from the id of who made it
	 * @param nowMillis the present time
	 * @return who made it, or {@code null} if there is no such offer
	 */
	@Nullable WebPeer take(BinaryId offer, BinaryId from, long nowMillis) {
		count(nowMillis);
		for (Iterator<Pending> pending = this.offers.iterator(); pending.hasNext();) {
			Pending next = pending.next();
			if (next.offer().equals(offer) && next.from().id().equals(from)) {
				pending.remove();
				return next.from();
			}
		}
		return null;
	}

	/**
	 * Forget what is too old, and return how many offers are left.
	 * @param nowMillis the present time
	 * @return the count
	 */
	int count(long nowMillis) {
		Pending eldest = this.offers.peek();
		while (eldest != null && nowMillis - eldest.givenAt() >= LIFETIME_MILLIS) {
			this.offers.remove();
			eldest = this.offers.peek();
		}
		return this.offers.size();
	}

	private record Pending(BinaryId offer, WebPeer from, long givenAt) {

	}

}
