package io.peerconnect.swarm;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

/**
 * Knows the peers and what they hold, and decides whom a receiver meets. Implementations
 * are safe for use by many threads at once. A peer that never entered, or left, is
 * ignored wherever it is named.
 */
public interface Matchmaker {

	/**
	 * Let a peer take part. Entering twice replaces its location and keeps what it holds.
	 * @param peer the peer
	 * @param location where it is
	 */
	void enter(PeerId peer, Location location);

	/**
	 * Forget a peer: what it holds, what it waits for, what it was promised.
	 * @param peer the peer
	 */
	void leave(PeerId peer);

	/**
	 * Set whether a peer may be asked to upload. A peer that entered shares nothing until
	 * this is called.
	 * @param peer the peer
	 * @param sharing whether it shares
	 */
	void setSharing(PeerId peer, boolean sharing);

	/**
	 * Take note that a peer holds assets. Ends its want of those that it holds
	 * completely, and may end the wait of others.
	 * @param peer the peer
	 * @param assets what it holds
	 * @param holding how much of each
	 */
	void have(PeerId peer, Collection<Digest> assets, Holding holding);

	/**
	 * Take note that a peer no longer holds assets.
	 * @param peer the peer
	 * @param assets what it dropped
	 */
	void drop(PeerId peer, Collection<Digest> assets);

	/**
	 * Find peers that an asset can be had from.
	 * @param receiver who wants it
	 * @param assets what it wants, most urgent first
	 * @param avoid peers that it does not want to meet
	 * @return one match for each asset, in the same order
	 */
	List<Match> want(PeerId receiver, List<Digest> assets, Set<PeerId> avoid);

	/**
	 * Take note that a receiver no longer wants assets.
	 * @param receiver the receiver
	 * @param assets what it no longer wants
	 */
	void cancel(PeerId receiver, Collection<Digest> assets);

	/**
	 * Take note that a peer failed a receiver, so that it is handed out less.
	 * @param receiver who says so
	 * @param holder the peer that failed
	 */
	void failed(PeerId receiver, PeerId holder);

	/**
	 * Drop the swarm of an asset that the site no longer serves.
	 * @param asset the asset
	 * @return the peers that held it
	 */
	Set<PeerId> revoke(Digest asset);

	/**
	 * Count the live peers that share an asset completely.
	 * @param asset the asset
	 * @return the number of holders
	 */
	int countHolders(Digest asset);

	/**
	 * Return whether an asset's swarm is at or above the threshold: whether the next
	 * visitor loads it from peers.
	 * @param asset the asset
	 * @return whether the swarm is active
	 */
	boolean isActive(Digest asset);

}
