package io.peerconnect.room;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomEvent;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.FakeWire;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.SoonExecutor;
import io.peerconnect.websocket.TokenBucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Relays} and what they are made of.
 */
class RelaysTests {

	private static final PeerId ALICE = new PeerId("n1-alice7Qk2Vx0pLw");

	private static final PeerId BOB = new PeerId("n1-bob4tR8mZs1Yd");

	private static final PeerId CAROL = new PeerId("n1-carol3kPq9Wz5");

	private static final int WINDOW = 300_000;

	private final ManualScheduler scheduler = new ManualScheduler();

	private final Mailbox mail = new Mailbox();

	private final List<String> observed = new ArrayList<>();

	private final RoomObserver observer = new RoomObserver() {
		@Override
		public void relaysChanged(int change) {
			RelaysTests.this.observed.add("relays " + change);
		}

		@Override
		public void relayed(int bytes) {
			RelaysTests.this.observed.add("bytes " + bytes);
		}

		@Override
		public void relayRefused(HandshakeRefusal reason) {
			RelaysTests.this.observed.add("refused " + reason);
		}

		@Override
		public void relayOverflowed() {
			RelaysTests.this.observed.add("overflowed");
		}
	};

	private final Room room = new Room(TestRoom.named("holiday").open(), InetAddress.getLoopbackAddress(), 16,
			new TokenBucket(new Rate(1_000_000, 1_000_000), 0), 0);

	private final FakeWire alice = new FakeWire();

	private final FakeWire bob = new FakeWire();

	private Relays relays = relays(new Rate(1_000_000, 1_000_000));

	private RelayEnd alicesEnd;

	private RelayEnd bobsEnd;

	RelaysTests() throws Exception {
		this.relays.open(this.room, ALICE, BOB, 0);
		this.alicesEnd = end(ALICE, 0);
		this.bobsEnd = end(BOB, 0);
	}

	@BeforeEach
	void forgetOpening() {
		this.observed.clear();
	}

	@Test
	void framesGoToTheOtherEndAsTheyAre() {
		this.alicesEnd.opened(this.alice);
		this.bobsEnd.opened(this.bob);
		this.alicesEnd.received("one".getBytes());
		this.bobsEnd.received("two".getBytes());
		assertThat(this.bob.sent()).containsExactly("one");
		assertThat(this.alice.sent()).containsExactly("two");
		assertThat(this.observed).containsExactly("bytes 3", "bytes 3");
	}

	@Test
	void framesWaitForAnEndThatIsNotThereYet() {
		this.alicesEnd.opened(this.alice);
		this.alicesEnd.received("one".getBytes());
		this.alicesEnd.received("two".getBytes());
		this.bobsEnd.opened(this.bob);
		assertThat(this.bob.sent()).containsExactly("one", "two");
	}

	@Test
	void framesWaitForASlowReaderUpToALimit() {
		this.alicesEnd.opened(this.alice);
		this.bobsEnd.opened(this.bob);
		this.bob.stopReading();
		byte[] frame = new byte[60_000];
		for (int i = 0; i < WINDOW / frame.length; i++) {
			this.alicesEnd.received(frame);
		}
		assertThat(this.bob.sent()).hasSize(1);
		this.bob.startReading();
		this.bob.readNext(null);
		assertThat(this.bob.sent()).hasSize(WINDOW / frame.length);
		this.bob.stopReading();
		for (int i = 0; i < WINDOW / frame.length + 4; i++) {
			this.alicesEnd.received(frame);
		}
		this.scheduler.runAll();
		assertThat(this.alice.closeCode()).isEqualTo(CloseCodes.TOO_SLOW);
		assertThat(this.bob.closeCode()).isEqualTo(CloseCodes.TOO_SLOW);
		assertThat(this.observed).contains("overflowed", "relays -1");
	}

	@Test
	void framesAreDelayedRatherThanDroppedAboveTheRate() throws Exception {
		this.relays = relays(new Rate(100_000, 50_000));
		this.relays.open(this.room, ALICE, BOB, 0);
		end(ALICE, 0).opened(this.alice);
		RelayEnd bobs = end(BOB, 0);
		bobs.opened(this.bob);
		for (int i = 0; i < 4; i++) {
			bobs.received(new byte[50_000]);
		}
		assertThat(this.alice.sent()).hasSize(2);
		this.scheduler.advance(Duration.ofMillis(499));
		assertThat(this.alice.sent()).hasSize(2);
		this.scheduler.advance(Duration.ofMillis(1));
		assertThat(this.alice.sent()).hasSize(3);
		this.scheduler.advance(Duration.ofSeconds(10));
		assertThat(this.alice.sent()).hasSize(4);
	}

	@Test
	void pairBeyondItsRoomsRateWaitsWhileOthersGoOn() throws Exception {
		Room slow = new Room(TestRoom.named("slow").open(), InetAddress.getLoopbackAddress(), 16,
				new TokenBucket(new Rate(1000, 1000), 0), 0);
		this.relays.open(slow, ALICE, BOB, 0);
		FakeWire slowBob = new FakeWire();
		RelayEnd slowAlices = end(ALICE, 0);
		end(BOB, 0).opened(slowBob);
		slowAlices.received(new byte[5000]);
		slowAlices.received(new byte[5000]);
		assertThat(slowBob.sent()).hasSize(1);
		assertThatOthersGoOn();
	}

