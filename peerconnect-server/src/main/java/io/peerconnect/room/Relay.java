package io.peerconnect.room;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.SendQueue;
import io.peerconnect.websocket.SoonExecutor;

/**
 * Carries sealed frames between two members, each by a WebSocket of its own. Stores
 * nothing beyond what is under way.
 */
final class Relay {

	/* 64 KiB of the members' own, and what seals them. */
	static final int MAX_FRAME_BYTES = 64 * 1024 + 512;

	private final RoomId room;

	private final PeerId one;

	private final PeerId other;

	private final long openedAt;

	private final Executor closer;

	private final Consumer<Relay> onClose;

	private final AtomicBoolean closed = new AtomicBoolean();

	private final RelayWire toOne;

	private final RelayWire toOther;

	private final SendQueue queueToOne;

	private final SendQueue queueToOther;

	private final RelayEnd endOfOne;

	private final RelayEnd endOfOther;

	/**
	 * Create a relay.
	 * @param room the room that both are in
	 * @param one a member
	 * @param other another
	 * @param limits what bounds it
	 * @param onClose called once, when it is over
	 * @param nowMillis the present time
	 */
	Relay(RoomId room, PeerId one, PeerId other, RelayLimits limits, Consumer<Relay> onClose, long nowMillis) {
		this.room = room;
		this.one = one;
		this.other = other;
		this.openedAt = nowMillis;
		this.closer = limits.executor();
		this.onClose = onClose;
		this.toOne = new RelayWire(limits.pace(), limits.executor());
		this.toOther = new RelayWire(limits.pace(), limits.executor());
		this.queueToOne = queue(this.toOne, limits);
		this.queueToOther = queue(this.toOther, limits);
		this.endOfOne = new RelayEnd(this, this.toOne, this.queueToOther);
		this.endOfOther = new RelayEnd(this, this.toOther, this.queueToOne);
	}

	private SendQueue queue(RelayWire wire, RelayLimits limits) {
		return new SendQueue(wire, limits.maxWaitingBytes(), () -> {
			limits.onOverflow().run();
			close(CloseCodes.TOO_SLOW, "More is waiting than the window allows");
		}, (failure) -> close(CloseCodes.GOING_AWAY, "A frame could not be sent"));
	}

	RelayEnd endOf(PeerId member) {
		return member.equals(this.one) ? this.endOfOne : this.endOfOther;
	}

	/* Closing may wait for an end that does not read, so another thread does it. */
	void close(int code, String reason) {
		if (this.closed.compareAndSet(false, true)) {
			this.queueToOne.close();
			this.queueToOther.close();
			this.onClose.accept(this);
			this.closer.execute(() -> {
				this.toOne.close(code, reason);
				this.toOther.close(code, reason);
			});
		}
	}

	boolean isClosed() {
		return this.closed.get();
	}

	boolean joins(RoomId room, PeerId member) {
		return this.room.equals(room) && (this.one.equals(member) || this.other.equals(member));
	}

	boolean joins(RoomId room, PeerId one, PeerId other) {
		return joins(room, one) && joins(room, other);
	}

	long openedAt() {
		return this.openedAt;
	}

	/**
	 * What bounds a relay.
	 *
	 * @param maxWaitingBytes bytes that may wait in one direction
	 * @param pace takes note of a frame, and tells for how many milliseconds nothing else
	 * may be sent
	 * @param executor delays frames, and closes ends
	 * @param onOverflow called when more would have to wait
	 */
	record RelayLimits(int maxWaitingBytes, ToLongFunction<byte[]> pace, SoonExecutor executor, Runnable onOverflow) {

	}

}
