package io.peerconnect.geo;

import org.springframework.util.Assert;

/**
 * A place on Earth.
 *
 * @param latitude degrees north, −90 to 90
 * @param longitude degrees east, −180 to 180
 */
public record Coordinates(double latitude, double longitude) {

	public Coordinates {
		Assert.isTrue(latitude >= -90 && latitude <= 90,
				() -> "'latitude' must be from -90 to 90, but was " + latitude);
		Assert.isTrue(longitude >= -180 && longitude <= 180,
				() -> "'longitude' must be from -180 to 180, but was " + longitude);
	}

}
