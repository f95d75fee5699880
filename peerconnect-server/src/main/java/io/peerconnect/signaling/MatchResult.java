package io.peerconnect.signaling;

import io.peerconnect.swarm.Match;

/**
 * What a receiver is told to do about an asset.
 */
public enum MatchResult {

	/**
	 * Ask peers.
	 */
	PEERS,

	/**
	 * Take the origin.
	 */
	ORIGIN,

	/**
	 * Take the origin, for others that wait.
	 */
	SEED,

	/**
	 * Wait for a holder that is about to appear.
	 */
	WAIT;

	static MatchResult of(Match match) {
		if (!match.peers().isEmpty()) {
			return PEERS;
		}
		if (match.seed()) {
			return SEED;
		}
		return match.patience().isZero() ? ORIGIN : WAIT;
	}

}
