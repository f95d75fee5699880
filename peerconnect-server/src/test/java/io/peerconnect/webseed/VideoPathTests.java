package io.peerconnect.webseed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VideoPath}.
 */
class VideoPathTests {

	@ParameterizedTest
	@CsvSource({ "/videos/a.mp4, /videos/a.mp4", "/videos/forest%20walk.mp4, /videos/forest walk.mp4",
			"/videos/%C3%BCber.mp4, /videos/über.mp4", "/videos/a.mp4;v=1, /videos/a.mp4",
			"/videos/100%25.mp4, /videos/100%.mp4", "/videos/a%2525.mp4, /videos/a%25.mp4",
			"//videos/a.mp4, //videos/a.mp4", "/videos/../a.mp4, /videos/../a.mp4",
			"/videos/a+b.mp4, /videos/a+b.mp4" })
	void pathIsDecodedOnceAndOtherwiseTakenAsItIs(String uri, String path) {
		assertThat(VideoPath.find(request("", uri))).isEqualTo(path);
		assertThat(VideoPath.find(request("/zoo", "/zoo" + uri))).isEqualTo(path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/videos%2Fa.mp4", "/videos/%2e%2e%2fa.mp4", "/videos/%zz.mp4", "/videos/%4", "/%" })
	void malformedPathAndHiddenSlashAreNoPath(String uri) {
		assertThat(VideoPath.find(request("", uri))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/videos/a.mp4", "*" })
	void pathOutsideTheContextIsNoPath(String uri) {
		assertThat(VideoPath.find(request("/zoo", uri))).isNull();
	}

	private static MockHttpServletRequest request(String context, String uri) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
		request.setContextPath(context);
		return request;
	}

}
