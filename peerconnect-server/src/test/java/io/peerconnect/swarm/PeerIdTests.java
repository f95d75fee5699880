package io.peerconnect.swarm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PeerId}.
 */
class PeerIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "n1-alice", "AZaz09_-" })
	void base64urlCharactersAreAllowed(String value) {
		assertThat(new PeerId(value)).hasToString(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "n1-bob7", "n1/alice", "n1-alic\u00e9", "n1-alice@", "n1-alice[", "n1-alice`",
			"n1-alice{", "n1-alice:", "n1-alice\n" })
	void otherValuesAreRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(value)).withMessageContaining("'value'");
	}

	@Test
	void longestHas64Characters() {
		assertThat(new PeerId("a".repeat(64)).value()).hasSize(64);
		assertThatIllegalArgumentException().isThrownBy(() -> new PeerId("a".repeat(65)));
	}

}
