package io.peerconnect.room;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomEvent;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.SoonExecutor;
import io.peerconnect.websocket.TokenBucket;

/**
 * The relays of this node, and the tickets to those that members have not come to yet.
 * Guarded by the lock of {@link RoomServer}; what a relay carries does not come by here.
 */
final class Relays implements RoomListener {

	static final Duration TICKET = Duration.ofSeconds(15);

	/*
	 * Both members ask when the path between them breaks: the second question is about
	 * the relay that the first one got.
	 */
	private static final Duration SAME_QUESTION = Duration.ofSeconds(3);

	/* Beyond the window: what says how much of it was taken. */
	private static final int SPARE_BYTES = 2 * Relay.MAX_FRAME_BYTES;

	private final RelaySettings settings;

	private final Outbox outbox;

	private final RoomObserver observer;

	private final TokenBucket bytes;

	private final SoonExecutor executor;

	private final LongSupplier millis;

	private final Consumer<Relay> onClose;

	private final SecureRandom random = new SecureRandom();

	private final Set<Relay> all = new LinkedHashSet<>();

	private final Map<String, Ticket> tickets = new HashMap<>();

	/**
	 * Create the relays.
	 * @param settings what the operator may set
	 * @param outbox takes what members are told
	 * @param observer hears what happens
	 * @param executor paces relays, and closes their ends
	 * @param millis the time
	 * @param onClose called when a relay is over, to {@link #forget} it under the lock
	 */
	Relays(RelaySettings settings, Outbox outbox, RoomObserver observer, SoonExecutor executor, LongSupplier millis,
			Consumer<Relay> onClose) {
		this.settings = settings;
		this.outbox = outbox;
		this.observer = observer;
		this.executor = executor;
		this.millis = millis;
		this.onClose = onClose;
		this.bytes = new TokenBucket(settings.bytes(), millis.getAsLong());
	}

	void open(Room room, PeerId from, PeerId to, long nowMillis) throws RefusedException {
		Relay present = find(room.id(), from, to);
		if (present != null && nowMillis - present.openedAt() < SAME_QUESTION.toMillis()) {
			return;
		}
		if (present != null) {
			present.close(CloseCodes.REPLACED, "Another relay takes its place");
		}
		if (this.all.size() >= this.settings.maxRelays()) {
			throw new RefusedException(FailureCode.ROOM_LIMIT, "This site has its maximum of relays");
		}
		Relay relay = new Relay(room.id(), from, to, limits(room), this.onClose, nowMillis);
		this.all.add(relay);
		this.observer.relaysChanged(1);
		issue(relay, room.id(), from, to, nowMillis);
		issue(relay, room.id(), to, from, nowMillis);
	}

	private Relay.RelayLimits limits(Room room) {
		return new Relay.RelayLimits(this.settings.window() + SPARE_BYTES, (frame) -> {
			long now = this.millis.getAsLong();
			this.observer.relayed(frame.length);
			return Math.max(room.relayed().borrow(frame.length, now), this.bytes.borrow(frame.length, now));
		}, this.executor, this.observer::relayOverflowed);
	}

	private void issue(Relay relay, RoomId room, PeerId member, PeerId other, long nowMillis) {
		byte[] bytes = new byte[24];
		this.random.nextBytes(bytes);
		String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
		this.tickets.put(ticket, new Ticket(relay, member, nowMillis + TICKET.toMillis()));
		this.outbox.post(member, new RoomEvent.Relay(room, other, ticket, this.settings.window()));
	}

	/**
	 * Take in a ticket, which is good for once.
	 * @param ticket what a client says its ticket is
	 * @param nowMillis the present time
	 * @return the end of its relay, or {@code null} if it is good for nothing
	 */
	@Nullable RelayEnd findEnd(String ticket, long nowMillis) {
		Ticket known = this.tickets.remove(ticket);
		return (known != null && known.expiresAt() > nowMillis && !known.relay().isClosed())
				? known.relay().endOf(known.member()) : null;
	}

	void forget(Relay relay) {
		if (this.all.remove(relay)) {
			this.observer.relaysChanged(-1);
			this.tickets.values().removeIf((ticket) -> ticket.relay() == relay);
		}
	}

	@Override
	public void memberLeft(RoomId room, PeerId peer, boolean wasHost, long nowMillis) {
		for (Relay relay : List.copyOf(this.all)) {
			if (relay.joins(room, peer)) {
				relay.close(CloseCodes.GOING_AWAY, "The other end is gone");
			}
		}
	}

	void sweep(long nowMillis) {
		for (Ticket ticket : List.copyOf(this.tickets.values())) {
			if (ticket.expiresAt() <= nowMillis) {
				ticket.relay().close(CloseCodes.GOING_AWAY, "The other end did not come");
			}
		}
	}

	void closeAll() {
		List.copyOf(this.all).forEach((relay) -> relay.close(CloseCodes.RESTART, "The server restarts"));
	}

	private @Nullable Relay find(RoomId room, PeerId one, PeerId other) {
		return this.all.stream().filter((relay) -> relay.joins(room, one, other)).findFirst().orElse(null);
	}

	/**
	 * Lets a member into a relay.
	 *
	 * @param relay the relay
	 * @param member who it was issued to
	 * @param expiresAt when it is no longer good, in milliseconds
	 */
	private record Ticket(Relay relay, PeerId member, long expiresAt) {

	}

}
