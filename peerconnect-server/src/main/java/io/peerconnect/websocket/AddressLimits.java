package io.peerconnect.websocket;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * How many connections each address has, and which may not come back for a while. Bounded
 * by the connections of the node, and safe for use by many threads at once.
 */
public final class AddressLimits {

	private static final int MAX_ADDRESSES = 50_000;

	private static final long BAN_MILLIS = 60_000;

	private final int maxConnections;

	private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();

	private final Cache<InetAddress, Long> bannedUntil = Caffeine.newBuilder()
		.maximumSize(MAX_ADDRESSES)
		.expireAfterWrite(Duration.ofMillis(2 * BAN_MILLIS))
		.build();

	/**
	 * Create the limits.
	 * @param maxConnections connections of one address at most
	 */
	public AddressLimits(int maxConnections) {
		this.maxConnections = maxConnections;
	}

	/**
	 * Count one connection more.
	 * @param address where it comes from
	 * @return whether the address may have it; if so, it must be {@link #close closed}
	 */
	public boolean tryOpen(InetAddress address) {
		boolean[] opened = new boolean[1];
		this.connections.compute(Household.of(address), (key, count) -> {
			int present = (count != null) ? count : 0;
			opened[0] = present < this.maxConnections;
			return opened[0] ? Integer.valueOf(present + 1) : count;
		});
		return opened[0];
	}

	/**
	 * Count one connection less.
	 * @param address where it came from
	 */
	public void close(InetAddress address) {
		this.connections.computeIfPresent(Household.of(address), (key, count) -> (count > 1) ? count - 1 : null);
	}

	/**
	 * Keep an address out for a minute.
	 * @param address the address
	 * @param nowMillis the present time
	 */
	public void ban(InetAddress address, long nowMillis) {
		this.bannedUntil.put(Household.of(address), nowMillis + BAN_MILLIS);
	}

	/**
	 * Return whether an address is kept out.
	 * @param address the address
	 * @param nowMillis the present time
	 * @return whether it is banned
	 */
	public boolean isBanned(InetAddress address, long nowMillis) {
		Long until = this.bannedUntil.getIfPresent(Household.of(address));
		return until != null && nowMillis < until;
	}

}
