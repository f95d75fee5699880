package io.peerconnect.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Digest;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.protocol.RoomKind;
import io.peerconnect.protocol.RoomListing;
import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.protocol.RoomSecret;

/**
 * A room as its host knows it.
 */
record TestRoom(RoomKind kind, RoomSecret access, RoomSecret owner) {

	static TestRoom named(String name) {
		return named(name, RoomKind.SEND);
	}

	static TestRoom named(String name, RoomKind kind) {
		return new TestRoom(kind, secret(name + " access"), secret(name + " owner"));
	}

	RoomId id() {
		return RoomId.of(this.kind, digest(this.access), digest(this.owner));
	}

	RoomMessage.Open open() {
		return open(null, null);
	}

	RoomMessage.Open open(@Nullable Integer members, @Nullable RoomListing listing) {
		return new RoomMessage.Open(id(), this.kind, digest(this.access), digest(this.owner), members, listing);
	}

	RoomMessage.Join join() {
		return new RoomMessage.Join(id(), this.access, null, null);
	}

	RoomMessage.Join joinAsHost() {
		return new RoomMessage.Join(id(), this.access, this.kind, this.owner);
	}

	RoomMessage.Join joinWith(RoomSecret access) {
		return new RoomMessage.Join(id(), access, null, null);
	}

	static RoomSecret secret(String seed) {
		return new RoomSecret(
				Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(seed.getBytes(StandardCharsets.UTF_8))));
	}

	private static Digest digest(RoomSecret secret) {
		return Digest.of(sha256(Base64.getUrlDecoder().decode(secret.value())));
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
