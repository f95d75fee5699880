package io.peerconnect.geo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Location}.
 */
class LocationTests {

	private static final Location BERLIN = new Location("AS1", "DE", new Coordinates(52.5, 13.4));

	private static final Location MUNICH = new Location("AS2", "DE", new Coordinates(48.1, 11.6));

	private static final Location PARIS = new Location("AS3", "FR", new Coordinates(48.9, 2.4));

	private static final Location SYDNEY = new Location("AS4", "AU", new Coordinates(-33.9, 151.2));

	@Test
	void networkGoesBeforeCountryAndCountryBeforeDistance() {
		Location sameNetwork = new Location("AS1", "AU", SYDNEY.coordinates());
		assertThat(BERLIN.stepsTo(sameNetwork)).isLessThan(BERLIN.stepsTo(MUNICH));
		assertThat(BERLIN.stepsTo(MUNICH)).isLessThan(BERLIN.stepsTo(PARIS));
		assertThat(BERLIN.stepsTo(PARIS)).isLessThan(BERLIN.stepsTo(SYDNEY));
	}

	@Test
	void unknownPlaceIsFartherThanNearOneAndNearerThanAntipodes() {
		Location unknown = new Location("AS5", null, null);
		assertThat(BERLIN.stepsTo(unknown)).isBetween(BERLIN.stepsTo(PARIS), BERLIN.stepsTo(SYDNEY));
	}

	@Test
	void unknownCountriesAreNotTheSame() {
		Location here = new Location("AS1", null, null);
		assertThat(here.stepsTo(new Location("AS2", null, null))).isGreaterThanOrEqualTo(2);
	}

}
