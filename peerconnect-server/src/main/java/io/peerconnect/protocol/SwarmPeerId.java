package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A peer id as BitTorrent has it, chosen by the client and good for one swarm
 * (<a href="https://www.bittorrent.org/beps/bep_0003.html">BEP 3</a>).
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record SwarmPeerId(@JsonValue String hex) {

	private static final int DIGITS = 40;

	public SwarmPeerId {
		Assert.isTrue(isWellFormed(hex), "'hex' must be 40 lower-case hexadecimal digits");
	}

	private static boolean isWellFormed(@Nullable String hex) {
		return hex != null && hex.length() == DIGITS
				&& hex.chars().allMatch((c) -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
	}

	@Override
	public String toString() {
		return this.hex;
	}

}
