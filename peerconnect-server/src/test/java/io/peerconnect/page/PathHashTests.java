package io.peerconnect.page;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathHash}, with the vectors of RFC 9923.
 */
class PathHashTests {

	@ParameterizedTest
	@CsvSource({ "'', 2166136261", "a, 3826002220", "foobar, 3214735720" })
	void hashIsFnv1a(String path, long hash) {
		assertThat(PathHash.of(path)).isEqualTo(hash);
	}

}
