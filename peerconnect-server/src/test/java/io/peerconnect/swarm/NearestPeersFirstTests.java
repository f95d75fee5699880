package io.peerconnect.swarm;

import io.peerconnect.geo.Location;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NearestPeersFirst}.
 */
class NearestPeersFirstTests {

	private static final Location BERLIN = new Location("AS1", "DE", null);

	private static final Location PARIS = new Location("AS3", "FR", null);

	@Test
	void distanceLoadFailuresAndOutstandingAssetsCost() {
		double idle = NearestPeersFirst.cost(BERLIN, PARIS, 0, 0, 0);
		assertThat(NearestPeersFirst.cost(BERLIN, BERLIN, 0, 0, 0)).isLessThan(idle);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0.5, 0, 0)).isGreaterThan(idle);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0, 1, 0)).isGreaterThan(idle);
		assertThat(NearestPeersFirst.cost(BERLIN, PARIS, 0, 0, 1)).isGreaterThan(idle);
	}

}
