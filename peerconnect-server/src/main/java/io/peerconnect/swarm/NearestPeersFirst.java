package io.peerconnect.swarm;

import io.peerconnect.geo.Location;

/**
 * What it costs to have an asset from a peer; the cheapest peer is the best.
 *
 * <p>
 * Distance comes in the steps of {@link Location#stepsTo}. A holder at its limit costs
 * two steps more than an idle one, so that a busy neighbour loses to an idle compatriot
 * but not to another continent. A failure of a minute ago weighs less than a step, three
 * fresh ones outweigh all distance.
 */
final class NearestPeersFirst {

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
		return near.stepsTo(holder) + 2 * utilisation + 0.04 * outstanding + 1.2 * failures;
	}

}
