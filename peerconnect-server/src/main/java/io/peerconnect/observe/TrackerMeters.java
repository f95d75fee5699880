package io.peerconnect.observe;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.tracker.TrackerObserver;
import io.peerconnect.tracker.TrackerRefusal;
import io.peerconnect.tracker.Transport;
import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Meters of what the tracker does.
 */
public final class TrackerMeters implements TrackerObserver {

	// Registered before anything happens, so that dashboards have zeros to show, and
	// kept,
	// as looking one up costs more than counting.

	private final Map<Transport, Counter> announces = new EnumMap<>(Transport.class);

	private final Counter offers;

	private final Counter answers;

	private final MeterRegistry registry;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	public TrackerMeters(MeterRegistry registry) {
		this.registry = registry;
		for (Transport transport : Transport.values()) {
			this.announces.put(transport,
					Counter.builder("peerconnect.tracker.announces")
						.description("Announces of peers")
						.baseUnit("announces")
						.tag("transport", name(transport))
						.register(registry));
		}
		this.offers = relayed("offer");
		this.answers = relayed("answer");
	}

	private Counter relayed(String type) {
		return Counter.builder("peerconnect.tracker.relayed")
			.description("Messages that were passed on from peer to peer")
			.baseUnit("messages")
			.tag("type", type)
			.register(this.registry);
	}

	@Override
	public void announced(Transport transport) {
		Counter counter = this.announces.get(transport);
		if (counter != null) {
			counter.increment();
		}
	}

	@Override
	public void relayedOffers(int count) {
		this.offers.increment(count);
	}

	@Override
	public void relayedAnswer() {
		this.answers.increment();
	}

	@Override
	public void refused(TrackerRefusal reason) {
		refusals(reason.code());
	}

	@Override
	public void handshakeRefused(HandshakeRefusal reason) {
		refusals("handshake-" + name(reason));
	}

	private void refusals(String code) {
		Counter.builder("peerconnect.tracker.refusals")
			.description("Requests and handshakes that were refused")
			.baseUnit("refusals")
			.tag("code", code)
			.register(this.registry)
			.increment();
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
