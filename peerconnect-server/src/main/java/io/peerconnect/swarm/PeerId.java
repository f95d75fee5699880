package io.peerconnect.swarm;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * Names one client in one tab: the node it is connected to and a random part, so that
 * messages are routed without a look-up.
 *
 * @param value 8 to 64 characters of the base64url alphabet
 */
public record PeerId(@JsonValue String value) {

	public PeerId {
		Assert.isTrue(value != null && isWellFormed(value),
				() -> "'value' must be 8 to 64 base64url characters, but was '" + value + "'");
	}

	/* Runs for every message that is forwarded, where a regular expression shows. */
	private static boolean isWellFormed(String value) {
		if (value.length() < 8 || value.length() > 64) {
			return false;
		}
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
