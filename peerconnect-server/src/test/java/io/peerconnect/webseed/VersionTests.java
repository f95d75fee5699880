package io.peerconnect.webseed;

import java.time.Instant;

import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Torrent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Version}. {@code TAG} stands for the tag of the video, which changed
 * last at noon and some milliseconds.
 */
class VersionTests {

	private static final String TAG = "\"0123456789abcdef0123456789abcdef01234567\"";

	private static final Version VERSION = Version.of(new Torrent(new InfoHash(TAG.replace("\"", "")), "forest.mp4",
			"/forest.mp4", null, 5, Instant.parse("2026-03-04T12:00:00.789Z"), "video/mp4", 16384));

	private static final String NOON = "Wed, 04 Mar 2026 12:00:00 GMT";

	private static final String EARLIER = "Wed, 04 Mar 2026 11:59:59 GMT";

	private static final String LATER = "Wed, 04 Mar 2026 12:00:01 GMT";

	@Test
	void tagIsStrong() {
		assertThat(VERSION.tag().formattedTag()).isEqualTo(TAG);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			If-Match            | TAG                 | 200
			If-Match            | "other", TAG        | 200
			If-Match            | *                   | 200
			If-Match            | W/TAG               | 412
			If-Match            | "other"             | 412
			If-Unmodified-Since | NOON                | 200
			If-Unmodified-Since | LATER               | 200
			If-Unmodified-Since | EARLIER             | 412
			If-Unmodified-Since | yesterday           | 200
			If-None-Match       | TAG                 | 304
			If-None-Match       | W/TAG               | 304
			If-None-Match       | "other" , TAG       | 304
			If-None-Match       | *                   | 304
			If-None-Match       | "other"             | 200
			If-None-Match       | "unfinished         | 200
			If-Modified-Since   | NOON                | 304
			If-Modified-Since   | LATER               | 304
			If-Modified-Since   | EARLIER             | 200
			If-Modified-Since   | yesterday           | 200
			""")
	void condition(String header, String value, int status) {
		assertThat(VERSION.check(request(header, value))).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			If-Match      | TAG     | If-Unmodified-Since | EARLIER | 200
			If-None-Match | "other" | If-Modified-Since   | LATER   | 200
			If-None-Match | TAG     | If-Modified-Since   | EARLIER | 304
			If-Match      | "other" | If-None-Match       | TAG     | 412
			If-Match      | TAG     | If-None-Match       | TAG     | 304
			""")
	void firstConditionWeighsMore(String header, String value, String otherHeader, String otherValue, int status) {
		MockHttpServletRequest request = request(header, value);
		request.addHeader(otherHeader, text(otherValue));
		assertThat(VERSION.check(request)).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			TAG       | true
			W/TAG     | false
			"other"   | false
			*         | false
			NOON      | true
			EARLIER   | false
			LATER     | false
			yesterday | false
			""")
	void rangesOfWhichVersion(String ifRange, boolean ofThis) {
		assertThat(VERSION.isInRange(request("If-Range", ifRange))).isEqualTo(ofThis);
	}

	@Test
	void requestWithoutConditionsIsForAnyVersion() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(VERSION.check(request)).isEqualTo(200);
		assertThat(VERSION.isInRange(request)).isTrue();
	}

	private static MockHttpServletRequest request(String header, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(header, text(value));
		return request;
	}

	private static String text(String value) {
		return value.replace("TAG", TAG).replace("NOON", NOON).replace("EARLIER", EARLIER).replace("LATER", LATER);
	}

}
