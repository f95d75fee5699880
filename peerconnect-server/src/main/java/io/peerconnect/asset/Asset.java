package io.peerconnect.asset;

import java.util.List;

import org.springframework.util.Assert;

/**
 * One version of a file of the site that visitors may pass on.
 *
 * @param path where the site serves it
 * @param digest the digest of all its bytes
 * @param length the length in bytes
 * @param mediaType the media type without parameters, such as {@code image/jpeg}
 * @param pieces the digests of its pieces, empty when it is no longer than one piece
 */
public record Asset(AssetPath path, Digest digest, long length, String mediaType, List<Digest> pieces) {

	/**
	 * The length of every piece but the last, in bytes.
	 */
	public static final int PIECE_LENGTH = 256 * 1024;

	public Asset {
		pieces = List.copyOf(pieces);
		int expected = (length <= PIECE_LENGTH) ? 0 : (int) ((length + PIECE_LENGTH - 1) / PIECE_LENGTH);
		Assert.isTrue(pieces.size() == expected,
				"'pieces' must have " + expected + " digests, but had " + pieces.size());
	}

}
