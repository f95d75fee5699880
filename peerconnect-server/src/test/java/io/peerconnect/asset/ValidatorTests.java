package io.peerconnect.asset;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ValidatorTests {

	private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

	private static final Validator TIME = new Validator(null, NOON);

	private static final Validator STRONG = new Validator("\"v1\"", null);

	private static final Validator WEAK = new Validator("W/\"v1\"", null);

	@Test
	void sameStrongTagProvesSameBytes() {
		assertThat(STRONG.provesSameBytes(new Validator("\"v1\"", NOON))).isTrue();
		assertThat(STRONG.provesSameBytes(new Validator("\"v2\"", null))).isFalse();
		assertThat(STRONG.provesSameBytes(WEAK)).isFalse();
	}

	@Test
	void weakTagProvesNothingButCanBeConfirmed() {
		assertThat(WEAK.provesSameBytes(WEAK)).isFalse();
		assertThat(WEAK.isConfirmedBy(WEAK)).isTrue();
		assertThat(WEAK.isConfirmedBy(STRONG)).isTrue();
		assertThat(WEAK.isConfirmedBy(new Validator("\"v2\"", null))).isFalse();
	}

	@Test
	void tagOutranksTime() {
		assertThat(TIME.provesSameBytes(TIME)).isTrue();
		assertThat(TIME.provesSameBytes(new Validator("\"v1\"", NOON))).isFalse();
		assertThat(TIME.provesSameBytes(new Validator(null, NOON.plusSeconds(1)))).isFalse();
	}

	@Test
	void nothingProvesNothing() {
		Validator none = new Validator(null, null);
		assertThat(none.isEmpty()).isTrue();
		assertThat(none.provesSameBytes(none)).isFalse();
		assertThat(none.isConfirmedBy(none)).isFalse();
	}

	@Test
	void timeOfAChangeJustNowIsNotReliedOn() {
		assertThat(TIME.observedAt(NOON.plusSeconds(1)).isEmpty()).isTrue();
		assertThat(TIME.observedAt(NOON.plusSeconds(3))).isEqualTo(TIME);
		assertThat(new Validator("\"v1\"", NOON).observedAt(NOON)).isEqualTo(STRONG);
	}

	@Test
	void ofReadsTheHeadersAndIgnoresWhatIsNoDate() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.addHeader("ETag", "\"v1\"");
		response.addHeader("Last-Modified", "Tue, 01 Jan 2030 12:00:00 GMT");
		assertThat(Validator.of(response)).isEqualTo(new Validator("\"v1\"", NOON));
		MockHttpServletResponse broken = new MockHttpServletResponse();
		broken.addHeader("Last-Modified", "yesterday");
		assertThat(Validator.of(broken).isEmpty()).isTrue();
	}

}
