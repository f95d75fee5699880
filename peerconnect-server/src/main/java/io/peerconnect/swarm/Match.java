package io.peerconnect.swarm;

import java.time.Duration;
import java.util.List;

import io.peerconnect.asset.Digest;

/**
 * From whom a receiver may have an asset.
 *
 * @param asset the asset
 * @param peers the peers to ask, best first; empty: take the origin, or wait
 * @param patience how long to wait for a holder that is about to appear; zero when there
 * is nothing to wait for
 */
public record Match(Digest asset, List<PeerId> peers, Duration patience) {

	public Match {
		peers = List.copyOf(peers);
	}

	/**
	 * Return the match that sends a receiver to the origin.
	 * @param asset the asset
	 * @return a match without peers
	 */
	public static Match origin(Digest asset) {
		return new Match(asset, List.of(), Duration.ZERO);
	}

}
