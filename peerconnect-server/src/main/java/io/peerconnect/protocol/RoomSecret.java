package io.peerconnect.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonValue;

import io.peerconnect.asset.Digest;

import org.springframework.util.Assert;

/**
 * What somebody proves a right to a room with. The room knows its digest alone.
 *
 * @param value 32 bytes in base64url without padding (RFC 4648 §5): 43 characters
 */
public record RoomSecret(@JsonValue String value) {

	public RoomSecret {
		Assert.isTrue(Base64Url.encodes(value, 32), "A secret must be 43 base64url characters");
	}

	/**
	 * Return whether this is the secret with a digest. Takes the same time whatever the
	 * answer is.
	 * @param digest the digest
	 * @return whether it is
	 */
	public boolean matches(Digest digest) {
		try {
			byte[] own = MessageDigest.getInstance("SHA-256").digest(Base64.getUrlDecoder().decode(this.value));
			return MessageDigest.isEqual(own, digest.bytes());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "<secret>";
	}

}
