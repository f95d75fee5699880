package io.peerconnect.geo;

import org.jspecify.annotations.Nullable;

/**
 * Where a peer is. Never leaves the server.
 *
 * @param network the network of the address: {@code AS64500} where an ASN database tells,
 * else its /24 or /48 prefix
 * @param country ISO 3166-1 alpha-2 code
 * @param coordinates the place, as far as known
 */
public record Location(String network, @Nullable String country, @Nullable Coordinates coordinates) {

	/** Half of the Earth's circumference: no two places are further apart. */
	private static final double FARTHEST_KILOMETRES = 20_038;

	/**
	 * Return how far away another location is, in steps of one: 0 in the same network,
	 * from 1 in the same country, from 2 in the world, and within a step by kilometres.
	 * @param other the other location
	 * @return the distance, 0 to 3, without unit; never NaN
	 */
	public double stepsTo(Location other) {
		if (this.network.equals(other.network())) {
			return 0;
		}
		boolean sameCountry = this.country != null && this.country.equals(other.country());
		return (sameCountry ? 1 : 2) + fraction(this.coordinates, other.coordinates());
	}

	private static double fraction(@Nullable Coordinates here, @Nullable Coordinates there) {
		if (here == null || there == null) {
			return 0.5;
		}
		return Math.min(1, here.kilometresTo(there) / FARTHEST_KILOMETRES);
	}

}
