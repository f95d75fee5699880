package io.peerconnect.geo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Coordinates}.
 */
class CoordinatesTests {

	@Test
	void distanceFromBerlinToParis() {
		Coordinates berlin = new Coordinates(52.52, 13.405);
		Coordinates paris = new Coordinates(48.8566, 2.3522);
		assertThat(berlin.kilometresTo(paris)).isCloseTo(878, within(2.0));
		assertThat(paris.kilometresTo(berlin)).isEqualTo(berlin.kilometresTo(paris));
	}

	@Test
	void distanceAcrossTheDateLineIsShort() {
		assertThat(new Coordinates(0, 179.5).kilometresTo(new Coordinates(0, -179.5))).isCloseTo(111, within(1.0));
	}

	@Test
	void equalPlacesAreNoDistanceApart() {
		// Arc-cosine formulas are NaN here, which the original suffered from.
		for (double latitude = -90; latitude <= 90; latitude += 0.37) {
			Coordinates place = new Coordinates(latitude, 2 * latitude);
			assertThat(place.kilometresTo(place)).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "90, 0, -90, 0", "0, 0, 0, 180", "45, 10, -45, -170", "33.3, -180, -33.3, 0" })
	void antipodesAreHalfACircumferenceApart(double latitude, double longitude, double otherLatitude,
			double otherLongitude) {
		assertThat(new Coordinates(latitude, longitude).kilometresTo(new Coordinates(otherLatitude, otherLongitude)))
			.isCloseTo(20_015, within(1.0));
	}

	@Test
	void placesThatAreNotOnEarthAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Coordinates(Double.NaN, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new Coordinates(0, 180.1));
	}

}
