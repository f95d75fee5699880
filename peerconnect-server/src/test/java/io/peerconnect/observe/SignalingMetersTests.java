package io.peerconnect.observe;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.Cause;
import io.peerconnect.protocol.ClientMessage;
import io.peerconnect.protocol.FailureCode;
import io.peerconnect.websocket.HandshakeRefusal;
import io.peerconnect.signaling.MatchResult;
import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignalingMeters}.
 */
class SignalingMetersTests {

	private static final PeerId BOB = new PeerId("n1-bob000000");

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SignalingMeters meters = new SignalingMeters(this.registry);

	@Test
	void gaugesFollowSessionsAndPeers() {
		this.meters.sessionOpened();
		this.meters.sessionOpened();
		this.meters.sessionClosed();
		this.meters.connectedPeersChanged(3);
		this.meters.connectedPeersChanged(-1);
		assertThat(this.registry.get("peerconnect.signaling.sessions").gauge().value()).isEqualTo(1);
		assertThat(this.registry.get("peerconnect.peers.connected").gauge().value()).isEqualTo(2);
	}

	@Test
	void countersTellKindsApart() {
		this.meters.received("offer");
		this.meters.refused(FailureCode.NOT_PAIRED);
		this.meters.handshakeRefused(HandshakeRefusal.ADDRESS_FULL);
		this.meters.matched(MatchResult.WAIT);
		assertThat(count("peerconnect.signaling.messages", "type", "offer")).isEqualTo(1);
		assertThat(count("peerconnect.signaling.refusals", "code", "not-paired")).isEqualTo(1);
		assertThat(count("peerconnect.signaling.refusals", "code", "handshake-address-full")).isEqualTo(1);
		assertThat(count("peerconnect.matches", "result", "wait")).isEqualTo(1);
		assertThat(count("peerconnect.matches", "result", "peers")).isZero();
	}

	@Test
	void reportsAreAddedUp() {
		ClientMessage.Report report = new ClientMessage.Report(100, 20, 3, 50, 2, Map.of(Cause.STALLED, 4L),
				List.of(new ClientMessage.PeerFailure(BOB, null, Cause.HASH_MISMATCH),
						new ClientMessage.PeerFailure(BOB, null, Cause.STALLED)));
		this.meters.reported(report);
		this.meters.reported(report);
		assertThat(count("peerconnect.transfer.bytes", "source", "peer")).isEqualTo(200);
		assertThat(count("peerconnect.transfer.bytes", "source", "origin")).isEqualTo(40);
		assertThat(count("peerconnect.transfer.bytes", "source", "cache")).isEqualTo(6);
		assertThat(count("peerconnect.fallbacks", "cause", "stalled")).isEqualTo(8);
		assertThat(this.registry.get("peerconnect.hash.failures").counter().count()).isEqualTo(2);
	}

	@Test
	void everyMeterIsDescribed() {
		assertThat(this.registry.getMeters()).allSatisfy((meter) -> {
			assertThat(meter.getId().getDescription()).isNotBlank();
			assertThat(meter.getId().getBaseUnit()).isNotBlank();
		});
	}

	private double count(String name, String tag, String value) {
		return this.registry.get(name).tag(tag, value).counter().count();
	}

}
