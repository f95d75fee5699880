package io.peerconnect.websocket;

/**
 * Keeps something to its rate. Safe for use by many threads at once.
 */
public final class TokenBucket {

	private final Rate rate;

	private double tokens;

	private long filledAt;

	/**
	 * Create a full bucket.
	 * @param rate the rate
	 * @param nowMillis the present time
	 */
	public TokenBucket(Rate rate, long nowMillis) {
		this.rate = rate;
		this.tokens = rate.burst();
		this.filledAt = nowMillis;
	}

	/**
	 * Take tokens, all or none.
	 * @param count how many
	 * @param nowMillis the present time
	 * @return whether there were enough
	 */
	public synchronized boolean tryTake(int count, long nowMillis) {
		fill(nowMillis);
		if (this.tokens < count) {
			return false;
		}
		this.tokens -= count;
		return true;
	}

	/**
	 * Take tokens even if there are too few of them.
	 * @param count how many
	 * @param nowMillis the present time
	 * @return how long to wait, in milliseconds, before anything else is taken
	 */
	public synchronized long borrow(int count, long nowMillis) {
		fill(nowMillis);
		this.tokens -= count;
		return (this.tokens >= 0) ? 0 : (long) Math.ceil(-this.tokens * 1000 / this.rate.perSecond());
	}

	private void fill(long nowMillis) {
		long elapsed = Math.max(0, nowMillis - this.filledAt);
		this.tokens = Math.min(this.rate.burst(), this.tokens + elapsed * this.rate.perSecond() / 1000.0);
		this.filledAt = nowMillis;
	}

}
