package io.peerconnect.observe;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.peerconnect.protocol.RoomKind;
import io.peerconnect.room.RoomObserver;
import io.peerconnect.websocket.HandshakeRefusal;

/**
 * Meters of rooms. What members send each other directly is not seen here.
 */
public final class RoomMeters implements RoomObserver {

	private final MeterRegistry registry;

	private final Map<RoomKind, AtomicInteger> rooms = new EnumMap<>(RoomKind.class);

	private final AtomicInteger members = new AtomicInteger();

	private final AtomicInteger relays = new AtomicInteger();

	private final Counter relayedBytes;

	/**
	 * Create the meters.
	 * @param registry where they are registered
	 */
	public RoomMeters(MeterRegistry registry) {
		this.registry = registry;
		for (RoomKind kind : RoomKind.values()) {
			AtomicInteger count = new AtomicInteger();
			this.rooms.put(kind, count);
			Gauge.builder("peerconnect.rooms", count, AtomicInteger::get)
				.description("Rooms that are open")
				.baseUnit("rooms")
				.tag("kind", kind.wireName())
				.register(registry);
		}
		Gauge.builder("peerconnect.rooms.members", this.members, AtomicInteger::get)
			.description("Members of rooms")
			.baseUnit("members")
			.register(registry);
		Gauge.builder("peerconnect.rooms.relays", this.relays, AtomicInteger::get)
			.description("Pairs of members that are relayed")
			.baseUnit("relays")
			.register(registry);
		this.relayedBytes = Counter.builder("peerconnect.rooms.relay.bytes")
			.description("Sealed bytes that were relayed")
			.baseUnit("bytes")
			.register(registry);
		// Registered before anything happens, so that dashboards have zeros to show.
		for (String result : new String[] { "accepted", "failed", "burnt" }) {
			codes(result);
		}
	}

	@Override
	public void roomOpened(RoomKind kind) {
		changeRooms(kind, 1);
	}

	@Override
	public void roomClosed(RoomKind kind) {
		changeRooms(kind, -1);
	}

	private void changeRooms(RoomKind kind, int change) {
		this.rooms.getOrDefault(kind, new AtomicInteger()).addAndGet(change);
	}

	@Override
	public void membersChanged(int change) {
		this.members.addAndGet(change);
	}

	@Override
	public void codeTried(boolean accepted) {
		codes(accepted ? "accepted" : "failed").increment();
	}

	@Override
	public void codeBurnt() {
		codes("burnt").increment();
	}

	@Override
	public void relaysChanged(int change) {
		this.relays.addAndGet(change);
	}

	@Override
	public void relayed(int bytes) {
		this.relayedBytes.increment(bytes);
	}

	@Override
	public void relayRefused(HandshakeRefusal reason) {
		refusals(reason.name().toLowerCase(Locale.ROOT).replace('_', '-')).increment();
	}

	@Override
	public void relayOverflowed() {
		refusals("overflow").increment();
	}

	private Counter codes(String result) {
		return Counter.builder("peerconnect.rooms.codes")
			.description("Attempts at short codes, and codes that were burnt")
			.baseUnit("codes")
			.tag("result", result)
			.register(this.registry);
	}

	private Counter refusals(String reason) {
		return Counter.builder("peerconnect.rooms.relay.refusals")
			.description("Handshakes with the relay that were refused, and relays that were closed for too much")
			.baseUnit("refusals")
			.tag("reason", reason)
			.register(this.registry);
	}

}
