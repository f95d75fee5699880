package io.peerconnect.page;

/**
 * Names a path to those who know it, without spelling it out: FNV-1a of 32 bits (RFC
 * 9923).
 */
final class PathHash {

	private static final int OFFSET_BASIS = 0x811c9dc5;

	private static final int PRIME = 0x01000193;

	private PathHash() {
	}

	/**
	 * Return the hash of a path.
	 * @param path the path, percent-encoded
	 * @return an unsigned number of 32 bits
	 */
	static long of(String path) {
		int hash = OFFSET_BASIS;
		for (int i = 0; i < path.length(); i++) {
			hash = (hash ^ path.charAt(i)) * PRIME;
		}
		return Integer.toUnsignedLong(hash);
	}

}
