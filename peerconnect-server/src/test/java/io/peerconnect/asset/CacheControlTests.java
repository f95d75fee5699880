package io.peerconnect.asset;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class CacheControlTests {

	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

	private static final Duration OTHERWISE = Duration.ofSeconds(42);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "max-age=60|60", "Max-Age = \"60\"|60", "max-age=60, s-maxage=10|10", "max-age=0|0", "no-cache|0",
					"no-cache, max-age=60|0", "public|42", "must-revalidate|42", "max-age=soon|0", "max-age=-1|0",
					"max-age=|0", "max-age=99999999999999999999|31536000", "max-age=999999999|31536000", ",,=,|42" })
	void lifetimeIsWhatTheAnswerAllowsASharedCache(String value, long seconds) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.addHeader("Cache-Control", value);
		assertThat(CacheControl.of(response).lifetime(NOW, OTHERWISE)).hasSeconds(seconds);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Tue, 01 Jan 2030 12:01:00 GMT|60", "Tue, 01 Jan 2030 11:59:00 GMT|0", "0|0",
			"Sun, 01 Jan 2040 12:00:00 GMT|31536000" })
	void lifetimeEndsWhenTheAnswerExpires(String expires, long seconds) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.addHeader("Expires", expires);
		assertThat(CacheControl.of(response).lifetime(NOW, OTHERWISE)).hasSeconds(seconds);
	}

	@Test
	void maxAgeOutranksExpires() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.addHeader("Expires", "0");
		response.addHeader("Cache-Control", "max-age=60");
		assertThat(CacheControl.of(response).lifetime(NOW, OTHERWISE)).hasSeconds(60);
	}

}
