package io.peerconnect.torrent;

import java.util.HexFormat;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.util.Assert;

/**
 * The SHA-1 digest of a torrent's {@code info} dictionary, which names its swarm
 * (<a href="https://www.bittorrent.org/beps/bep_0003.html">BEP 3</a>).
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record InfoHash(@JsonValue String hex) {

	/**
	 * Length in bytes.
	 */
	public static final int LENGTH = 20;

	public InfoHash {
		Assert.isTrue(hex != null && isWellFormed(hex),
				() -> "'hex' must be 40 lower-case hexadecimal digits, but was '" + hex + "'");
	}

	/**
	 * Return the infohash with these bytes.
	 * @param bytes 20 bytes
	 * @return the infohash
	 */
	public static InfoHash of(byte[] bytes) {
		return new InfoHash(HexFormat.of().formatHex(bytes));
	}

	private static boolean isWellFormed(String hex) {
		if (hex.length() != 2 * LENGTH) {
			return false;
		}
		for (int i = 0; i < hex.length(); i++) {
			char c = hex.charAt(i);
			if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return the bytes.
	 * @return 20 bytes
	 */
	public byte[] bytes() {
		return HexFormat.of().parseHex(this.hex);
	}

	@Override
	public String toString() {
		return this.hex;
	}

}
