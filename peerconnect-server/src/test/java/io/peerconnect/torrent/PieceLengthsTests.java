package io.peerconnect.torrent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PieceLengths}. A change here gives every video another infohash.
 */
class PieceLengthsTests {

	@ParameterizedTest
	@CsvSource({ "1, 16384", "16384, 16384", "4194303, 16384", "4194304, 32768", "8388608, 65536", "20900000, 131072",
			"33554431, 131072", "33554432, 262144", "536870912, 262144", "536870913, 524288", "4294967296, 2097152",
			"34359738368, 16777216", "1000000000000, 16777216" })
	void lengthDecides(long length, int pieceLength) {
		assertThat(PieceLengths.of(length)).isEqualTo(pieceLength);
	}

	@Test
	void piecesAreFewAndWithinTheLimits() {
		for (long length = 1; length < 30_000_000_000L; length = length * 3 / 2 + 1) {
			int pieceLength = PieceLengths.of(length);
			assertThat(Integer.bitCount(pieceLength)).isOne();
			assertThat(pieceLength).isBetween(16 * 1024, 16 * 1024 * 1024);
			assertThat((length + pieceLength - 1) / pieceLength).as("pieces of %s", length).isLessThanOrEqualTo(2048);
		}
	}

	@Test
	void nothingHasNoPieces() {
		assertThatIllegalArgumentException().isThrownBy(() -> PieceLengths.of(0))
			.withMessage("'length' must be positive, but was 0");
	}

}
