package io.peerconnect.swarm;

import java.util.Collection;
import java.util.Set;

import io.peerconnect.asset.Digest;
import io.peerconnect.geo.Location;

/**
 * Knows which peers hold which assets, and nothing of who receives what. Implementations
 * are safe for use by many threads at once and bounded. A peer that never entered, or
 * left, is ignored wherever it is named.
 */
public interface PeerRegistry {

	/**
	 * Add a peer. Entering twice replaces its location and keeps what it holds.
	 * @param peer the peer
	 * @param location where it is
	 */
	void enter(PeerId peer, Location location);

	/**
	 * Remove a peer and all that it holds.
	 * @param peer the peer
	 * @return what it held
	 */
	Set<Digest> leave(PeerId peer);

	/**
	 * Set whether a peer shares what it holds. A peer that entered does not.
	 * @param peer the peer
	 * @param sharing whether it shares
	 * @return what it holds
	 */
	Set<Digest> setSharing(PeerId peer, boolean sharing);

	/**
	 * Take note that a peer holds assets. Who holds an asset completely is not turned
	 * into a partial holder by this. What exceeds a limit is ignored and counted.
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
	 * Remove the swarm of an asset.
	 * @param asset the asset
	 * @return the peers that held it, sharing or not
	 */
	Set<PeerId> revoke(Digest asset);

	/**
	 * Return whether a peer shares an asset now, completely or in part.
	 * @param peer the peer
	 * @param asset the asset
	 * @return whether it may be asked for it
	 */
	boolean isSharing(PeerId peer, Digest asset);

	/**
	 * Count the peers that share an asset completely. Called for every image of every
	 * page: answers from memory, in constant time.
	 * @param asset the asset
	 * @return the number of complete holders
	 */
	int countHolders(Digest asset);

	/**
	 * Find peers that share an asset. However large the swarm, no more are looked at than
	 * the search asks for; those in the receiver's network and country are looked at
	 * first, and the rest at random.
	 * @param asset the asset
	 * @param search whom to look for
	 * @return what was found
	 */
	Candidates find(Digest asset, Search search);

	/**
	 * Count the peers that entered.
	 * @return the number of peers
	 */
	int countPeers();

	/**
	 * Count the assets that at least one peer holds.
	 * @return the number of swarms
	 */
	int countSwarms();

	/**
	 * Count how often an asset was not taken note of because a limit was reached.
	 * @return the number since the start
	 */
	long countRefused();

}
