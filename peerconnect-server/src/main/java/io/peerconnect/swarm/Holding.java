package io.peerconnect.swarm;

/**
 * How much of an asset a peer holds, all of it verified.
 */
public enum Holding {

	/**
	 * At least one piece.
	 */
	PARTIAL,

	/**
	 * Every byte.
	 */
	COMPLETE

}
