package io.peerconnect.swarm;

import java.time.Duration;
import java.util.List;

import io.peerconnect.asset.Digest;

import org.springframework.util.Assert;

/**
 * From whom a receiver may have an asset.
 *
 * @param asset the asset
 * @param peers the peers to ask, best first; empty: take the origin, or wait
 * @param patience how long to wait for a holder that is about to appear; zero when there
 * is nothing to wait for
 * @param seed whether others wait until this receiver has taken the asset from the origin
 */
public record Match(Digest asset, List<PeerId> peers, Duration patience, boolean seed) {

	public Match {
		peers = List.copyOf(peers);
		Assert.isTrue(!seed || (peers.isEmpty() && patience.isZero()),
				"'seed' means the origin, and neither peers nor patience");
	}

	/**
	 * Create a match of a receiver that nobody waits for.
	 * @param asset the asset
	 * @param peers the peers to ask, best first
	 * @param patience how long to wait
	 */
	public Match(Digest asset, List<PeerId> peers, Duration patience) {
		this(asset, peers, patience, false);
	}

	/**
	 * Return the match that sends a receiver to the origin.
	 * @param asset the asset
	 * @return a match without peers
	 */
	public static Match origin(Digest asset) {
		return new Match(asset, List.of(), Duration.ZERO);
	}

	/**
	 * Return the match that sends a receiver to the origin on behalf of others.
	 * @param asset the asset
	 * @return a match without peers
	 */
	public static Match seed(Digest asset) {
		return new Match(asset, List.of(), Duration.ZERO, true);
	}

}
