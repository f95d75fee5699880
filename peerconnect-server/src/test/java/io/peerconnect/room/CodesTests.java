package io.peerconnect.room;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.CodeEnd;
import io.peerconnect.protocol.CodeEvent;
import io.peerconnect.protocol.CodeMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Codes}.
 */
class CodesTests {

	private static final PeerId ALICE = new PeerId("n1-alice7Qk2Vx0pLw");

	private static final PeerId BOB = new PeerId("n1-bob4tR8mZs1Yd");

	private static final PeerId MALLORY = new PeerId("n1-mallory2Hb6Zq");

	private static final RoomId ROOM = TestRoom.named("holiday").id();

	private static final long LIFETIME = Duration.ofMinutes(10).toMillis();

	private final Mailbox mail = new Mailbox();

	private final Codes codes = new Codes(new RoomSettings(100, 100, 16, Duration.ofMinutes(5), Duration.ofDays(1),
			PublicList.OFF, Duration.ofMillis(LIFETIME), 3), this.mail.outbox(), RoomObserver.NONE, new Random(42));

	private int number;

	private int opened;

	private int joined;

	@BeforeEach
	void openCode() throws Exception {
		this.number = open(ROOM, 0);
	}

	@Test
	void joinPairsBothAndCarriesWhatTheySay() throws Exception {
		join(BOB, 0);
		assertThat(this.mail.readBy(ALICE)).containsExactly(new CodeEvent.Joined(this.number, 1));
		assertThat(this.mail.readBy(BOB)).containsExactly(new CodeEvent.Joined(this.number, 1));
		this.codes.message(BOB, new CodeMessage.Message(this.number, 1, "AAAA"));
		assertThat(this.mail.readBy(ALICE)).containsExactly(new CodeEvent.Message(this.number, 1, "AAAA"));
		this.codes.message(ALICE, new CodeMessage.Message(this.number, 1, "BBBB"));
		assertThat(this.mail.readBy(BOB)).containsExactly(new CodeEvent.Message(this.number, 1, "BBBB"));
	}

	@Test
	void messageOfSomebodyElseIsRefused() throws Exception {
		join(BOB, 0);
		assertRefused(FailureCode.CODE_UNKNOWN,
				() -> this.codes.message(MALLORY, new CodeMessage.Message(this.number, 1, "AAAA")));
		assertRefused(FailureCode.CODE_UNKNOWN,
				() -> this.codes.message(BOB, new CodeMessage.Message(this.number, 2, "AAAA")));
		assertThat(this.mail.readBy(ALICE)).hasSize(1);
	}

	@Test
	void acceptedAttemptsDoNotCount() throws Exception {
		for (int attempt = 1; attempt <= 5; attempt++) {
			join(BOB, 0);
			this.codes.result(ALICE, new CodeMessage.Result(this.number, attempt, true), 0);
		}
		assertThat(this.mail.readBy(BOB)).last().isEqualTo(new CodeEvent.Result(this.number, 5, true, 3));
	}

	@Test
	void codeIsBurntByItsThirdFailure() throws Exception {
		for (int attempt = 1; attempt <= 3; attempt++) {
			join(MALLORY, 0);
			this.codes.result(ALICE, new CodeMessage.Result(this.number, attempt, false), 0);
			assertThat(this.mail.readBy(MALLORY)).element(1)
				.isEqualTo(new CodeEvent.Result(this.number, attempt, false, 3 - attempt));
		}
		assertThat(this.mail.readBy(ALICE)).last().isEqualTo(new CodeEvent.Closed(this.number, CodeEnd.BURNT));
		assertRefused(FailureCode.CODE_BURNT, () -> join(BOB, 0));
		assertRefused(FailureCode.CODE_UNKNOWN,
				() -> this.codes.message(ALICE, new CodeMessage.Message(this.number, 3, "AAAA")));
	}

	@Test
	void noMoreAttemptsGoOnThanMayFail() throws Exception {
		for (int i = 0; i < 3; i++) {
			join(MALLORY, 0);
		}
		assertRefused(FailureCode.RATE_LIMITED, () -> join(BOB, 0));
	}

	@Test
	void attemptWithoutAResultFails() throws Exception {
		join(MALLORY, 0);
		this.codes.sweep(29_999);
		assertThat(this.mail.readBy(MALLORY)).hasSize(1);
		this.codes.sweep(30_000);
		assertThat(this.mail.readBy(MALLORY)).containsExactly(new CodeEvent.Result(this.number, 1, false, 2));
	}

