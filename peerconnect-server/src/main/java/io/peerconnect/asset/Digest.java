package io.peerconnect.asset;

import java.util.Base64;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * The SHA-256 of an asset's bytes (or of one piece), which names the asset's swarm.
 *
 * @param value the 32 bytes in base64url without padding (RFC 4648 §5): 43 characters
 */
public record Digest(@JsonValue String value) {

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

	public Digest {
		Assert.isTrue(value != null && FORM.matcher(value).matches(),
				() -> "'value' must be 43 base64url characters, but was '" + value + "'");
	}

	/**
	 * Return the digest with these bytes.
	 * @param sha256 32 bytes
	 * @return the digest
	 */
	public static Digest of(byte[] sha256) {
		Assert.isTrue(sha256.length == 32, () -> "'sha256' must be 32 bytes long, but was " + sha256.length);
		return new Digest(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256));
	}

	/**
	 * Return the bytes of the digest.
	 * @return a new array of 32 bytes
	 */
	public byte[] bytes() {
		return Base64.getUrlDecoder().decode(this.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
