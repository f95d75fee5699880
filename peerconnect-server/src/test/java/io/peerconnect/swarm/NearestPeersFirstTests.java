package io.peerconnect.swarm;

import io.peerconnect.geo.Coordinates;
import io.peerconnect.geo.Location;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NearestPeersFirst}.
 */
class NearestPeersFirstTests {

	private static final Location BERLIN = new Location("AS1", "DE", new Coordinates(52.5, 13.4));

	private static final Location MUNICH = new Location("AS2", "DE", new Coordinates(48.1, 11.6));

	private static final Location PARIS = new Location("AS3", "FR", new Coordinates(48.9, 2.4));

	private static final Location SYDNEY = new Location("AS4", "AU", new Coordinates(-33.9, 151.2));

	@Test
	void networkGoesBeforeCountryAndCountryBeforeDistance() {
		Location sameNetwork = new Location("AS1", "AU", SYDNEY.coordinates());
		assertThat(distance(sameNetwork)).isLessThan(distance(MUNICH));
		assertThat(distance(MUNICH)).isLessThan(distance(PARIS));
		assertThat(distance(PARIS)).isLessThan(distance(SYDNEY));
	}

	@Test
	void unknownPlaceIsFartherThanNearOneAndNearerThanAntipodes() {
		Location unknown = new Location("AS5", null, null);
		assertThat(distance(unknown)).isBetween(distance(PARIS), distance(SYDNEY));
	}

	@Test
	void unknownCountriesAreNotTheSame() {
		Location here = new Location("AS1", null, null);
		assertThat(NearestPeersFirst.distance(here, new Location("AS2", null, null))).isGreaterThanOrEqualTo(2);
	}

	@Test
	void loadFailuresAndOutstandingAssetsCost() {
		double idle = NearestPeersFirst.cost(BERLIN, PARIS, 0, 0, 0);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0.5, 0, 0)).isGreaterThan(idle);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0, 1, 0)).isGreaterThan(idle);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0, 0, 1)).isGreaterThan(idle);
	}

	private static double distance(Location other) {
		return NearestPeersFirst.distance(BERLIN, other);
	}

}
