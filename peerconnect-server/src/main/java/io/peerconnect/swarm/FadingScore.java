package io.peerconnect.swarm;

/**
 * A count that halves every minute. Not safe for use by many threads at once.
 */
final class FadingScore {

	private static final double HALF_LIFE_MILLIS = 60_000;

	private double value;

	private long at;

	void add(double amount, long now) {
		this.value = value(now) + amount;
		this.at = now;
	}

	double value(long now) {
		return this.value * Math.pow(0.5, Math.max(0, now - this.at) / HALF_LIFE_MILLIS);
	}

}
