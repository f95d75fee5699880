package io.peerconnect.tracker;

import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * How long peers wait until they announce themselves again: longer the more peers there
 * are, so that the tracker is not asked more often than it should be, and not all the
 * same, so that those who came together do not stay together.
 */
final class AnnouncePace {

	private static final double SPREAD = 0.1;

	/** One announce may get lost, and the next be late. */
	private static final double PATIENCE = 2.5;

	private final int announcesPerSecond;

	private final IntSupplier peers;

	private final RandomGenerator random;

	AnnouncePace(int announcesPerSecond, IntSupplier peers, RandomGenerator random) {
		this.announcesPerSecond = announcesPerSecond;
		this.peers = peers;
		this.random = random;
	}

	/**
	 * Return the interval for one peer.
	 * @param least the shortest interval, in seconds
	 * @return the interval in seconds
	 */
	int interval(long least) {
		double seconds = Math.max(least, this.peers.getAsInt() / (double) this.announcesPerSecond);
		return (int) (seconds * (1 + SPREAD * this.random.nextDouble()));
	}

	/**
	 * Return when a peer counts as gone.
	 * @param nowMillis when it announced itself
	 * @param interval the interval that it was told, in seconds
	 * @return the time in milliseconds
	 */
	static long expiry(long nowMillis, int interval) {
		return nowMillis + (long) (PATIENCE * 1000 * interval);
	}

}
