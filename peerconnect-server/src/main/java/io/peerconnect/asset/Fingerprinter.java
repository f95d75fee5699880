package io.peerconnect.asset;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the digests of a file and of its pieces while its bytes go by. For one thread
 * at a time.
 */
final class Fingerprinter {

	private final MessageDigest whole = sha256();

	private final MessageDigest piece = sha256();

	private final List<Digest> pieces = new ArrayList<>();

	private long length;

	/**
	 * Take the next bytes.
	 * @param bytes the bytes, whose position is moved to their end
	 */
	void update(ByteBuffer bytes) {
		while (bytes.hasRemaining()) {
			int rest = Asset.PIECE_LENGTH - (int) (this.length % Asset.PIECE_LENGTH);
			ByteBuffer part = bytes.slice(bytes.position(), Math.min(rest, bytes.remaining()));
			bytes.position(bytes.position() + part.remaining());
			this.whole.update(part.duplicate());
			if (this.length >= Asset.PIECE_LENGTH) {
				this.piece.update(part.duplicate());
			}
			this.length += part.remaining();
			if (this.length % Asset.PIECE_LENGTH == 0) {
				this.pieces.add(Digest.of(isFirstPiece() ? digestSoFar() : this.piece.digest()));
			}
		}
	}

	private boolean isFirstPiece() {
		return this.length == Asset.PIECE_LENGTH;
	}

	private byte[] digestSoFar() {
		try {
			// Most files end before their first piece does, so that one is not hashed
			// twice.
			return ((MessageDigest) this.whole.clone()).digest();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException("The SHA-256 of this Java platform cannot be cloned", ex);
		}
	}

	long length() {
		return this.length;
	}

	/**
	 * Name the file whose bytes went by. To be called once, at their end.
	 * @param path where the site serves it
	 * @param mediaType its media type
	 * @return the asset
	 */
	Asset finish(AssetPath path, String mediaType) {
		boolean hasPieces = this.length > Asset.PIECE_LENGTH;
		if (hasPieces && this.length % Asset.PIECE_LENGTH != 0) {
			this.pieces.add(Digest.of(this.piece.digest()));
		}
		return new Asset(path, Digest.of(this.whole.digest()), this.length, mediaType,
				hasPieces ? this.pieces : List.of());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
