package io.peerconnect.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import io.peerconnect.demo.photo.Photo;
import io.peerconnect.demo.photo.Photos;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages of the {@link DemoSite}, without a browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class DemoSiteSmokeTests {

	private static final Pattern CLIENT_SCRIPT = Pattern.compile("\"client\":\"peerconnect\\.[^\"]+\\.js\"");

	@Autowired
	private RestTestClient site;

	static List<Photo> gallery() {
		return Photos.gallery();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/kinds", "/videos", "/send", "/about", "/static.html" })
	void pageCarriesTheClientScript(String path) {
		assertThat(get(path)).containsPattern(CLIENT_SCRIPT);
	}

	@Test
	void plainPageCarriesNoTraceOfPeerConnect() {
		assertThat(get("/plain")).contains("Far").doesNotContain("<script async").doesNotContain("peerconnect-config");
	}

	@Test
	void filesAreSentFromAPageOfTheSiteAndFromOneOfItsOwn() {
		assertThat(get("/send")).contains("<peerconnect-room></peerconnect-room>");
		assertThat(get("/peerconnect/rooms"))
			.contains("<peerconnect-room room-path=\"/peerconnect/rooms\"></peerconnect-room>");
		assertThat(download("/peerconnect/rooms.js").getResponseBody()).isNotEmpty();
	}

	@Test
	void galleryShowsThirtyOrMorePhotographs() {
		assertThat(get("/").split("<figure ")).hasSizeGreaterThan(30);
	}

	@ParameterizedTest
	@MethodSource("gallery")
	void photographIsBetween50KilobytesAndOneMegabyte(Photo photo) {
		assertThat(photo.paths()).allSatisfy((path) -> {
			EntityExchangeResult<byte[]> result = download(path);
			assertThat(result.getResponseBody()).hasSizeBetween(50_000, 1_000_000);
			assertThat(result.getResponseHeaders().getContentType()).isIn(MediaType.IMAGE_JPEG, MediaType.IMAGE_PNG);
		});
	}

	@Test
	void photographCarriesItsDigestOnceLearnt() {
		String path = Photos.gallery().get(0).path();
		// The site learns a picture while it ends its first answer, which the visitor may
		// have by then.
		Awaitility.await()
			.untilAsserted(() -> assertThat(download(path).getResponseHeaders().getFirst("Repr-Digest"))
				.startsWith("sha-256=:"));
	}

	@Test
	void gifIsNotShared() {
		String path = Photos.excluded().path();
		download(path);
		HttpHeaders headers = download(path).getResponseHeaders();
		assertThat(headers.getContentType()).isEqualTo(MediaType.IMAGE_GIF);
		assertThat(headers.containsHeader("Repr-Digest")).isFalse();
	}

	@Test
	void soundAndWebPAreServed() {
		assertThat(download("/sounds/chimes.wav").getResponseHeaders().getContentType())
			.satisfies((type) -> assertThat(type.getType()).isEqualTo("audio"));
		assertThat(download("/photos/mirror.webp").getResponseHeaders().getContentType())
			.isEqualTo(MediaType.parseMediaType("image/webp"));
	}

	@ParameterizedTest
	@MethodSource("films")
	void filmHasCaptionsAndAPosterAndBecomesATorrent(String name) {
		assertThat(new String(download("/captions/" + name + ".vtt").getResponseBodyContent(), StandardCharsets.UTF_8))
			.startsWith("WEBVTT\n");
		assertThat(download("/posters/" + name + ".jpg").getResponseHeaders().getContentType())
			.isEqualTo(MediaType.IMAGE_JPEG);
		String path = "/videos/" + name + ".mp4";
		assertThat(get("/videos")).contains("src=\"" + path + "\"");
		Awaitility.await()
			.untilAsserted(() -> assertThat(download(path).getResponseHeaders().getETag()).matches("\"[0-9a-f]{40}\""));
		assertThat(download(path).getResponseHeaders().getContentType()).isEqualTo(MediaType.valueOf("video/mp4"));
	}

	static List<String> films() {
		return Film.all().stream().map(Film::name).toList();
	}

	private String get(String path) {
		byte[] body = this.site.get()
			.uri(path)
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return new String(body, StandardCharsets.UTF_8);
	}

	private EntityExchangeResult<byte[]> download(String path) {
		return this.site.get().uri(path).exchange().expectStatus().isOk().expectBody().returnResult();
	}

}