	private void assertThatOthersGoOn() {
		this.alicesEnd.opened(this.alice);
		this.bobsEnd.opened(this.bob);
		this.alicesEnd.received("one".getBytes());
		this.alicesEnd.received("two".getBytes());
		assertThat(this.bob.sent()).containsExactly("one", "two");
	}

	@Test
	void ticketIsGoodForOnce() throws Exception {
		this.relays.open(this.room, ALICE, CAROL, 0);
		String ticket = ticket(CAROL);
		assertThat(this.relays.findEnd(ticket, 0)).isNotNull();
		assertThat(this.relays.findEnd(ticket, 0)).isNull();
		assertThat(this.relays.findEnd("guess", 0)).isNull();
	}

	@Test
	void relayWhoseTicketIsNotUsedInTimeEnds() throws Exception {
		this.relays.open(this.room, ALICE, CAROL, 0);
		String alices = ticket(ALICE);
		String carols = ticket(CAROL);
		RelayEnd end = Objects.requireNonNull(this.relays.findEnd(alices, 1));
		end.opened(this.alice);
		assertThat(this.relays.findEnd(carols, Relays.TICKET.toMillis())).isNull();
		this.relays.open(this.room, BOB, CAROL, 0);
		this.relays.sweep(Relays.TICKET.toMillis() - 1);
		assertThat(this.observed).doesNotContain("relays -1");
		this.relays.sweep(Relays.TICKET.toMillis());
		assertThat(this.observed).containsOnlyOnce("relays -1");
		assertThat(this.relays.findEnd(ticket(CAROL), Relays.TICKET.toMillis())).isNull();
	}

	@Test
	void bothMayAskForTheSameRelay() throws Exception {
		this.relays.open(this.room, BOB, ALICE, 2999);
		assertThat(this.mail.readBy(ALICE)).isEmpty();
		this.alicesEnd.opened(this.alice);
		this.relays.open(this.room, BOB, ALICE, 3000);
		this.scheduler.runAll();
		assertThat(this.alice.closeCode()).isEqualTo(CloseCodes.REPLACED);
		assertThat(ticket(ALICE)).isNotEqualTo(ticket(BOB));
	}

	@Test
	void relaysAreLimited() throws Exception {
		this.relays.open(this.room, ALICE, CAROL, 0);
		this.relays.open(new Room(TestRoom.named("another").open(), InetAddress.getLoopbackAddress(), 16,
				new TokenBucket(new Rate(1, 1), 0), 0), ALICE, BOB, 0);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> this.relays.open(this.room, BOB, CAROL, 0))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FailureCode.ROOM_LIMIT));
		this.relays.memberLeft(this.room.id(), ALICE, false, 0);
		this.relays.open(this.room, BOB, CAROL, 0);
	}

	@Test
	void relayEndsWithEitherEnd() {
		this.alicesEnd.opened(this.alice);
		this.bobsEnd.opened(this.bob);
		this.bobsEnd.closed(1006);
		this.bobsEnd.closed(1006);
		this.scheduler.runAll();
		assertThat(this.alice.closeCode()).isEqualTo(CloseCodes.GOING_AWAY);
		assertThat(this.observed).containsExactly("relays -1");
		this.alicesEnd.received("late".getBytes());
		assertThat(this.bob.sent()).isEmpty();
	}

	@Test
	void relayEndsWithTheMembershipOfEitherEnd() {
		this.alicesEnd.opened(this.alice);
		this.relays.memberLeft(TestRoom.named("another").id(), BOB, false, 0);
		assertThat(this.observed).isEmpty();
		this.relays.memberLeft(this.room.id(), BOB, false, 0);
		this.scheduler.runAll();
		assertThat(this.alice.closeCode()).isEqualTo(CloseCodes.GOING_AWAY);
		this.bobsEnd.opened(this.bob);
		assertThat(this.bob.closeCode()).isEqualTo(CloseCodes.GOING_AWAY);
	}

	@Test
	void frameThatIsTooLargeEndsTheRelay() {
		this.alicesEnd.opened(this.alice);
		this.alicesEnd.receivedTooLarge();
		this.scheduler.runAll();
		assertThat(this.alice.closeCode()).isEqualTo(CloseCodes.TOO_LARGE);
	}

	private Relays relays(Rate bytes) {
		return new Relays(new RelaySettings(3, bytes, bytes, WINDOW), this.mail.outbox(), this.observer,
				new SoonExecutor(this.scheduler), this.scheduler.getClock()::millis,
				(relay) -> this.relays.forget(relay));
	}

	private RelayEnd end(PeerId peer, long now) {
		return Objects.requireNonNull(this.relays.findEnd(ticket(peer), now));
	}

	private String ticket(PeerId peer) {
		return this.mail.readBy(peer)
			.stream()
			.map((message) -> ((RoomEvent.Relay) message).ticket())
			.reduce((first, second) -> second)
			.orElseThrow();
	}

}
