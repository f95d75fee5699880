package com.example.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a site gets for adding the starter and setting a threshold.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class SiteTests {

	private static final Pattern CLIENT_SCRIPT = Pattern
		.compile("<script async src=\"(/peerconnect/peerconnect\\.[^\"]+\\.js)\"></script>");

	@Autowired
	private RestTestClient site;

	@Test
	void pageCarriesTheClientScript() {
		Matcher script = CLIENT_SCRIPT.matcher(page());
		assertThat(script.find()).isTrue();
		EntityExchangeResult<byte[]> result = get(script.group(1));
		assertThat(result.getResponseBody()).isNotEmpty();
		assertThat(result.getResponseHeaders().getContentType().getSubtype()).isEqualTo("javascript");
		assertThat(result.getResponseHeaders().getCacheControl()).contains("immutable");
	}

	@Test
	void pageKeepsItsImageWhileNobodyHoldsIt() {
		assertThat(page()).contains("<img src=\"/dunes.jpg\" width=\"720\" height=\"480\" alt=\"Dunes\">");
	}

	@Test
	void tokenIsHandedOutAndNotCached() {
		EntityExchangeResult<byte[]> result = get("/peerconnect/token");
		assertThat(text(result)).contains("\"token\":", "\"expiresInMs\":");
		assertThat(result.getResponseHeaders().getCacheControl()).contains("no-store");
	}

	@Test
	void imageIsLearntWhenItIsServed() throws Exception {
		byte[] image = get("/dunes.jpg").getResponseBody();
		String digest = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(image));
		// The site learns the image while it ends its first answer, which the visitor may have by then.
		Awaitility.await().untilAsserted(() -> {
			EntityExchangeResult<byte[]> later = get("/dunes.jpg");
			assertThat(later.getResponseBody()).isEqualTo(image);
			assertThat(later.getResponseHeaders().getFirst("Repr-Digest")).isEqualTo("sha-256=:" + digest + ":");
		});
	}

	private String page() {
		return text(this.site.get()
			.uri("/")
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult());
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return this.site.get().uri(path).exchange().expectStatus().isOk().expectBody().returnResult();
	}

	private static String text(EntityExchangeResult<byte[]> result) {
		return new String(result.getResponseBody(), StandardCharsets.UTF_8);
	}

}
