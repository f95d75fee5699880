package io.peerconnect.websocket;

import org.springframework.util.Assert;

/**
 * How often something may happen.
 *
 * @param perSecond the average over a longer time
 * @param burst how often at once
 */
public record Rate(double perSecond, int burst) {

	public Rate {
		Assert.isTrue(perSecond > 0, () -> "'perSecond' must be positive, but was " + perSecond);
		Assert.isTrue(burst > 0, () -> "'burst' must be positive, but was " + burst);
	}

	/**
	 * Return a slow rate, all of whose minute may happen at once.
	 * @param count how often in a minute
	 * @return the rate
	 */
	public static Rate perMinute(int count) {
		return new Rate(count / 60.0, count);
	}

	/**
	 * Return a rate whose bursts last as long as some seconds' worth.
	 * @param perSecond the average
	 * @param burstSeconds the seconds
	 * @return the rate
	 */
	public static Rate of(int perSecond, int burstSeconds) {
		return new Rate(perSecond, (int) Math.min(Integer.MAX_VALUE, (long) perSecond * burstSeconds));
	}

}
