package io.peerconnect.observe;

import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.swarm.SwarmStatistics;

/**
 * Meters of who holds what on this node.
 */
public final class SwarmMeters {

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 * @param statistics asked whenever a meter is read
	 */
	public SwarmMeters(MeterRegistry registry, Supplier<SwarmStatistics> statistics) {
		gauge("peerconnect.swarm.peers", "peers", "Peers that the matchmaker knows", statistics, SwarmStatistics::peers)
			.register(registry);
		gauge("peerconnect.swarms", "swarms", "Assets that at least one peer holds", statistics,
				SwarmStatistics::swarms)
			.register(registry);
	}

	private static Gauge.Builder<?> gauge(String name, String unit, String description,
			Supplier<SwarmStatistics> statistics, ToDoubleFunction<SwarmStatistics> value) {
		return Gauge.builder(name, () -> value.applyAsDouble(statistics.get())).description(description).baseUnit(unit);
	}

}
