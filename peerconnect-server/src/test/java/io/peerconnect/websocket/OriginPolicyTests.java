package io.peerconnect.websocket;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OriginPolicy}.
 */
class OriginPolicyTests {

	private final OriginPolicy policy = new OriginPolicy(Set.of("https://Partner.example:8443"));

	@ParameterizedTest
	@ValueSource(strings = { "https://shop.example", "https://SHOP.example", "HTTPS://shop.example:443" })
	void ownOriginIsSerialised(String origin) {
		assertThat(this.policy.findAllowed(handshake(origin))).isEqualTo("https://shop.example");
	}

	@Test
	void allowedOriginIsCompared() {
		assertThat(this.policy.findAllowed(handshake("https://partner.example:8443")))
			.isEqualTo("https://partner.example:8443");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "", "http://shop.example", "https://shop.example:8443", "https://partner.example",
			"https://shop.example.evil.example", "https://shop.example@evil.example", "https://shop.example/",
			"https://evil.example#https://shop.example", "file://", "https://shop.example https://evil.example",
			"javascript:alert(1)", "shop.example" })
	void foreignOriginIsRefused(String origin) {
		assertThat(this.policy.findAllowed(handshake(origin))).isNull();
	}

	@Test
	void missingOriginIsRefused() {
		MockHttpServletRequest request = handshake("https://shop.example");
		request.removeHeader("Origin");
		assertThat(this.policy.findAllowed(request)).isNull();
	}

	@Test
	void allowedOriginsMustBeOrigins() {
		assertThatIllegalArgumentException().isThrownBy(() -> new OriginPolicy(Set.of("*")))
			.withMessage("'*' is not an origin such as 'https://example.org'");
	}

	private static MockHttpServletRequest handshake(String origin) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/peerconnect/signaling");
		request.setScheme("https");
		request.setSecure(true);
		request.setServerName("shop.example");
		request.setServerPort(443);
		request.addHeader("Origin", origin);
		return request;
	}

}
