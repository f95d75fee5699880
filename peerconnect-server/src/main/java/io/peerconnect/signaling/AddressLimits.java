package io.peerconnect.signaling;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * What addresses may still do. An IPv6 address counts as its /64, which is what one
 * household has. Bounded, and safe for use by many threads at once.
 */
final class AddressLimits {

	private static final int MAX_ADDRESSES = 50_000;

	private static final long BAN_MILLIS = 60_000;

	private final SignalingSettings settings;

	/** Live sessions; bounded by the sessions of the node. */
	private final Map<InetAddress, Integer> sessions = new ConcurrentHashMap<>();

	private final Cache<InetAddress, Buckets> buckets = Caffeine.newBuilder()
		.maximumSize(MAX_ADDRESSES)
		.expireAfterAccess(Duration.ofMinutes(5))
		// Asked with every message: waking a thread of the common pool costs more.
		.executor(Runnable::run)
		.build();

	private final Cache<InetAddress, Long> bannedUntil = Caffeine.newBuilder()
		.maximumSize(MAX_ADDRESSES)
		.expireAfterWrite(Duration.ofMillis(2 * BAN_MILLIS))
		.build();

	AddressLimits(SignalingSettings settings) {
		this.settings = settings;
	}

	boolean tryOpen(InetAddress address) {
		int limit = this.settings.maxSessionsPerAddress();
		InetAddress network = network(address);
		boolean[] opened = new boolean[1];
		this.sessions.compute(network, (key, count) -> {
			int present = (count != null) ? count : 0;
			opened[0] = present < limit;
			return opened[0] ? Integer.valueOf(present + 1) : count;
		});
		return opened[0];
	}

	void close(InetAddress address) {
		this.sessions.computeIfPresent(network(address), (key, count) -> (count > 1) ? count - 1 : null);
	}

	boolean tryTakeMessage(InetAddress address, long nowMillis) {
		return buckets(address, nowMillis).messages().tryTake(1, nowMillis);
	}

	boolean tryTakeWants(InetAddress address, int count, long nowMillis) {
		return buckets(address, nowMillis).wants().tryTake(count, nowMillis);
	}

	void ban(InetAddress address, long nowMillis) {
		this.bannedUntil.put(network(address), nowMillis + BAN_MILLIS);
	}

	boolean isBanned(InetAddress address, long nowMillis) {
		Long until = this.bannedUntil.getIfPresent(network(address));
		return until != null && nowMillis < until;
	}

	private Buckets buckets(InetAddress address, long nowMillis) {
		return this.buckets.get(network(address),
				(key) -> new Buckets(new TokenBucket(this.settings.messagesPerAddress(), nowMillis),
						new TokenBucket(this.settings.wantsPerAddress(), nowMillis)));
	}

	private static InetAddress network(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address;
		}
		byte[] bytes = address.getAddress();
		Arrays.fill(bytes, 8, 16, (byte) 0);
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("16 bytes are always an address", ex);
		}
	}

	private record Buckets(TokenBucket messages, TokenBucket wants) {

	}

}
