package io.peerconnect.swarm;

import java.util.Set;

import io.peerconnect.geo.Location;

import org.springframework.util.Assert;

/**
 * Whom a registry should look for.
 *
 * @param receiver who searches; never found itself
 * @param near where the receiver is
 * @param familiar peers to name in any case if they share the asset
 * @param limit how many others to name at most
 */
public record Search(PeerId receiver, Location near, Set<PeerId> familiar, int limit) {

	public Search {
		familiar = Set.copyOf(familiar);
		Assert.isTrue(limit > 0, () -> "'limit' must be positive, but was " + limit);
	}

	Search withLimit(int limit) {
		return new Search(this.receiver, this.near, this.familiar, limit);
	}

}
