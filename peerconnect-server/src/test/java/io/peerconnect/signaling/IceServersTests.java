package io.peerconnect.signaling;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.peerconnect.protocol.IcePolicy;
import io.peerconnect.protocol.IceServer;
import io.peerconnect.swarm.PeerId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IceServers}.
 */
class IceServersTests {

	private static final PeerId ALICE = new PeerId("n1-alice0000");

	private static final IceServer STUN = new IceServer(List.of("stun:stun.example.org"), null, null);

	private static final IceServer TURN = new IceServer(List.of("turn:turn.example.org"), "fixed", "password");

	@Test
	void turnServersGetCredentialsThatExpire() {
		List<IceServer> servers = new IceServers(List.of(STUN, TURN), IcePolicy.ALL, "north", Duration.ofHours(12),
				new MutableClock())
			.serversFor(ALICE);
		// printf 1767312000:n1-alice0000 | openssl dgst -sha1 -hmac north -binary |
		// base64
		assertThat(servers).containsExactly(STUN,
				new IceServer(TURN.urls(), "1767312000:n1-alice0000", "kyPN41sckkY/ry4I4k806BUefD8="));
	}

	@Test
	void withoutSecretCredentialsAreThoseConfigured() {
		assertThat(new IceServers(List.of(STUN, TURN), IcePolicy.ALL, null, Duration.ofHours(12), new MutableClock())
			.serversFor(ALICE)).containsExactly(STUN, TURN);
	}

}
