package io.peerconnect.lease;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What the operator decides about videos that several watch.
 *
 * @param threshold how many that share must watch a video before others load it from them
 * @param ttl how long a watcher may take to get a piece from the origin
 */
public record LeaseRules(int threshold, Duration ttl) {

	public LeaseRules {
		Assert.isTrue(threshold >= 0, () -> "'threshold' must not be negative, but was " + threshold);
		Assert.isTrue(ttl.toMillis() > 0, () -> "'ttl' must be positive, but was " + ttl);
	}

}
