package io.peerconnect.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.peerconnect.geo.Location;

/**
 * Chooses the nearest of the peers that it is shown.
 *
 * @param <P> the type of peers
 */
final class Nearest<P extends SwarmPeer> {

	/** Enough to mix peers of one street, too little to prefer another country. */
	private static final double RANDOMNESS = 0.3;

	/** What a peer with all pieces is worth against one that may have none. */
	private static final double COMPLETE = 0.3;

	private final Location here;

	private final int max;

	private final RandomGenerator random;

	/** Cheapest first; the costs stand at the same places. */
	private final List<P> chosen;

	private final double[] costs;

	Nearest(Location here, int max, RandomGenerator random) {
		this.here = here;
		this.max = max;
		this.random = random;
		this.chosen = new ArrayList<>(max);
		this.costs = new double[max];
	}

	/**
	 * Take a peer into account.
	 * @param peer the peer
	 * @param more what speaks against it beside its distance
	 */
	void consider(P peer, double more) {
		double cost = this.here.stepsTo(peer.location()) + more - (peer.isComplete() ? COMPLETE : 0)
				+ RANDOMNESS * this.random.nextDouble();
		int at = this.chosen.size();
		if (at == this.max) {
			if (this.max == 0 || cost >= this.costs[at - 1]) {
				return;
			}
			this.chosen.remove(--at);
		}
		while (at > 0 && cost < this.costs[at - 1]) {
			at--;
		}
		System.arraycopy(this.costs, at, this.costs, at + 1, this.chosen.size() - at);
		this.costs[at] = cost;
		this.chosen.add(at, peer);
	}

	/**
	 * Return the chosen ones, best first.
	 * @return the peers
	 */
	List<P> chosen() {
		return this.chosen;
	}

}
