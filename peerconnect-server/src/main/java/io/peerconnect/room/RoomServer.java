package io.peerconnect.room;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.CodeMessage;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.signaling.MessageReceiver;
import io.peerconnect.signaling.PeerDirectory;
import io.peerconnect.signaling.Sender;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketServer;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SoonExecutor;

import org.springframework.scheduling.TaskScheduler;

/**
 * Rooms of one node: puts their parts together, and lets one thread at a time into them.
 * What they decide is sent afterwards, without the lock; what relays carry does not come
 * by here.
 */
public final class RoomServer extends SocketServer implements MessageReceiver<RoomMessage> {

	/*
	 * Parts of a frame are large here: there are few relays, and each part is a call and
	 * a copy.
	 */
	private static final SocketSettings RELAY_SOCKETS = new SocketSettings(Relay.MAX_FRAME_BYTES, 16 * 1024, 128,
			SocketSettings.Format.BINARY);

	private final PeerDirectory peers;

	private final RoomObserver observer;

	private final Clock clock;

	private final Outbox outbox;

	private final Object lock = new Object();

	// The following are guarded by the lock.

	private final Rooms rooms;

	private final Codes codes;

	private final Relays relays;

	/**
	 * Create the server.
	 * @param settings what the operator may set about rooms
	 * @param relaySettings what the operator may set about the relay
	 * @param peers the peers of this node
	 * @param observer hears what happens
	 * @param scheduler runs the sweep, paces relays, and closes their ends
	 * @param clock the time
	 */
	public RoomServer(RoomSettings settings, RelaySettings relaySettings, PeerDirectory peers, RoomObserver observer,
			TaskScheduler scheduler, Clock clock) {
		super(scheduler);
		this.peers = peers;
		this.observer = observer;
		this.clock = clock;
		this.outbox = new Outbox(peers::send);
		this.codes = new Codes(settings, this.outbox, observer, new SecureRandom());
		this.relays = new Relays(relaySettings, this.outbox, observer, new SoonExecutor(scheduler), clock::millis,
				this::ended);
		this.rooms = new Rooms(settings, relaySettings.bytesPerRoom(), this.outbox, observer,
				List.of(this.codes, this.relays));
	}

	@Override
	public Class<RoomMessage> group() {
		return RoomMessage.class;
	}

	@Override
	public void receive(Sender sender, RoomMessage message) {
		try {
			synchronized (this.lock) {
				handle(sender, message, this.clock.millis());
				if (!this.peers.isPresent(sender.peer())) {
					// It ended while its message was on the way.
					forget(sender.peer());
				}
			}
		}
		catch (RefusedException ex) {
			sender.fail(ex.code(), ex.detail(), subjectOf(message));
		}
		this.outbox.deliver();
	}

	private void handle(Sender sender, RoomMessage message, long now) throws RefusedException {
		PeerId peer = sender.peer();
		if (message instanceof RoomMessage.Open open) {
			this.rooms.open(peer, sender.address(), open, now);
		}
		else if (message instanceof RoomMessage.Join join) {
			this.rooms.join(peer, sender.address(), join, now);
		}
		else if (message instanceof RoomMessage.Leave leave) {
			this.rooms.leave(peer, leave.room(), now);
		}
		else if (message instanceof RoomMessage.Lock lock) {
			this.rooms.lock(peer, lock);
		}
		else if (message instanceof RoomMessage.Remove remove) {
			this.rooms.remove(peer, remove, now);
		}
		else if (message instanceof RoomMessage.Close close) {
			this.rooms.close(peer, close.room(), now);
		}
		else if (message instanceof RoomMessage.Signal signal) {
			this.rooms.signal(peer, signal);
		}
		else if (message instanceof RoomMessage.Relay relay) {
			Room room = this.rooms.requireBoth(peer, relay.to(), relay.room());
			this.relays.open(room, peer, relay.to(), now);
		}
		else if (message instanceof RoomMessage.ListRooms) {
			this.rooms.list(peer, sender.address());
		}
		else {
			handle(sender, (CodeMessage) message, now);
		}
	}

	private void handle(Sender sender, CodeMessage message, long now) throws RefusedException {
		PeerId peer = sender.peer();
		if (message instanceof CodeMessage.Open open) {
			Room room = this.rooms.requireHost(peer, open.room());
			this.codes.open(peer, sender.address(), room.id(), now);
		}
		else if (message instanceof CodeMessage.Join join) {
			this.codes.join(peer, sender.address(), join.number(), now);
		}
		else if (message instanceof CodeMessage.Message part) {
			this.codes.message(peer, part);
		}
		else if (message instanceof CodeMessage.Result result) {
			this.codes.result(peer, result, now);
		}
		else if (message instanceof CodeMessage.Close close) {
			this.codes.close(peer, close.number(), now);
		}
		else {
			throw new IllegalStateException("No way to handle " + message.getClass());
		}
	}

	private static @Nullable String subjectOf(RoomMessage message) {
		RoomId room = message.room();
		if (room != null) {
			return room.value();
		}
		return (message instanceof CodeMessage code) ? String.valueOf(code.number()) : null;
	}

	@Override
	public void left(PeerId peer) {
		synchronized (this.lock) {
			forget(peer);
		}
		this.outbox.deliver();
	}

	private void forget(PeerId peer) {
		long now = this.clock.millis();
		this.codes.left(peer, now);
		this.rooms.leaveAll(peer, now);
	}

	/**
	 * Return the handler of handshakes with the relay.
	 * @param origins tells pages of this site from others
	 * @return the handler
	 */
	public SocketHandshake relayHandshake(OriginPolicy origins) {
		return new SocketHandshake(RELAY_SOCKETS, new RelayAcceptor(origins, this::findEnd),
				this.observer::relayRefused);
	}

	private @Nullable RelayEnd findEnd(String ticket) {
		synchronized (this.lock) {
			return this.relays.findEnd(ticket, this.clock.millis());
		}
	}

	private void ended(Relay relay) {
		synchronized (this.lock) {
			this.relays.forget(relay);
		}
	}

	@Override
	protected void open() {
		// Who comes was taken in by signalling.
	}

	@Override
	protected void close() {
		synchronized (this.lock) {
			this.relays.closeAll();
		}
	}

	@Override
	protected void sweep() {
		synchronized (this.lock) {
			long now = this.clock.millis();
			this.codes.sweep(now);
			this.rooms.sweep(now);
			this.relays.sweep(now);
		}
		this.outbox.deliver();
	}

}
