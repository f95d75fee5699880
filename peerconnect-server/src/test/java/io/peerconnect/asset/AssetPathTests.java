package io.peerconnect.asset;

import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AssetPathTests {

	private static final String PAGE = "https://example.org/shop/animals/?page=2#top";

	@ParameterizedTest
	@CsvSource(delimiterString = " -> ", quoteCharacter = '~', value = { "lion.jpg -> /shop/animals/lion.jpg",
			"/lion.jpg -> /lion.jpg", "./lion.jpg -> /shop/animals/lion.jpg", "../lion.jpg -> /shop/lion.jpg",
			"../../../../lion.jpg -> /lion.jpg", "a/../b/./lion.jpg -> /shop/animals/b/lion.jpg",
			"/a/%2e%2E/lion.jpg -> /lion.jpg", "/a/.%2e/lion.jpg -> /lion.jpg", "/a/.. -> /", "/a/b/.. -> /a/",
			"/a/. -> /a/", "/.well-known/x.png -> /.well-known/x.png", "/a//b.png -> /a//b.png",
			"?page=3 -> /shop/animals/?page=3", "lion.jpg?v=2#tail -> /shop/animals/lion.jpg?v=2",
			"lion.jpg? -> /shop/animals/lion.jpg?", "/lion.jpg?a=../b -> /lion.jpg?a=../b",
			"https://example.org/lion.jpg -> /lion.jpg", "HTTPS://EXAMPLE.ORG:443/lion.jpg -> /lion.jpg",
			"//example.org/lion.jpg -> /lion.jpg", "///example.org/lion.jpg -> /lion.jpg", "https://example.org -> /",
			"https://example.org?a=1 -> /?a=1", "https:lion.jpg -> /shop/animals/lion.jpg",
			"https:/lion.jpg -> /lion.jpg", "\\img\\lion.jpg -> /img/lion.jpg",
			"\\\\example.org\\lion.jpg -> /lion.jpg", "/lion.jpg?a\\b -> /lion.jpg?a\\b",
			"/my lion.jpg -> /my%20lion.jpg", "/l\u00f6we.jpg?n=\u00f6 -> /l%C3%B6we.jpg?n=%C3%B6",
			"/\uD83E\uDD81.jpg -> /%F0%9F%A6%81.jpg", "/\uD83E.jpg -> /%EF%BF%BD.jpg",
			"/%6c%C3%b6.jpg -> /%6c%C3%b6.jpg", "/a\"<>^`{}|'.jpg -> /a%22%3C%3E%5E%60%7B%7D|'.jpg",
			"/a?\"<>^`{}|' -> /a?%22%3C%3E^`{}|%27", "/100%.jpg -> /100%.jpg" })
	void resolveFollowsTheUrlStandard(String reference, String path) {
		assertThat(AssetPath.resolve(PAGE, reference)).isEqualTo(new AssetPath(path));
	}

	@Test
	void resolveIgnoresSpaceAroundAndLineBreaksWithin() {
		assertThat(AssetPath.resolve(PAGE, "\n /li\non\t.jpg \f")).isEqualTo(new AssetPath("/lion.jpg"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "#top", "https://cdn.example.org/lion.jpg", "http://example.org/lion.jpg",
			"//example.com/lion.jpg", "//example.org.evil.example/x.jpg", "\\\\evil.example\\x.jpg",
			"https://example.org:8443/lion.jpg", "https://alice@example.org/lion.jpg",
			"https://evil.example\\@example.org/x.jpg", "//exam%70le.org/x.jpg", "//ex\u00e4mple.org/x.jpg",
			"https://example.org:99999999/x.jpg", "//", "https://", "data:image/png;base64,iVBORw0KGgo=",
			"blob:https://example.org/0815", "javascript:alert(1)", "mailto:alice@example.org", "//[::1/x.jpg",
			"/lion.jpg;jsessionid=0815" })
	void resolveWhenReferenceLeadsToNoFileOfTheSiteReturnsNull(String reference) {
		assertThat(AssetPath.resolve(PAGE, reference)).isNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/shop/", "example.org", "about:blank", "file:///tmp/x.html", "https://", "https:///" })
	void resolveWhenPageHasNoOriginReturnsNull(String pageUrl) {
		assertThat(AssetPath.resolve(pageUrl, "/lion.jpg")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:8080, http://localhost:8080/lion.jpg", "http://[::1]:80/a, //[::1]/lion.jpg",
			"https://example.org?page, lion.jpg", "https://example.org/a#b/c, lion.jpg" })
	void resolveKnowsTheOriginOfThePage(String pageUrl, String reference) {
		assertThat(AssetPath.resolve(pageUrl, reference)).isEqualTo(new AssetPath("/lion.jpg"));
	}

	@Test
	void resolveWhenPathIsTooLongReturnsNull() {
		String longest = "/" + "a".repeat(AssetPath.MAX_LENGTH - 1);
		assertThat(AssetPath.resolve(PAGE, longest)).isEqualTo(new AssetPath(longest));
		assertThat(AssetPath.resolve(PAGE, longest + "a")).isNull();
		assertThat(AssetPath.resolve(PAGE, "/" + "\u00f6".repeat(AssetPath.MAX_LENGTH / 6 + 1))).isNull();
	}

	@Test
	void resolveWhateverTheReferenceThrowsNothingAndIsStable() {
		Random random = new Random(7);
		String alphabet = "/\\.%2eE?#:@[] \t\n;=&aé\uD83E\u0000<>\"'~https";
		int resolved = 0;
		for (int i = 0; i < 50_000; i++) {
			StringBuilder reference = new StringBuilder();
			for (int length = random.nextInt(24); length > 0; length--) {
				reference.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			@Nullable AssetPath path = AssetPath.resolve(PAGE, reference.toString());
			if (path != null && !path.value().startsWith("//")) {
				resolved++;
				assertThat(path.value()).matches("/[!-~]*").doesNotContain("#");
				assertThat(path.value().split("\\?", 2)[0].split("/")).doesNotContain(".", "..");
				assertThat(AssetPath.resolve(PAGE, path.value())).isEqualTo(path);
			}
		}
		assertThat(resolved).isGreaterThan(10_000);
	}

	@ParameterizedTest
	@CsvSource({ "/shop/lion.jpg, v=2, /shop/lion.jpg?v=2", "/a/../lion.jpg, , /lion.jpg",
			"/l\u00f6we.jpg, , /l%C3%B6we.jpg", "/lion.jpg, a=%20, /lion.jpg?a=%20" })
	void ofIsWhatThePageResolves(String uri, @Nullable String query, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
		request.setQueryString(query);
		assertThat(AssetPath.of(request)).isEqualTo(new AssetPath(path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "/lion.jpg;jsessionid=0815" })
	void ofWhenRequestIsForNoFileReturnsNull(String uri) {
		assertThat(AssetPath.of(new MockHttpServletRequest("GET", uri))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "lion.jpg", "https://example.org/lion.jpg" })
	void createWhenNotAbsoluteThrowsException(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AssetPath(value))
			.withMessage("'value' must start with '/' and have at most 2048 characters");
	}

}
