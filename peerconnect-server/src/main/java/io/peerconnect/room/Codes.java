package io.peerconnect.room;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.CodeEnd;
import io.peerconnect.protocol.CodeEvent;
import io.peerconnect.protocol.CodeMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.Rate;

/**
 * The numbers of short codes. Pairs who typed one with the host behind it, carries what
 * they say, and counts what failed; the words of the code are between the two. Guarded by
 * the lock of {@link RoomServer}.
 */
final class Codes implements RoomListener {

	static final Duration ATTEMPT = Duration.ofSeconds(30);

	/* How long a number leads nowhere before it leads to somebody else. */
	static final Duration REST = Duration.ofMinutes(10);

	private static final Rate JOINS = Rate.perMinute(10);

	private static final Rate OPENS = Rate.perMinute(20);

	private static final int FIRST_RANGE = 1000;

	private final RoomSettings settings;

	private final Outbox outbox;

	private final RoomObserver observer;

	private final RandomGenerator random;

	private final AddressRate joins = new AddressRate(JOINS);

	private final AddressRate opens = new AddressRate(OPENS);

	private final Map<Integer, Code> codes = new HashMap<>();

	private final Map<Integer, Resting> resting = new HashMap<>();

	Codes(RoomSettings settings, Outbox outbox, RoomObserver observer, RandomGenerator random) {
		this.settings = settings;
		this.outbox = outbox;
		this.observer = observer;
		this.random = random;
	}

	void open(PeerId host, InetAddress address, RoomId room, long nowMillis) throws RefusedException {
		if (!this.opens.tryTake(address, 1, nowMillis)) {
			throw new RefusedException(FailureCode.ROOM_LIMIT, "Too many codes; wait a minute");
		}
		endAllOf(room, nowMillis);
		int number = chooseNumber();
		long lifetime = this.settings.codeLifetime().toMillis();
		this.codes.put(number, new Code(number, room, host, nowMillis + lifetime));
		this.outbox.post(host, new CodeEvent.Opened(room, number, lifetime, this.settings.codeAttempts()));
	}

	/*
	 * Numbers are short because people say them, and random so that nobody can tell the
	 * next one. There are four times as many as are in use or at rest.
	 */
	private int chooseNumber() {
		int taken = this.codes.size() + this.resting.size();
		int range = FIRST_RANGE;
		while (taken > range / 4) {
			range *= 10;
		}
		int number = 0;
		while (number == 0 || this.codes.containsKey(number) || this.resting.containsKey(number)) {
			number = this.random.nextInt(range / 10, range);
		}
		return number;
	}

	void join(PeerId joiner, InetAddress address, int number, long nowMillis) throws RefusedException {
		if (!this.joins.tryTake(address, 1, nowMillis)) {
			throw new RefusedException(FailureCode.RATE_LIMITED, "Too many codes; wait a minute");
		}
		Code code = this.codes.get(number);
		if (code == null || code.host().equals(joiner)) {
			Resting resting = this.resting.get(number);
			throw new RefusedException(
					(resting != null && resting.burnt()) ? FailureCode.CODE_BURNT : FailureCode.CODE_UNKNOWN,
					"This code is not in use");
		}
		if (!code.mayBegin(this.settings.codeAttempts())) {
			throw new RefusedException(FailureCode.RATE_LIMITED, "Others try this code; wait a moment");
		}
		int attempt = code.begin(joiner, nowMillis + ATTEMPT.toMillis());
		CodeEvent.Joined joined = new CodeEvent.Joined(number, attempt);
		this.outbox.post(code.host(), joined);
		this.outbox.post(joiner, joined);
	}

	void message(PeerId from, CodeMessage.Message message) throws RefusedException {
		Code code = this.codes.get(message.number());
		PeerId joiner = (code != null) ? code.findJoiner(message.attempt()) : null;
		PeerId to = (code != null && joiner != null) ? findOther(code.host(), joiner, from) : null;
		if (to == null) {
			throw new RefusedException(FailureCode.CODE_UNKNOWN, "There is no such attempt");
		}
		this.outbox.post(to, new CodeEvent.Message(message.number(), message.attempt(), message.box()));
	}

