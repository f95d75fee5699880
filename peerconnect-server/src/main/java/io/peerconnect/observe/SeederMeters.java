package io.peerconnect.observe;

import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.torrent.SeederStatistics;

/**
 * Meters of what BitTorrent clients get from the seeder.
 */
public final class SeederMeters {

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 * @param statistics asked whenever a meter is read
	 */
	public SeederMeters(MeterRegistry registry, Supplier<SeederStatistics> statistics) {
		Gauge.builder("peerconnect.seeder.torrents", () -> statistics.get().torrents())
			.description("Torrents that are active")
			.baseUnit("torrents")
			.register(registry);
		Gauge.builder("peerconnect.seeder.peers", () -> statistics.get().peers())
			.description("Connections with BitTorrent clients")
			.baseUnit("peers")
			.register(registry);
		FunctionCounter.builder("peerconnect.seeder.sent", statistics, (source) -> source.get().sentBytes())
			.description("What was sent to BitTorrent clients")
			.baseUnit("bytes")
			.register(registry);
	}

}
