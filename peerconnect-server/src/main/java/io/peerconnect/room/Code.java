package io.peerconnect.room;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;

/**
 * A number that leads to the host of a room, and the attempts at it. Guarded by the lock
 * of {@link RoomServer}.
 */
final class Code {

	private final int number;

	private final RoomId room;

	private final PeerId host;

	private final long expiresAt;

	private final Map<Integer, Attempt> underWay = new HashMap<>(4);

	private int begun;

	private int failed;

	Code(int number, RoomId room, PeerId host, long expiresAt) {
		this.number = number;
		this.room = room;
		this.host = host;
		this.expiresAt = expiresAt;
	}

	int begin(PeerId joiner, long endsAt) {
		int attempt = ++this.begun;
		this.underWay.put(attempt, new Attempt(joiner, endsAt));
		return attempt;
	}

	@Nullable PeerId findJoiner(int attempt) {
		Attempt it = this.underWay.get(attempt);
		return (it != null) ? it.joiner() : null;
	}

	void accept(int attempt) {
		this.underWay.remove(attempt);
	}

	void fail(int attempt) {
		this.underWay.remove(attempt);
		this.failed++;
	}

	/* Those under way may all fail. */
	boolean mayBegin(int attempts) {
		return this.failed + this.underWay.size() < attempts;
	}

	int attemptsLeft(int attempts) {
		return Math.max(0, attempts - this.failed);
	}

	Map<Integer, Attempt> underWay() {
		return new TreeMap<>(this.underWay);
	}

	int number() {
		return this.number;
	}

	RoomId room() {
		return this.room;
	}

	PeerId host() {
		return this.host;
	}

	long expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Somebody who tries the code.
	 *
	 * @param joiner who
	 * @param endsAt when it counts as failed, in milliseconds
	 */
	record Attempt(PeerId joiner, long endsAt) {

	}

}
