package io.peerconnect.asset;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * Path and query of a file on this site as a browser requests it: absolute, encoded,
 * context path included, without fragment. {@code /img/lion.jpg?v=2}.
 *
 * @param value the path and query
 */
public record AssetPath(@JsonValue String value) {

	/**
	 * The longest path that is looked at, in characters.
	 */
	public static final int MAX_LENGTH = 2048;

	public AssetPath {
		Assert.isTrue(value != null && value.startsWith("/") && value.length() <= MAX_LENGTH,
				() -> "'value' must start with '/' and have at most " + MAX_LENGTH + " characters");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
