package io.peerconnect.tracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.peerconnect.tracker.FakeLibrary.FOREST;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the HTTP tracker with a real server.
 */
class HttpTrackerIntegrationTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final String INFO_HASH = "info_hash="
			+ URLEncoder.encode(TrackerClient.infoHash(FOREST), StandardCharsets.ISO_8859_1);

	/* Bytes that are no UTF-8, and a plus, a percent and an ampersand. */
	private static final String ANNOUNCE = "/peerconnect/announce?" + INFO_HASH
			+ "&peer_id=-XX0000-%ff%00%2b%25%26+abcdef&port=6881&left=0";

	private static final String OTHER = "/peerconnect/announce?" + INFO_HASH
			+ "&peer_id=-XX0000-mnopqrstuvwx&port=6882&left=1&compact=0";

	private static TrackerSite site;

	@BeforeAll
	static void start() {
		site = TrackerSite.start();
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@AfterEach
	void leave() {
		get(site, ANNOUNCE + "&event=stopped");
		get(site, OTHER + "&event=stopped");
	}

	@Test
	void announceIsAnsweredInBencode() {
		HttpResponse<byte[]> response = get(site, ANNOUNCE);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/plain"));
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(Bencode.dictionary(response.body())).containsEntry("complete", 1L).containsEntry("peers", "");
		Map<String, Object> other = Bencode.dictionary(get(site,
				"/peerconnect/announce?" + INFO_HASH + "&peer_id=-XX0000-mnopqrstuvwx&port=6882&left=1&compact=0")
			.body());
		assertThat(other.toString()).contains("peer id=-XX0000-\u00ff\0+%& abcdef");
	}

	@Test
	void scrapeIsAnsweredInBencode() {
		Map<String, Object> answer = Bencode.dictionary(get(site, "/peerconnect/scrape?" + INFO_HASH).body());
		assertThat(answer).containsOnlyKeys("files");
	}

	@Test
	void badRequestsAreAnsweredWithAReason() {
		for (String path : new String[] { "/peerconnect/announce", "/peerconnect/announce?info_hash=%25zz&peer_id=1",
				"/peerconnect/announce?port=x", "/peerconnect/scrape?info_hash=abc" }) {
			HttpResponse<byte[]> response = get(site, path);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(Bencode.dictionary(response.body())).containsEntry("failure reason",
					TrackerRefusal.MALFORMED.text());
		}
		assertThat(Bencode.dictionary(get(site, "/peerconnect/scrape").body())).containsEntry("failure reason",
				TrackerRefusal.SCRAPE_ALL.text());
	}

	@Test
	void pagesCannotAnnounceTheirVisitors() {
		for (String header : new String[] { "Origin: https://evil.example", "Sec-Fetch-Site: cross-site" }) {
			String[] nameAndValue = header.split(": ");
			assertThat(Bencode.dictionary(get(site, ANNOUNCE, nameAndValue).body())).containsEntry("failure reason",
					TrackerRefusal.BROWSER.text());
		}
	}

	@Test
	void claimedAddressDoesNotCount() {
		get(site, ANNOUNCE + "&ip=203.0.113.5", "X-Forwarded-For", "203.0.113.6");
		assertThat(new String(
				get(site,
						"/peerconnect/announce?" + INFO_HASH
								+ "&peer_id=-XX0000-mnopqrstuvwx&port=6882&left=1&compact=0")
					.body(),
				StandardCharsets.ISO_8859_1))
			.contains("127.0.0.1")
			.doesNotContain("203.0.113");
	}

	@Test
	void otherMethodsAreNotAllowed() throws Exception {
		HttpRequest post = HttpRequest.newBuilder(URI.create(site.origin() + ANNOUNCE))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(HTTP.send(post, HttpResponse.BodyHandlers.ofByteArray()).statusCode()).isEqualTo(405);
	}

	static HttpResponse<byte[]> get(TrackerSite site, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.origin() + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
