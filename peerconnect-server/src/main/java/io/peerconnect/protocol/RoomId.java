package io.peerconnect.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonValue;

import io.peerconnect.asset.Digest;

import org.springframework.util.Assert;

/**
 * Names a room. Made by its host from secrets of its own, so that nobody can guess it,
 * and that nobody but this host can open a room of this name again.
 *
 * @param value 16 bytes in base64url without padding (RFC 4648 §5): 22 characters
 */
public record RoomId(@JsonValue String value) {

	private static final int BYTES = 16;

	public RoomId {
		Assert.isTrue(Base64Url.encodes(value, BYTES),
				() -> "'value' must be 22 base64url characters, but was '" + value + "'");
	}

	/**
	 * Return the id that a room has to have. Binds it to what the room is and to whom it
	 * belongs: whoever knows a link cannot open the room in its host's place after it has
	 * ended, nor as one of another kind.
	 * @param kind the kind
	 * @param access the digest of the secret that lets in
	 * @param owner the digest of the secret of its host
	 * @return the id
	 */
	public static RoomId of(RoomKind kind, Digest access, Digest owner) {
		MessageDigest sha256 = sha256();
		sha256.update(("peerconnect room " + kind.wireName()).getBytes(StandardCharsets.US_ASCII));
		sha256.update(access.bytes());
		byte[] digest = sha256.digest(owner.bytes());
		return new RoomId(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
