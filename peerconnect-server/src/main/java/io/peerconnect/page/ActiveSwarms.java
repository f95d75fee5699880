package io.peerconnect.page;

import io.peerconnect.asset.Digest;

/**
 * Tells which assets the next visitor loads from peers. Implementations are safe for use
 * by many threads at once and answer from memory.
 */
@FunctionalInterface
public interface ActiveSwarms {

	/**
	 * Return whether an asset's swarm is at or above the threshold.
	 * @param asset the asset
	 * @return whether the swarm is active
	 */
	boolean isActive(Digest asset);

}
