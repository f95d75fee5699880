package io.peerconnect.tracker;

/**
 * How many peers a swarm has, of both transports.
 *
 * @param complete those that have all pieces
 * @param incomplete the others
 * @param downloaded how often a peer told that it became complete
 */
record SwarmCounts(int complete, int incomplete, long downloaded) {

	static final SwarmCounts NONE = new SwarmCounts(0, 0, 0);

	int peers() {
		return this.complete + this.incomplete;
	}

}
