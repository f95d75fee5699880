package io.peerconnect.swarm;

import io.peerconnect.geo.Coordinates;
import io.peerconnect.geo.Location;

import org.jspecify.annotations.Nullable;

/**
 * What it costs to have an asset from a peer; the cheapest peer is the best.
 *
 * <p>
 * Distance comes in steps of one: same network 0, same country from 1, the world from 2,
 * and within a step by kilometres. A holder at its limit costs two steps more than an
 * idle one, so that a busy neighbour loses to an idle compatriot but not to another
 * continent. A failure of a minute ago weighs less than a step, three fresh ones outweigh
 * all distance.
 */
final class NearestPeersFirst {

	/** Half of the Earth's circumference: no two places are further apart. */
	private static final double FARTHEST_KILOMETRES = 20_038;

	private NearestPeersFirst() {
	}

	/**
	 * Return the cost of a holder for a receiver.
	 * @param near where the receiver is
	 * @param holder where the holder is
	 * @param utilisation the part of its uploads that the holder has promised, 0 to 1
	 * @param outstanding the weight of what it has promised this receiver
	 * @param failures its recent failures
	 * @return the cost, without unit; never NaN
	 */
	static double cost(Location near, Location holder, double utilisation, int outstanding, double failures) {
		return distance(near, holder) + 2 * utilisation + 0.04 * outstanding + 1.2 * failures;
	}

	static double distance(Location near, Location other) {
		if (near.network().equals(other.network())) {
			return 0;
		}
		boolean sameCountry = near.country() != null && near.country().equals(other.country());
		return (sameCountry ? 1 : 2) + fraction(near.coordinates(), other.coordinates());
	}

	private static double fraction(@Nullable Coordinates here, @Nullable Coordinates there) {
		if (here == null || there == null) {
			return 0.5;
		}
		return Math.min(1, here.kilometresTo(there) / FARTHEST_KILOMETRES);
	}

}
