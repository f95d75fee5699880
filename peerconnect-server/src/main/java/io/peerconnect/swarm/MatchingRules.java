package io.peerconnect.swarm;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * The limits that a matchmaker keeps.
 *
 * @param threshold how many others must share an asset before a receiver is sent to them
 * @param sources how many peers a receiver is given for one asset at most
 * @param maxPeers how many peers a receiver is introduced to at most
 * @param uploadsPerPeer how many receivers a holder serves at once at most
 * @param promiseTimeout how long a holder counts as serving a receiver that tells nothing
 * @param burstWindow how long a receiver that gets nothing waits for a holder at most;
 * zero: it never waits
 * @param seedAfter how long receivers wait before one of them takes the origin for the
 * others; if not less than {@code burstWindow}, none does
 */
public record MatchingRules(int threshold, int sources, int maxPeers, int uploadsPerPeer, Duration promiseTimeout,
		Duration burstWindow, Duration seedAfter) {

	public MatchingRules {
		Assert.isTrue(threshold > 0, () -> "'threshold' must be positive, but was " + threshold);
		Assert.isTrue(sources > 0, () -> "'sources' must be positive, but was " + sources);
		Assert.isTrue(maxPeers >= sources,
				() -> "'maxPeers' must be at least 'sources' (" + sources + "), but was " + maxPeers);
		Assert.isTrue(uploadsPerPeer > 0, () -> "'uploadsPerPeer' must be positive, but was " + uploadsPerPeer);
		Assert.isTrue(promiseTimeout.toMillis() > 0,
				() -> "'promiseTimeout' must be positive, but was " + promiseTimeout);
		Assert.isTrue(!burstWindow.isNegative(), () -> "'burstWindow' must not be negative, but was " + burstWindow);
		Assert.isTrue(seedAfter.toMillis() > 0, () -> "'seedAfter' must be positive, but was " + seedAfter);
	}

}
