package io.peerconnect.swarm;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * Names one client in one tab: the node it is connected to and a random part, so that
 * messages are routed without a look-up.
 *
 * @param value 8 to 64 characters of the base64url alphabet
 */
public record PeerId(@JsonValue String value) {

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{8,64}");

	public PeerId {
		Assert.isTrue(value != null && FORM.matcher(value).matches(),
				() -> "'value' must be 8 to 64 base64url characters, but was '" + value + "'");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
