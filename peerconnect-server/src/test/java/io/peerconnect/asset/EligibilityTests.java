package io.peerconnect.asset;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EligibilityTests {

	private final Eligibility eligibility = new Eligibility(Set.of("image", "audio"), Set.of("gif", "jpg"), 4096,
			1_000_000);

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/lion.png");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	EligibilityTests() {
		this.response.setContentType("image/png");
	}

	@Test
	void publicImageOfGoodSizeIsEligible() {
		assertThat(check("/lion.png", 4096)).isNull();
		assertThat(check("/lion.png", 1_000_000)).isNull();
		assertThat(check("/lion.png", -1)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "image/png", "IMAGE/PNG", "image/svg+xml;charset=utf-8", "audio/ogg; codecs=opus",
			"image/webp" })
	void wantedMediaIsEligible(String contentType) {
		this.response.setContentType(contentType);
		assertThat(check("/lion", 5000)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "video/mp4", "text/html", "application/octet-stream", "imagery/png", "/", "" })
	void unwantedMediaIsRefused(String contentType) {
		MockHttpServletResponse other = new MockHttpServletResponse();
		if (!contentType.isEmpty()) {
			other.setContentType(contentType);
		}
		Refusal refusal = this.eligibility.check(new AssetPath("/lion.png"), this.request, other, 5000);
		assertThat(refusal).isEqualTo(Refusal.MEDIA_TYPE);
	}

	@ParameterizedTest
	@CsvSource({ "/lion.gif, image/png", "/lion.GIF?v=1, image/png", "/lion, image/gif", "/lion.png, image/gif",
			"/lion.jpeg, image/png", "/lion, image/jpeg" })
	void excludedFormatIsRefusedByExtensionAndByType(String path, String contentType) {
		this.response.setContentType(contentType);
		assertThat(check(path, 5000)).isEqualTo(Refusal.FORMAT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gif/lion.png", "/a.gif/lion", "/lion.png?as=x.gif", "/lion.gif.png" })
	void excludedFormatElsewhereInThePathIsNoExtension(String path) {
		assertThat(check(path, 5000)).isNull();
	}

	@Test
	void sizeOutOfBoundsIsRefused() {
		assertThat(check("/lion.png", 4095)).isEqualTo(Refusal.TOO_SMALL);
		assertThat(check("/lion.png", 1_000_001)).isEqualTo(Refusal.TOO_LARGE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Cache-Control|private|PRIVATE", "Cache-Control|max-age=60, PRIVATE|PRIVATE",
					"Cache-Control|private=\"set-cookie\"|PRIVATE", "Cache-Control|no-store|NO_STORE",
					"Cache-Control|no-cache, no-store, max-age=0, must-revalidate|NO_STORE",
					"Cache-Control|public, no-store|NO_STORE", "Set-Cookie|a=b|SET_COOKIE", "Vary|Cookie|VARY",
					"Vary|*|VARY", "Vary|Origin, User-Agent|VARY", "Content-Encoding|br|ENCODED",
					"Content-Disposition|Attachment; filename=x|ATTACHMENT", "X-PeerConnect|OFF|SWITCHED_OFF" })
	void answerThatIsNotForEverybodyIsRefused(String name, String value, Refusal refusal) {
		this.response.addHeader(name, value);
		assertThat(check("/lion.png", 5000)).isEqualTo(refusal);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Cache-Control|public, max-age=60", "Cache-Control|no-cache", "Vary|Accept-Encoding, ORIGIN",
					"Vary|Access-Control-Request-Method,Access-Control-Request-Headers", "Content-Encoding|identity",
					"Content-Disposition|inline; filename=attachment.png", "X-PeerConnect|on" })
	void answerThatIsForEverybodyIsEligible(String name, String value) {
		this.response.addHeader(name, value);
		assertThat(check("/lion.png", 5000)).isNull();
	}

	@Test
	void secondHeaderOfTheSameNameCounts() {
		this.response.addHeader("Cache-Control", "max-age=60");
		this.response.addHeader("Cache-Control", "private");
		assertThat(check("/lion.png", 5000)).isEqualTo(Refusal.PRIVATE);
	}

	@Test
	void requestWithCredentialsIsRefusedEvenIfPublic() {
		this.response.addHeader("Cache-Control", "public");
		this.request.addHeader("Authorization", "Bearer 0815");
		assertThat(check("/lion.png", 5000)).isEqualTo(Refusal.AUTHORIZATION);
	}

	@Test
	void requestOfASignedInVisitorIsRefusedUnlessPublic() {
		this.request.setUserPrincipal(new TestingAuthenticationToken("alice", "secret"));
		assertThat(check("/lion.png", 5000)).isEqualTo(Refusal.SIGNED_IN);
		this.response.addHeader("Cache-Control", "public");
		assertThat(check("/lion.png", 5000)).isNull();
	}

	@Test
	void createWhenBoundsAreCrossedThrowsException() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Eligibility(Set.of(), Set.of(), 2, 1))
			.withMessage("'minSize' must be between 0 and 'maxSize' 1, but was 2");
	}

	private @Nullable Refusal check(String path, long length) {
		return this.eligibility.check(new AssetPath(path), this.request, this.response, length);
	}

}
