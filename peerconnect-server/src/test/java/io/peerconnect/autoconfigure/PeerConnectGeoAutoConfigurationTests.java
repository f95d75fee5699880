package io.peerconnect.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.geo.Location;
import io.peerconnect.geo.NetworkLocator;
import io.peerconnect.geo.NowhereLocator;
import io.peerconnect.geo.maxmind.MaxMindLocator;
import io.peerconnect.geo.maxmind.MmdbWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerConnectGeoAutoConfiguration}.
 */
class PeerConnectGeoAutoConfigurationTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PeerConnectGeoAutoConfiguration.class));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void withoutDatabaseTheNetworkLocates() {
		this.runner.run((context) -> assertThat(context).getBean(GeoLocator.class).isInstanceOf(NetworkLocator.class));
	}

	@Test
	void databasesLocate() throws IOException {
		Path city = new MmdbWriter("GeoLite2-City").city("203.0.113.0/24", "DE", 1, 2)
			.writeTo(this.folder.resolve("city.mmdb"));
		Path asn = new MmdbWriter("GeoLite2-ASN").asn("203.0.113.0/24", 64500).writeTo(this.folder.resolve("asn.mmdb"));
		InetAddress visitor = InetAddress.getByName("203.0.113.7");
		this.runner.withPropertyValues("peerconnect.geo.database=" + city, "peerconnect.geo.asn-database=" + asn)
			.run((context) -> {
				assertThat(context).getBean(GeoLocator.class).isInstanceOf(MaxMindLocator.class);
				Location location = context.getBean(GeoLocator.class).locate(visitor);
				assertThat(location.network()).isEqualTo("AS64500");
				assertThat(location.country()).isEqualTo("DE");
			});
	}

	@Test
	void withoutGeoLocateNothingIsLookedAt() {
		this.runner.withPropertyValues("peerconnect.geo-locate=false", "peerconnect.geo.database=missing.mmdb")
			.run((context) -> assertThat(context).getBean(GeoLocator.class).isInstanceOf(NowhereLocator.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "peerconnect.geo.database", "peerconnect.geo.asn-database" })
	void missingDatabaseStopsTheApplicationWithAMessage(String property) {
		Path file = this.folder.resolve("missing.mmdb");
		this.runner.withPropertyValues(property + "=" + file)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(property);
					assertThat(ex.getValue()).isEqualTo(file);
					assertThat(ex.getReason())
						.isEqualTo("There is no such file. Put a MaxMind database there, or remove the property "
								+ "to pair visitors by the network of their address.");
				}));
	}

	@ParameterizedTest
	@ValueSource(strings = { "peerconnect.geo.database", "peerconnect.geo.asn-database" })
	void corruptDatabaseStopsTheApplicationWithAMessage(String property) throws IOException {
		Path file = Files.writeString(this.folder.resolve("corrupt.mmdb"), "not a database");
		this.runner.withPropertyValues(property + "=" + file).run((context) -> {
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof InvalidConfigurationPropertyValueException)) {
				failure = failure.getCause();
			}
			assertThat(failure).isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
				assertThat(ex.getName()).isEqualTo(property);
				assertThat(ex.getValue()).isEqualTo(file);
				assertThat(ex.getReason()).startsWith("It cannot be used as a MaxMind database (")
					.endsWith("Use a City, Country, Enterprise, ISP or ASN database in the .mmdb format.");
			});
		});
	}

	@Test
	void backsOffForTheSitesOwnLocator() {
		GeoLocator own = (address) -> new Location("own", null, null);
		this.runner.withBean(GeoLocator.class, () -> own)
			.run((context) -> assertThat(context).getBean(GeoLocator.class).isSameAs(own));
	}

	@Test
	void isOffWhenPeerConnectIsOff() {
		this.runner.withPropertyValues("peerconnect.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(GeoLocator.class));
	}

}
