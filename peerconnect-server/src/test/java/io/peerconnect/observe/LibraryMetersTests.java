package io.peerconnect.observe;

import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.peerconnect.torrent.LibraryStatistics;
import io.peerconnect.torrent.SeederStatistics;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LibraryMeters}, {@link SeederMeters} and {@link StatusEndpoint}.
 */
class LibraryMetersTests {

	private static final LibraryStatistics LIBRARY = new LibraryStatistics(1, 2, 3, 4, 5, 6);

	private static final SeederStatistics SEEDER = new SeederStatistics(7, 8, 9);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void libraryIsMeasured() {
		new LibraryMeters(this.registry, () -> LIBRARY);
		assertThat(gauge("peerconnect.library.torrents")).isEqualTo(1);
		assertThat(gauge("peerconnect.library.size")).isEqualTo(2);
		assertThat(gauge("peerconnect.library.skipped")).isEqualTo(3);
		assertThat(gauge("peerconnect.library.hashing.videos")).isEqualTo(4);
		assertThat(gauge("peerconnect.library.hashing.left")).isEqualTo(5);
		assertThat(this.registry.get("peerconnect.library.hashed").functionCounter().count()).isEqualTo(6);
	}

	@Test
	void seederIsMeasured() {
		new SeederMeters(this.registry, () -> SEEDER);
		assertThat(gauge("peerconnect.seeder.torrents")).isEqualTo(7);
		assertThat(gauge("peerconnect.seeder.peers")).isEqualTo(8);
		assertThat(this.registry.get("peerconnect.seeder.sent").functionCounter().count()).isEqualTo(9);
	}

	@Test
	void statusTellsOfEachPart() {
		StatusEndpoint endpoint = new StatusEndpoint(Map.of("library", () -> LIBRARY));
		assertThat(endpoint.status()).isEqualTo(Map.of("library", LIBRARY));
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

}