	private static @Nullable PeerId findOther(PeerId host, PeerId joiner, PeerId from) {
		if (from.equals(host)) {
			return joiner;
		}
		return from.equals(joiner) ? host : null;
	}

	void result(PeerId from, CodeMessage.Result result, long nowMillis) throws RefusedException {
		Code code = requireHost(from, result.number());
		PeerId joiner = code.findJoiner(result.attempt());
		if (joiner == null) {
			throw new RefusedException(FailureCode.CODE_UNKNOWN, "There is no such attempt");
		}
		if (!result.accepted()) {
			fail(code, result.attempt(), joiner, nowMillis);
			return;
		}
		code.accept(result.attempt());
		tell(code, result.attempt(), joiner, true);
	}

	void close(PeerId from, int number, long nowMillis) throws RefusedException {
		end(requireHost(from, number), CodeEnd.CLOSED, nowMillis);
	}

	/* Whether a number is in use is not for everybody to ask without limit. */
	private Code requireHost(PeerId peer, int number) throws RefusedException {
		Code code = this.codes.get(number);
		if (code == null || !code.host().equals(peer)) {
			throw new RefusedException(FailureCode.CODE_UNKNOWN, "This is none of your codes");
		}
		return code;
	}

	@Override
	public void memberLeft(RoomId room, PeerId peer, boolean wasHost, long nowMillis) {
		if (wasHost) {
			endAllOf(room, nowMillis);
		}
	}

	void left(PeerId peer, long nowMillis) {
		for (Code code : List.copyOf(this.codes.values())) {
			code.underWay().forEach((attempt, it) -> {
				if (it.joiner().equals(peer)) {
					fail(code, attempt, peer, nowMillis);
				}
			});
		}
	}

	void sweep(long nowMillis) {
		for (Code code : List.copyOf(this.codes.values())) {
			if (code.expiresAt() <= nowMillis) {
				end(code, CodeEnd.EXPIRED, nowMillis);
				continue;
			}
			code.underWay().forEach((attempt, it) -> {
				if (it.endsAt() <= nowMillis) {
					fail(code, attempt, it.joiner(), nowMillis);
				}
			});
		}
		this.resting.values().removeIf((it) -> it.until() <= nowMillis);
	}

	private void fail(Code code, int attempt, PeerId joiner, long nowMillis) {
		if (this.codes.get(code.number()) != code) {
			// Burnt by the one before.
			return;
		}
		code.fail(attempt);
		tell(code, attempt, joiner, false);
		if (code.attemptsLeft(this.settings.codeAttempts()) == 0) {
			this.observer.codeBurnt();
			end(code, CodeEnd.BURNT, nowMillis);
		}
	}

	private void tell(Code code, int attempt, PeerId joiner, boolean accepted) {
		this.observer.codeTried(accepted);
		CodeEvent.Result result = new CodeEvent.Result(code.number(), attempt, accepted,
				code.attemptsLeft(this.settings.codeAttempts()));
		this.outbox.post(code.host(), result);
		this.outbox.post(joiner, result);
	}

	private void endAllOf(RoomId room, long nowMillis) {
		for (Code code : List.copyOf(this.codes.values())) {
			if (code.room().equals(room)) {
				end(code, CodeEnd.CLOSED, nowMillis);
			}
		}
	}

	private void end(Code code, CodeEnd reason, long nowMillis) {
		this.codes.remove(code.number());
		this.resting.put(code.number(), new Resting(nowMillis + REST.toMillis(), reason == CodeEnd.BURNT));
		CodeEvent.Closed closed = new CodeEvent.Closed(code.number(), reason);
		this.outbox.post(code.host(), closed);
		code.underWay().values().forEach((attempt) -> this.outbox.post(attempt.joiner(), closed));
	}

	/**
	 * A number between two uses.
	 *
	 * @param until when it may be used again, in milliseconds
	 * @param burnt whether failed attempts ended its last use
	 */
	private record Resting(long until, boolean burnt) {

	}

}
