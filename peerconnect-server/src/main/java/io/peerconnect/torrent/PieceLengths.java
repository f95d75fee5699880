package io.peerconnect.torrent;

import org.springframework.util.Assert;

/**
 * Decides how long the pieces of a torrent are.
 */
final class PieceLengths {

	/*
	 * Peers pass on whole pieces only, so short clips need small ones: a swarm of
	 * newcomers starts with the second piece, not with the second half. On the other
	 * hand, each piece costs 20 bytes in the torrent, a message to every peer, and a
	 * request to the webseed, which caps their number. Changing anything here changes the
	 * infohash of every video.
	 */

	private static final int SHORTEST = 16 * 1024;

	private static final int USUAL = 256 * 1024;

	private static final int LONGEST = 16 * 1024 * 1024;

	private static final int FEWEST_PIECES = 128;

	private static final int MOST_PIECES = 2048;

	private PieceLengths() {
	}

	/**
	 * Return the length of the pieces of a file.
	 * @param length the length of the file in bytes
	 * @return a power of two
	 */
	static int of(long length) {
		Assert.isTrue(length > 0, () -> "'length' must be positive, but was " + length);
		int pieceLength = SHORTEST;
		while (pieceLength < USUAL && length >= 2L * pieceLength * FEWEST_PIECES) {
			pieceLength *= 2;
		}
		while (pieceLength < LONGEST && length > (long) pieceLength * MOST_PIECES) {
			pieceLength *= 2;
		}
		return pieceLength;
	}

}