	@Test
	void attemptOfWhoLeavesFails() throws Exception {
		for (int i = 0; i < 3; i++) {
			join(MALLORY, 0);
		}
		this.codes.left(MALLORY, 0);
		assertThat(this.mail.readBy(ALICE)).contains(new CodeEvent.Result(this.number, 1, false, 2))
			.last()
			.isEqualTo(new CodeEvent.Closed(this.number, CodeEnd.BURNT));
	}

	@Test
	void joinsAreLimitedPerAddress() {
		for (int i = 0; i < 10; i++) {
			int guess = 1 + i;
			assertRefused(FailureCode.CODE_UNKNOWN, () -> this.codes.join(MALLORY, address(9), guess, 0));
		}
		assertRefused(FailureCode.RATE_LIMITED, () -> this.codes.join(MALLORY, address(9), this.number, 0));
	}

	@Test
	void codeExpires() throws Exception {
		join(BOB, LIFETIME - 1);
		this.mail.readBy(BOB);
		this.codes.sweep(LIFETIME);
		assertThat(this.mail.readBy(BOB)).containsExactly(new CodeEvent.Closed(this.number, CodeEnd.EXPIRED));
		assertRefused(FailureCode.CODE_UNKNOWN, () -> join(BOB, LIFETIME));
	}

	@Test
	void onlyTheHostDecides() throws Exception {
		join(MALLORY, 0);
		assertRefused(FailureCode.CODE_UNKNOWN,
				() -> this.codes.result(MALLORY, new CodeMessage.Result(this.number, 1, true), 0));
		assertRefused(FailureCode.CODE_UNKNOWN, () -> this.codes.close(MALLORY, this.number, 0));
		assertRefused(FailureCode.CODE_UNKNOWN,
				() -> this.codes.result(ALICE, new CodeMessage.Result(this.number, 2, true), 0));
	}

	@Test
	void hostThatLeavesTheRoomTakesTheCodeAlong() {
		this.codes.memberLeft(ROOM, BOB, false, 0);
		assertThat(this.mail.readBy(ALICE)).isEmpty();
		this.codes.memberLeft(ROOM, ALICE, true, 0);
		assertThat(this.mail.readBy(ALICE)).containsExactly(new CodeEvent.Closed(this.number, CodeEnd.CLOSED));
		assertRefused(FailureCode.CODE_UNKNOWN, () -> join(BOB, 0));
	}

	@Test
	void secondCodeOfARoomEndsTheFirst() throws Exception {
		int second = open(ROOM, 0);
		assertThat(second).isNotEqualTo(this.number);
		assertRefused(FailureCode.CODE_UNKNOWN, () -> join(BOB, 0));
	}

	@Test
	void numbersRestBeforeTheyAreUsedAgain() throws Exception {
		Set<Integer> numbers = new HashSet<>(List.of(this.number));
		for (int i = 0; i < 600; i++) {
			int next = open(TestRoom.named("room " + i % 20).id(), 0);
			assertThat(numbers.add(next)).as("%s", next).isTrue();
		}
		assertThat(numbers).allMatch((it) -> it >= 100 && it < 10_000);
		this.codes.sweep(Codes.REST.toMillis() + LIFETIME);
		this.codes.sweep(2 * (Codes.REST.toMillis() + LIFETIME));
		assertThat(open(ROOM, 2 * (Codes.REST.toMillis() + LIFETIME))).isBetween(100, 999);
	}

	private int open(RoomId room, long now) throws RefusedException {
		this.mail.readBy(ALICE);
		this.codes.open(ALICE, address(this.opened++), room, now);
		return this.mail.readBy(ALICE)
			.stream()
			.filter(CodeEvent.Opened.class::isInstance)
			.map(CodeEvent.Opened.class::cast)
			.findFirst()
			.orElseThrow()
			.number();
	}

	private void join(PeerId peer, long now) throws RefusedException {
		this.codes.join(peer, address(this.joined++), this.number, now);
	}

	private static void assertRefused(FailureCode code, ThrowingCallable action) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(action)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	private static InetAddress address(int host) {
		try {
			return InetAddress.getByAddress(new byte[] { 10, 0, (byte) (host >> 8), (byte) host });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
