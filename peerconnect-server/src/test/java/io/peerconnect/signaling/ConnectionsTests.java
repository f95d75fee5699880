package io.peerconnect.signaling;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.peerconnect.geo.Location;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.FakeWire;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.Rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Connections}.
 */
class ConnectionsTests {

	private final MutableClock clock = new MutableClock();

	private final FakeMatchmaker matchmaker = new FakeMatchmaker();

	private final PeerDirectory directory = new PeerDirectory();

	private final SignalingObserver observer = new SignalingObserver() {
	};

	private final SignalingSettings settings = new SignalingSettings(10, 2, Duration.ofSeconds(10),
			Duration.ofSeconds(10), Duration.ofSeconds(25), new Rate(50, 400), new Rate(1000, 1000),
			new Rate(1000, 1000), 1000);

	private final PeerLifecycle peers = new PeerLifecycle(this.directory, this.matchmaker,
			(address) -> new Location("AS64500", null, null), new MessageReceivers(List.of()), this.observer, 10);

	private final AddressLimits addresses = new AddressLimits(this.settings.maxSessionsPerAddress());

	private final Connections connections = new Connections(this.settings, this.addresses,
			new AddressRate(this.settings.messagesPerAddress()), this.peers, this.observer, Runnable::run, this.clock);

	private final FakeWire wire = new FakeWire();

	@BeforeEach
	void start() {
		this.connections.startAccepting();
	}

	@Test
	void silentConnectionIsClosedAfterTenSeconds() throws Exception {
		open("192.0.2.1");
		this.clock.advance(Duration.ofMillis(9999));
		this.connections.sweep();
		assertThat(this.wire.closeCode()).isZero();
		this.clock.advance(Duration.ofMillis(1));
		this.connections.sweep();
		assertThat(this.wire.closeCode()).isEqualTo(4002);
	}

	/*
	 * A drain between the response to the handshake and the container's call left it
	 * open.
	 */
	@Test
	void connectionThatIsClosedBeforeItOpensIsClosedAllTheSame() throws Exception {
		Connection alice = this.connections.accept(address("192.0.2.1"), "https://example.org");
		alice.closeHere(1012, "The server restarts");
		alice.open(this.wire);
		assertThat(this.wire.closeCode()).isEqualTo(1012);
		assertThat(alice.isOpen()).isFalse();
	}

	@Test
	void connectionIsClosedOnceItHeardWhatItDidWrong() throws Exception {
		Connection alice = open("192.0.2.1");
		this.wire.stopReading();
		alice.send(new byte[] { '?' });
		alice.close(1008, "Too many bad messages");
		assertThat(this.wire.closeCode()).isZero();
		this.wire.readNext(null);
		assertThat(this.wire.closeCode()).isEqualTo(1008);
	}

	@Test
	void connectionThatDoesNotReadWhatItDidWrongIsClosedAllTheSame() throws Exception {
		Connection alice = open("192.0.2.1");
		this.clock.advance(Duration.ofSeconds(10));
		this.wire.stopReading();
		alice.send(new byte[] { '?' });
		alice.close(1008, "Too many bad messages");
		this.connections.sweep();
		assertThat(this.wire.closeCode()).isZero();
		this.connections.sweep();
		assertThat(this.wire.closeCode()).isEqualTo(1008);
	}

	@Test
	void connectionThatAnswersPingsStays() throws Exception {
		Connection alice = open("192.0.2.1");
		this.peers.enter(alice);
		for (int i = 1; i <= 5; i++) {
			this.clock.advance(Duration.ofSeconds(25));
			this.connections.sweep();
			assertThat(this.wire.pings()).isEqualTo(i);
			alice.heard();
		}
		assertThat(this.wire.closeCode()).isZero();
	}

	@Test
	void connectionThatMissesTwoPongsIsClosedAndMayResume() throws Exception {
		Peer alice = this.peers.enter(open("192.0.2.1"));
		for (int i = 0; i < 3; i++) {
			assertThat(this.wire.closeCode()).isZero();
			this.clock.advance(Duration.ofSeconds(25));
			this.connections.sweep();
		}
		assertThat(this.wire.closeCode()).isEqualTo(4003);
		assertThat(this.matchmaker.present()).containsExactly(alice.id());
		assertThat(this.peers.findResumed(open("192.0.2.1"), alice.secret())).isSameAs(alice);
	}

