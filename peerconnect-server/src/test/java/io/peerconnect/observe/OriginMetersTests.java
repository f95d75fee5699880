package io.peerconnect.observe;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.peerconnect.asset.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OriginMeters}.
 */
class OriginMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final OriginMeters meters = new OriginMeters(this.registry);

	@Test
	void bytesAreCountedByKindOfMedia() {
		assertThat(bytes("image")).isZero();
		this.meters.served("image/jpeg", 100);
		this.meters.served("image/webp", 20);
		this.meters.served("video/mp4", 3);
		assertThat(bytes("image")).isEqualTo(120);
		assertThat(bytes("video")).isEqualTo(3);
	}

	@Test
	void refusalsAreCountedByReason() {
		this.meters.refused(Refusal.NO_STORE);
		this.meters.refused(Refusal.NO_STORE);
		this.meters.refused(Refusal.SET_COOKIE);
		assertThat(this.registry.get("peerconnect.assets.refused").tag("reason", "no-store").counter().count())
			.isEqualTo(2);
		assertThat(this.registry.get("peerconnect.assets.refused").counters()).hasSize(2);
	}

	private double bytes(String media) {
		return this.registry.get("peerconnect.origin.bytes").tag("media", media).counter().count();
	}

}
