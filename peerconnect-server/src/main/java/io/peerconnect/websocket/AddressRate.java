package io.peerconnect.websocket;

import java.net.InetAddress;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Keeps each address to a rate. Bounded, and safe for use by many threads at once.
 */
public final class AddressRate {

	private static final int MAX_ADDRESSES = 50_000;

	private final Rate rate;

	private final Cache<InetAddress, TokenBucket> buckets = Caffeine.newBuilder()
		.maximumSize(MAX_ADDRESSES)
		.expireAfterAccess(Duration.ofMinutes(5))
		// Asked with every message: waking a thread of the common pool costs more.
		.executor(Runnable::run)
		.build();

	/**
	 * Create the limit.
	 * @param rate the rate of each address
	 */
	public AddressRate(Rate rate) {
		this.rate = rate;
	}

	/**
	 * Take from what an address may still do, all or nothing.
	 * @param address the address
	 * @param count how much
	 * @param nowMillis the present time
	 * @return whether there was enough
	 */
	public boolean tryTake(InetAddress address, int count, long nowMillis) {
		return this.buckets.get(Household.of(address), (key) -> new TokenBucket(this.rate, nowMillis))
			.tryTake(count, nowMillis);
	}

}
