package io.peerconnect.observe;

import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.tracker.TrackerStatistics;

/**
 * Meters of whom the tracker of this node knows.
 */
public final class TrackedPeerMeters {

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 * @param statistics asked whenever a meter is read
	 */
	public TrackedPeerMeters(MeterRegistry registry, Supplier<TrackerStatistics> statistics) {
		Gauge.builder("peerconnect.tracker.swarms", () -> statistics.get().swarms())
			.description("Torrents that have at least one peer")
			.baseUnit("swarms")
			.register(registry);
		peers("websocket", () -> statistics.get().webPeers()).register(registry);
		peers("http", () -> statistics.get().httpPeers()).register(registry);
	}

	private static Gauge.Builder<?> peers(String transport, Supplier<Number> count) {
		return Gauge.builder("peerconnect.tracker.peers", count)
			.description("Peers, once for each of their torrents")
			.baseUnit("peers")
			.tag("transport", transport);
	}

}
