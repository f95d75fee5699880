package io.peerconnect.geo.maxmind;

import com.maxmind.geoip2.record.Country;
import com.maxmind.geoip2.record.Location;
import io.peerconnect.geo.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * What one database knows about an address.
 *
 * @param asn the number of its autonomous system
 * @param country ISO 3166-1 alpha-2 code
 * @param coordinates the place
 */
record Finding(@Nullable Long asn, @Nullable String country, @Nullable Coordinates coordinates) {

	static final Finding NOTHING = new Finding(null, null, null);

	static Finding of(@Nullable Long asn, @Nullable Country country, @Nullable Location location) {
		return new Finding(asn, (country != null) ? country.isoCode() : null, coordinates(location));
	}

	private static @Nullable Coordinates coordinates(@Nullable Location location) {
		if (location == null || location.latitude() == null || location.longitude() == null) {
			return null;
		}
		double latitude = location.latitude();
		double longitude = location.longitude();
		boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
		return onEarth ? new Coordinates(latitude, longitude) : null;
	}

}
