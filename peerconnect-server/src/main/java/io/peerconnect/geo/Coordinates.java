package io.peerconnect.geo;

import org.springframework.util.Assert;

/**
 * A place on Earth.
 *
 * @param latitude degrees north, −90 to 90
 * @param longitude degrees east, −180 to 180
 */
public record Coordinates(double latitude, double longitude) {

	private static final double EARTH_RADIUS_KILOMETRES = 6371.0088;

	public Coordinates {
		Assert.isTrue(latitude >= -90 && latitude <= 90,
				() -> "'latitude' must be from -90 to 90, but was " + latitude);
		Assert.isTrue(longitude >= -180 && longitude <= 180,
				() -> "'longitude' must be from -180 to 180, but was " + longitude);
	}

	/**
	 * Return the great-circle distance by the haversine formula. It exists between any
	 * two places: none for equal ones, half the circumference for antipodes.
	 * @param other the other place
	 * @return the distance in kilometres
	 */
	public double kilometresTo(Coordinates other) {
		double latitudeHalf = Math.sin(Math.toRadians(other.latitude - this.latitude) / 2);
		double longitudeHalf = Math.sin(Math.toRadians(other.longitude - this.longitude) / 2);
		double haversine = latitudeHalf * latitudeHalf + Math.cos(Math.toRadians(this.latitude))
				* Math.cos(Math.toRadians(other.latitude)) * longitudeHalf * longitudeHalf;
		// Rounding can take it past 1, where the arc sine is not defined.
		return 2 * EARTH_RADIUS_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
	}

}
