package io.peerconnect.room;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomEnd;
import io.peerconnect.protocol.RoomEvent;
import io.peerconnect.protocol.RoomKind;
import io.peerconnect.protocol.RoomListing;
import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.Rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rooms}.
 */
class RoomsTests {

	private static final PeerId ALICE = new PeerId("n1-alice7Qk2Vx0pLw");

	private static final PeerId BOB = new PeerId("n1-bob4tR8mZs1Yd");

	private static final PeerId CAROL = new PeerId("n1-carol3kPq9Wz5");

	private static final PeerId DAVE = new PeerId("n1-dave5Hq8Lp2Xc");

	private static final InetAddress HERE = address("192.0.2.1");

	private static final InetAddress THERE = address("198.51.100.7");

	private static final String KEY = "LHDhK3oGRvkiefQnx7OOcw";

	private static final long DAY = Duration.ofDays(1).toMillis();

	private static final TestRoom ROOM = TestRoom.named("holiday");

	private final Mailbox mail = new Mailbox();

	private final List<String> observed = new ArrayList<>();

	private final List<String> left = new ArrayList<>();

	private Rooms rooms = rooms(PublicList.OFF);

	@Test
	void openMakesTheSenderHost() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		assertThat(this.mail.readBy(ALICE)).containsExactly(new RoomEvent.Opened(ROOM.id(), 4, DAY));
		this.rooms.join(BOB, THERE, ROOM.join(), 1000);
		assertThat(this.mail.readBy(BOB))
			.containsExactly(new RoomEvent.Joined(ROOM.id(), RoomKind.SEND, ALICE, false, List.of(ALICE), DAY - 1000));
		assertThat(this.mail.readBy(ALICE)).containsExactly(new RoomEvent.Entered(ROOM.id(), BOB, false));
		assertThat(this.observed).containsExactly("opened SEND", "members 1", "members 1");
	}

	@Test
	void openOfAnOpenRoomIsRefused() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		assertRefused(FailureCode.ROOM_EXISTS, () -> this.rooms.open(BOB, HERE, ROOM.open(), 0));
	}

	@Test
	void idBelongsToKindKeyAndHost() {
		TestRoom other = new TestRoom(RoomKind.GROUP, ROOM.access(), ROOM.owner());
		RoomMessage.Open open = ROOM.open();
		assertThat(other.id()).isNotEqualTo(ROOM.id());
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(
				() -> new RoomMessage.Open(open.room(), RoomKind.GROUP, open.access(), open.owner(), null, null));
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new RoomMessage.Open(open.room(), open.kind(), open.access(), open.access(), null, null));
	}

	@Test
	void joinWithAWrongSecretIsDeniedAndTellsNothing() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.mail.readBy(ALICE);
		assertRefused(FailureCode.ROOM_DENIED,
				() -> this.rooms.join(BOB, THERE, ROOM.joinWith(TestRoom.secret("guess")), 0));
		assertThat(this.mail.readBy(ALICE)).isEmpty();
		assertThat(this.mail.readBy(BOB)).isEmpty();
	}

	@Test
	void joinAsHostTakesTheOwnerSecret() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		RoomMessage.Join forged = new RoomMessage.Join(ROOM.id(), ROOM.access(), null, TestRoom.secret("guess"));
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.join(BOB, THERE, forged, 0));
	}

	@Test
	void joinAsAnotherKindIsDenied() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		RoomMessage.Join confused = new RoomMessage.Join(ROOM.id(), ROOM.access(), RoomKind.GROUP, null);
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.join(BOB, THERE, confused, 0));
	}

	@Test
	void guessesAreLimitedPerAddressAndDoNotShutOutWhoKnows() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		for (int i = 0; i < 20; i++) {
			TestRoom guess = TestRoom.named("guess " + i);
			assertRefused(FailureCode.ROOM_UNKNOWN, () -> this.rooms.join(BOB, THERE, guess.join(), 0));
		}
		assertRefused(FailureCode.RATE_LIMITED,
				() -> this.rooms.join(BOB, THERE, TestRoom.named("one more").join(), 0));
		assertRefused(FailureCode.RATE_LIMITED,
				() -> this.rooms.join(BOB, THERE, ROOM.joinWith(TestRoom.secret("guess")), 0));
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		assertRefused(FailureCode.ROOM_UNKNOWN,
				() -> this.rooms.join(CAROL, HERE, TestRoom.named("another address").join(), 0));
		assertRefused(FailureCode.ROOM_UNKNOWN,
				() -> this.rooms.join(BOB, THERE, TestRoom.named("later").join(), 60_000));
	}

	@Test
	void joinTwiceTellsTheOthersOnce() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.mail.readBy(ALICE);
		this.mail.readBy(BOB);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		assertThat(this.mail.readBy(BOB)).hasSize(1);
		assertThat(this.mail.readBy(ALICE)).isEmpty();
	}

	@Test
	void hostComesBackToALockedRoom() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.lock(ALICE, new RoomMessage.Lock(ROOM.id(), true));
		this.rooms.leaveAll(ALICE, 0);
		this.mail.readBy(ALICE);
		this.rooms.join(BOB, HERE, ROOM.joinAsHost(), 1);
		assertThat(this.mail.readBy(BOB))
			.containsExactly(new RoomEvent.Joined(ROOM.id(), RoomKind.SEND, BOB, true, List.of(), DAY - 1));
	}

	@Test
	void hostInAnotherTabTakesThePlaceOfTheFirst() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(CAROL, THERE, ROOM.join(), 0);
		List.of(ALICE, CAROL).forEach(this.mail::readBy);
		this.rooms.join(BOB, HERE, ROOM.joinAsHost(), 0);
		assertThat(this.mail.readBy(ALICE)).containsExactly(new RoomEvent.Closed(ROOM.id(), RoomEnd.REPLACED));
		assertThat(this.mail.readBy(CAROL)).containsExactly(new RoomEvent.Left(ROOM.id(), ALICE),
				new RoomEvent.Entered(ROOM.id(), BOB, true));
		assertRefused(FailureCode.ROOM_UNKNOWN, () -> this.rooms.close(ALICE, ROOM.id(), 0));
		this.rooms.close(BOB, ROOM.id(), 0);
	}

	@Test
	void placeOfTheHostIsKept() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(2, null), 0);
		this.rooms.leaveAll(ALICE, 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		assertRefused(FailureCode.ROOM_FULL, () -> this.rooms.join(CAROL, THERE, ROOM.join(), 0));
		this.rooms.join(ALICE, HERE, ROOM.joinAsHost(), 0);
		assertRefused(FailureCode.ROOM_FULL, () -> this.rooms.join(CAROL, THERE, ROOM.join(), 0));
	}

	@Test
	void lockedRoomLetsNobodyElseIn() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.rooms.lock(ALICE, new RoomMessage.Lock(ROOM.id(), true));
		assertThat(this.mail.readBy(BOB)).last().isEqualTo(new RoomEvent.Locked(ROOM.id(), true));
		assertRefused(FailureCode.ROOM_LOCKED, () -> this.rooms.join(CAROL, THERE, ROOM.join(), 0));
		this.rooms.lock(ALICE, new RoomMessage.Lock(ROOM.id(), false));
		this.rooms.join(CAROL, THERE, ROOM.join(), 0);
	}

	@Test
	void onlyTheHostCommands() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.lock(BOB, new RoomMessage.Lock(ROOM.id(), true)));
		assertRefused(FailureCode.ROOM_DENIED,
				() -> this.rooms.remove(BOB, new RoomMessage.Remove(ROOM.id(), ALICE), 0));
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.close(BOB, ROOM.id(), 0));
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.requireHost(BOB, ROOM.id()));
		assertRefused(FailureCode.ROOM_UNKNOWN, () -> this.rooms.close(CAROL, ROOM.id(), 0));
	}

	@Test
	void removedMemberHearsWhyAndIsOut() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.rooms.join(CAROL, THERE, ROOM.join(), 0);
		List.of(ALICE, BOB, CAROL).forEach(this.mail::readBy);
		this.rooms.remove(ALICE, new RoomMessage.Remove(ROOM.id(), BOB), 0);
		assertThat(this.mail.readBy(BOB)).containsExactly(new RoomEvent.Closed(ROOM.id(), RoomEnd.REMOVED));
		assertThat(this.mail.readBy(CAROL)).containsExactly(new RoomEvent.Left(ROOM.id(), BOB));
		assertRefused(FailureCode.NOT_PAIRED, () -> signal(BOB, CAROL));
		assertRefused(FailureCode.NOT_PAIRED, () -> signal(CAROL, BOB));
		assertThat(this.left).containsExactly(BOB.value());
	}

	@Test
	void signalReachesOnlyTheMemberItIsForAndNamesItsSender() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.rooms.join(CAROL, THERE, ROOM.join(), 0);
		List.of(ALICE, BOB, CAROL).forEach(this.mail::readBy);
		signal(BOB, ALICE);
		assertThat(this.mail.readBy(ALICE)).containsExactly(new RoomEvent.Signal(ROOM.id(), BOB, "AAAA"));
		assertThat(this.mail.readBy(CAROL)).isEmpty();
		assertRefused(FailureCode.NOT_PAIRED, () -> signal(DAVE, ALICE));
		assertRefused(FailureCode.NOT_PAIRED, () -> signal(ALICE, DAVE));
		assertRefused(FailureCode.NOT_PAIRED, () -> signal(ALICE, ALICE));
	}

	@Test
	void emptyRoomIsKeptForAWhile() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.leaveAll(ALICE, 1000);
		this.rooms.sweep(300_999);
		this.rooms.join(ALICE, HERE, ROOM.joinAsHost(), 300_999);
		this.rooms.leaveAll(ALICE, 300_999);
		this.rooms.sweep(600_999);
		assertRefused(FailureCode.ROOM_UNKNOWN, () -> this.rooms.join(BOB, THERE, ROOM.join(), 600_999));
		assertThat(this.observed).endsWith("closed SEND");
	}

	@Test
	void roomEndsAtItsAge() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.rooms.sweep(DAY - 1);
		this.mail.readBy(BOB);
		this.rooms.sweep(DAY);
		assertThat(this.mail.readBy(BOB)).containsExactly(new RoomEvent.Closed(ROOM.id(), RoomEnd.EXPIRED));
		assertThat(this.observed).endsWith("closed SEND", "members -1", "members -1");
	}

	@Test
	void closeEndsTheRoomForAll() throws Exception {
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		this.rooms.join(BOB, THERE, ROOM.join(), 0);
		this.rooms.close(ALICE, ROOM.id(), 0);
		assertThat(this.mail.readBy(BOB)).last().isEqualTo(new RoomEvent.Closed(ROOM.id(), RoomEnd.CLOSED));
		assertThat(this.left).containsExactly(ALICE + " was host", BOB.value());
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
	}

	@Test
	void roomsAreLimitedPerNodeAddressAndPeer() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.rooms.open(ALICE, HERE, TestRoom.named("room " + i).open(), 0);
		}
		assertRefused(FailureCode.ROOM_LIMIT, () -> this.rooms.open(BOB, HERE, ROOM.open(), 0));
		this.rooms.close(ALICE, TestRoom.named("room 0").id(), 0);
		this.rooms.open(BOB, HERE, ROOM.open(), 0);
		for (int i = 3; i < 6; i++) {
			this.rooms.open(CAROL, THERE, TestRoom.named("room " + i).open(), 0);
		}
		this.rooms.open(DAVE, address("203.0.113.9"), TestRoom.named("room 6").open(), 0);
		assertRefused(FailureCode.ROOM_LIMIT,
				() -> this.rooms.open(DAVE, address("203.0.113.9"), TestRoom.named("room 7").open(), 0));
	}

	@Test
	void listIsOffUnlessTheOperatorWantsIt() throws Exception {
		RoomListing listing = new RoomListing("Holiday", KEY);
		assertRefused(FailureCode.ROOM_DENIED, () -> this.rooms.open(ALICE, HERE, ROOM.open(null, listing), 0));
		this.rooms.open(ALICE, HERE, ROOM.open(), 0);
		assertThat(listFor(BOB, HERE)).isEmpty();
	}

	@Test
	void listOfTheNetworkShowsRoomsOfTheSameAddress() throws Exception {
		this.rooms = rooms(PublicList.NETWORK);
		this.rooms.open(ALICE, HERE, ROOM.open(null, new RoomListing("Holiday", KEY)), 0);
		this.rooms.open(ALICE, HERE, TestRoom.named("private").open(), 0);
		assertThat(listFor(BOB, HERE))
			.containsExactly(new RoomEvent.ListedRoom(ROOM.id(), RoomKind.SEND, "Holiday", KEY, 1));
		assertThat(listFor(BOB, THERE)).isEmpty();
		this.rooms.lock(ALICE, new RoomMessage.Lock(ROOM.id(), true));
		assertThat(listFor(BOB, HERE)).isEmpty();
	}

	@Test
	void listOfTheSiteShowsRoomsWhoseHostIsThere() throws Exception {
		this.rooms = rooms(PublicList.SITE);
		this.rooms.open(ALICE, HERE, ROOM.open(null, new RoomListing("Holiday", KEY)), 0);
		assertThat(listFor(BOB, THERE)).hasSize(1);
		this.rooms.leaveAll(ALICE, 0);
		assertThat(listFor(BOB, THERE)).isEmpty();
	}

	private List<RoomEvent.ListedRoom> listFor(PeerId peer, InetAddress address) {
		this.mail.readBy(peer);
		this.rooms.list(peer, address);
		return ((RoomEvent.ListedRooms) this.mail.readBy(peer).get(0)).rooms();
	}

	private void signal(PeerId from, PeerId to) throws RefusedException {
		this.rooms.signal(from, new RoomMessage.Signal(ROOM.id(), to, "AAAA"));
	}

	private Rooms rooms(PublicList publicList) {
		RoomSettings settings = new RoomSettings(7, 3, 4, Duration.ofMinutes(5), Duration.ofDays(1), publicList,
				Duration.ofMinutes(10), 3);
		RoomObserver observer = new RoomObserver() {
			@Override
			public void roomOpened(RoomKind kind) {
				RoomsTests.this.observed.add("opened " + kind);
			}

			@Override
			public void roomClosed(RoomKind kind) {
				RoomsTests.this.observed.add("closed " + kind);
			}

			@Override
			public void membersChanged(int change) {
				RoomsTests.this.observed.add("members " + change);
			}
		};
		return new Rooms(settings, new Rate(1000, 1000), this.mail.outbox(), observer,
				List.of((room, peer, wasHost, now) -> this.left.add(peer + (wasHost ? " was host" : ""))));
	}

	private static void assertRefused(FailureCode code, ThrowingCallable action) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(action)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	private static InetAddress address(String text) {
		try {
			return InetAddress.getByName(text);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