	@Test
	void noPingIsSentWhileAMessageIsOnItsWay() throws Exception {
		Connection alice = open("192.0.2.1");
		this.peers.enter(alice);
		this.wire.stopReading();
		alice.send(new byte[] { 1 });
		this.clock.advance(Duration.ofSeconds(25));
		this.connections.sweep();
		assertThat(this.wire.pings()).isZero();
	}

	@Test
	void peerThatIsAwayIsNoSourceAndLeavesAfterTheGracePeriod() throws Exception {
		Connection connection = open("192.0.2.1");
		Peer alice = this.peers.enter(connection);
		this.peers.setSharing(connection, alice, true);
		this.connections.closed(connection, 1006);
		assertThat(this.matchmaker.sharing()).isEmpty();
		this.clock.advance(Duration.ofMillis(9999));
		this.connections.sweep();
		assertThat(this.matchmaker.present()).containsExactly(alice.id());
		this.clock.advance(Duration.ofMillis(1));
		this.connections.sweep();
		assertThat(this.matchmaker.present()).isEmpty();
		assertThat(this.peers.findResumed(open("192.0.2.1"), alice.secret())).isNull();
	}

	@Test
	void closedConnectionCannotSpeakForThePeerThatResumed() throws Exception {
		Connection old = open("192.0.2.1");
		Peer alice = this.peers.enter(old);
		Connection next = open("192.0.2.1");
		assertThat(this.peers.findResumed(next, alice.secret())).isSameAs(alice);
		this.peers.setSharing(next, alice, true);
		this.peers.setSharing(old, alice, false);
		this.connections.closed(old, 1008);
		assertThat(this.matchmaker.sharing()).containsExactly(alice.id());
	}

	@Test
	void secretIsWorthNothingOnAnotherOrigin() throws Exception {
		Peer alice = this.peers.enter(open("192.0.2.1"));
		Connection foreign = this.connections.accept(address("192.0.2.9"), "https://partner.example");
		assertThat(this.peers.findResumed(foreign, alice.secret())).isNull();
	}

	@Test
	void householdSharesItsLimit() throws Exception {
		open("2001:db8::1");
		Connection second = open("2001:db8::2");
		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> open("2001:db8::3"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(HandshakeRefusal.ADDRESS_FULL));
		open("2001:db8:0:1::1");
		this.connections.closed(second, 1000);
		this.connections.closed(second, 1000);
		open("2001:db8::3");
		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> open("2001:db8::4"));
	}

	@Test
	void banEndsAfterAMinute() throws Exception {
		this.addresses.ban(address("192.0.2.1"), this.clock.millis());
		assertThatExceptionOfType(HandshakeRefusedException.class).isThrownBy(() -> open("192.0.2.1"))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(HandshakeRefusal.BANNED));
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(open("192.0.2.1").isOpen()).isTrue();
	}

	@Test
	void pairingsLeastRecentlyMadeAreForgottenByBoth() throws Exception {
		Peer alice = this.peers.enter(open("192.0.2.1"));
		Peer bob = this.peers.enter(open("192.0.2.2"));
		assertThat(this.directory.tryPair(alice, bob.id())).isTrue();
		for (int i = 0; i < 64; i++) {
			Connection connection = new Connection(address("192.0.2.3"), "https://example.org", new Rate(1, 1), 1,
					Runnable::run, 0);
			assertThat(this.directory.tryPair(alice, this.directory.add(connection).id())).isTrue();
		}
		assertThat(alice.isPairedWith(bob.id())).isFalse();
		assertThat(bob.isPairedWith(alice.id())).isFalse();
		assertThat(this.directory.tryPair(alice, alice.id())).isFalse();
	}

	private Connection open(String address) throws Exception {
		Connection connection = this.connections.accept(address(address), "https://example.org");
		connection.open(this.wire);
		return connection;
	}

	private static InetAddress address(String address) throws UnknownHostException {
		return InetAddress.getByName(address);
	}

}
