package io.peerconnect.geo.maxmind;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.peerconnect.geo.Coordinates;
import io.peerconnect.geo.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MaxMindLocator} and {@link MaxMindDatabase}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MaxMindLocatorTests {

	private static final String NETWORK = "203.0.113.0/24";

	private static final InetAddress VISITOR = address("203.0.113.7");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void cityDatabaseTellsCountryAndCoordinates(boolean memoryMapped) throws IOException {
		Path file = new MmdbWriter("GeoLite2-City").city(NETWORK, "DE", 52.52, 13.405).writeTo(file("city.mmdb"));
		try (MaxMindLocator locator = new MaxMindLocator(List.of(MaxMindDatabase.open(file, memoryMapped)))) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location(NETWORK, "DE", new Coordinates(52.52, 13.405)));
		}
	}

	@Test
	void countryDatabaseTellsTheCountry() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoIP2-Country").country(NETWORK, "FR"))) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location(NETWORK, "FR", null));
		}
	}

	@Test
	void enterpriseDatabaseTellsTheNetworkToo() throws IOException {
		MmdbWriter writer = new MmdbWriter("GeoIP2-Enterprise").put(NETWORK,
				Map.of("country", Map.of("iso_code", "FR"), "traits", Map.of("autonomous_system_number", 64500)));
		try (MaxMindLocator locator = locator(writer)) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location("AS64500", "FR", null));
		}
	}

	@Test
	void ispDatabaseTellsTheNetwork() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoIP2-ISP").asn(NETWORK, 64501))) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location("AS64501", null, null));
		}
	}

	@Test
	void asnDatabaseBesideCityDatabaseTellsTheNetwork() throws IOException {
		MmdbWriter city = new MmdbWriter("GeoLite2-City").city(NETWORK, "DE", 1, 2);
		MmdbWriter asn = new MmdbWriter("GeoLite2-ASN").asn(NETWORK, 64500);
		try (MaxMindLocator locator = locator(city, asn)) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location("AS64500", "DE", new Coordinates(1, 2)));
		}
	}

	@Test
	void addressThatNoDatabaseKnowsHasItsNetworkAlone() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-City").city(NETWORK, "DE", 1, 2))) {
			assertThat(locator.locate(address("198.51.100.1"))).isEqualTo(new Location("198.51.100.0/24", null, null));
			assertThat(locator.locate(address("2001:db8::1"))).isEqualTo(new Location("2001:db8:0::/48", null, null));
		}
	}

	@Test
	void ipv6AddressIsLocated() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-ASN").asn("2001:db8::/32", 64500))) {
			assertThat(locator.locate(address("2001:db8:1::1")).network()).isEqualTo("AS64500");
		}
	}

	@Test
	void privateAddressIsNotLookedUp() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-ASN").asn("10.0.0.0/8", 64500))) {
			assertThat(locator.locate(address("10.0.0.1")).network()).isEqualTo("private");
		}
	}

	@Test
	void placeThatIsNotOnEarthIsLeftOut() throws IOException {
		try (MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-City").city(NETWORK, "DE", 91, 2))) {
			assertThat(locator.locate(VISITOR)).isEqualTo(new Location(NETWORK, "DE", null));
		}
	}

	@Test
	void closedLocatorStillTellsTheNetwork() throws IOException {
		MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-City").city(NETWORK, "DE", 1, 2));
		locator.close();
		assertThat(locator.locate(VISITOR)).isEqualTo(new Location(NETWORK, null, null));
	}

	@Test
	void databaseOfAnotherKindIsRefused() {
		Path file = new MmdbWriter("GeoIP2-Anonymous-IP").country(NETWORK, "DE").writeTo(file("other.mmdb"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> MaxMindDatabase.open(file, false))
			.withMessage("It is a database of type 'GeoIP2-Anonymous-IP'");
	}

	@Test
	void fileThatChangedIsReloaded() throws IOException {
		MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-Country").country(NETWORK, "DE"));
		locator.reload();
		assertThat(locator.locate(VISITOR).country()).isEqualTo("DE");
		new MmdbWriter("GeoLite2-City").city(NETWORK, "FR", 1, 2).writeTo(file("0.mmdb"));
		locator.reload();
		assertThat(locator.locate(VISITOR)).isEqualTo(new Location(NETWORK, "FR", new Coordinates(1, 2)));
	}

	@Test
	void corruptReplacementKeepsTheOldVersionAndIsToldOnce(CapturedOutput output) throws IOException {
		MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-Country").country(NETWORK, "DE"));
		Files.writeString(file("0.mmdb"), "not a database");
		locator.reload();
		locator.reload();
		assertThat(locator.locate(VISITOR).country()).isEqualTo("DE");
		assertThat(output.toString()).containsOnlyOnce("changed and cannot be read");
		new MmdbWriter("GeoLite2-Country").country(NETWORK, "FR").writeTo(file("0.mmdb"));
		locator.reload();
		assertThat(locator.locate(VISITOR).country()).isEqualTo("FR");
	}

	@Test
	void fileThatVanishedKeepsTheOldVersionAndIsToldOnce(CapturedOutput output) throws IOException {
		MaxMindLocator locator = locator(new MmdbWriter("GeoLite2-Country").country(NETWORK, "DE"));
		Files.delete(file("0.mmdb"));
		locator.reload();
		locator.reload();
		assertThat(locator.locate(VISITOR).country()).isEqualTo("DE");
		assertThat(output.toString()).containsOnlyOnce("changed and cannot be read");
	}

	private MaxMindLocator locator(MmdbWriter... writers) throws IOException {
		List<MaxMindDatabase> databases = new ArrayList<>();
		for (int i = 0; i < writers.length; i++) {
			databases.add(MaxMindDatabase.open(writers[i].writeTo(file(i + ".mmdb")), false));
		}
		return new MaxMindLocator(databases);
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

	private static InetAddress address(String literal) {
		try {
			return InetAddress.getByName(literal);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(literal, ex);
		}
	}

}
