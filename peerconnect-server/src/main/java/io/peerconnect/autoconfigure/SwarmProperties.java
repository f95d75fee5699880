package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for deciding which visitors meet.
 *
 * @param sources Number of peers that a visitor is given for one asset at most
 * @param maxPeers Number of peers that a visitor is introduced to at most. Must not be
 * less than the number of sources
 * @param uploadsPerPeer Number of visitors that one peer serves at once at most
 * @param promiseTimeout Time after which a peer no longer counts as serving a visitor
 * that does not report. If a duration suffix is not specified, milliseconds will be used
 * @param burstWindow Longest time that a visitor waits for a peer that is about to have
 * an asset that is not in view, before it takes the origin. Zero turns waiting off. If a
 * duration suffix is not specified, milliseconds will be used
 * @param seedAfter Time after which one of the visitors that wait for an asset takes it
 * from the origin, so that the others have it from there. If a duration suffix is not
 * specified, milliseconds will be used
 * @param maxAssetsPerPeer Number of assets that one peer is remembered to hold at most
 * @param maxPeersPerSwarm Number of peers that are remembered to hold one asset at most
 */
@ConfigurationProperties("peerconnect.swarm")
public record SwarmProperties(@DefaultValue("3") int sources, @DefaultValue("6") int maxPeers,
		@DefaultValue("4") int uploadsPerPeer, @DefaultValue("10s") Duration promiseTimeout,
		@DefaultValue("10s") Duration burstWindow, @DefaultValue("3s") Duration seedAfter,
		@DefaultValue("2000") int maxAssetsPerPeer, @DefaultValue("50000") int maxPeersPerSwarm) {

	public SwarmProperties {
		requirePositive("sources", sources);
		requirePositive("uploads-per-peer", uploadsPerPeer);
		requirePositive("max-assets-per-peer", maxAssetsPerPeer);
		requirePositive("max-peers-per-swarm", maxPeersPerSwarm);
		if (maxPeers < sources) {
			throw invalid("max-peers", maxPeers, "It must not be less than peerconnect.swarm.sources, which is "
					+ sources + ". Raise it, or lower that.");
		}
		if (promiseTimeout.toMillis() <= 0) {
			throw invalid("promise-timeout", promiseTimeout, "Use a time above zero, such as '10s'.");
		}
		if (burstWindow.isNegative() || burstWindow.compareTo(Duration.ofSeconds(30)) > 0) {
			throw invalid("burst-window", burstWindow,
					"Visitors may scroll to an image meanwhile. Use '0s' to '30s', such as '10s'.");
		}
		if (seedAfter.toMillis() <= 0) {
			throw invalid("seed-after", seedAfter, "Use a time above zero, such as '3s'.");
		}
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw invalid(name, value, "Use 1 or more.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.swarm." + name, value, reason);
	}

}
