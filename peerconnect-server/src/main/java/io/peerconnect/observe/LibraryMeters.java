package io.peerconnect.observe;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.torrent.LibraryStatistics;

/**
 * Meters of the torrents of the site's videos, and of their hashing.
 */
public final class LibraryMeters {

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 * @param statistics asked whenever a meter is read
	 */
	public LibraryMeters(MeterRegistry registry, Supplier<LibraryStatistics> statistics) {
		gauge(registry, "peerconnect.library.torrents", "torrents", "Videos that have a torrent", statistics,
				LibraryStatistics::torrents);
		gauge(registry, "peerconnect.library.size", "bytes", "Length of the videos that have a torrent", statistics,
				LibraryStatistics::bytes);
		gauge(registry, "peerconnect.library.skipped", "files", "Files among the videos that something is wrong with",
				statistics, LibraryStatistics::skipped);
		gauge(registry, "peerconnect.library.hashing.videos", "videos", "Videos that are being hashed, or will be",
				statistics, LibraryStatistics::waiting);
		gauge(registry, "peerconnect.library.hashing.left", "bytes", "What is left to hash", statistics,
				LibraryStatistics::waitingBytes);
		FunctionCounter.builder("peerconnect.library.hashed", statistics, (source) -> source.get().hashedBytes())
			.description("What was hashed since the start")
			.baseUnit("bytes")
			.register(registry);
	}

	private static void gauge(MeterRegistry registry, String name, String unit, String description,
			Supplier<LibraryStatistics> statistics, ToDoubleFunction<LibraryStatistics> value) {
		Gauge.builder(name, () -> value.applyAsDouble(statistics.get()))
			.description(description)
			.baseUnit(unit)
			.register(registry);
	}

}
