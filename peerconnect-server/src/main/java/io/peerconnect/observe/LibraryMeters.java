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
		gauge("peerconnect.library.torrents", "torrents", "Videos that have a torrent", statistics,
				LibraryStatistics::torrents)
			.register(registry);
		gauge("peerconnect.library.size", "bytes", "Length of the videos that have a torrent", statistics,
				LibraryStatistics::bytes)
			.register(registry);
		gauge("peerconnect.library.skipped", "files", "Files among the videos that something is wrong with", statistics,
				LibraryStatistics::skipped)
			.register(registry);
		gauge("peerconnect.library.hashing.videos", "videos", "Videos that are being hashed, or will be", statistics,
				LibraryStatistics::waiting)
			.register(registry);
		gauge("peerconnect.library.hashing.left", "bytes", "What is left to hash", statistics,
				LibraryStatistics::waitingBytes)
			.register(registry);
		FunctionCounter.builder("peerconnect.library.hashed", statistics, (source) -> source.get().hashedBytes())
			.description("What was hashed since the start")
			.baseUnit("bytes")
			.register(registry);
	}

	private static Gauge.Builder<?> gauge(String name, String unit, String description,
			Supplier<LibraryStatistics> statistics, ToDoubleFunction<LibraryStatistics> value) {
		return Gauge.builder(name, () -> value.applyAsDouble(statistics.get())).description(description).baseUnit(unit);
	}

}
