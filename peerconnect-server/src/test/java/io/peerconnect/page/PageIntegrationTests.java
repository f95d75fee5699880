package io.peerconnect.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.peerconnect.token.JoinTokens;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the pages of a site in a real Tomcat with a real Spring Security.
 */
@SpringBootTest(classes = PageSite.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "server.servlet.context-path=/site", "server.address=127.0.0.1",
				"server.compression.enabled=true", "server.compression.min-response-size=1",
				"spring.web.resources.static-locations=classpath:/page-site/",
				"spring.thymeleaf.prefix=classpath:/page-templates/", "peerconnect.page.exclude=/open/excluded",
				"server.error.include-message=never" })
class PageIntegrationTests {

	private static final Pattern CONFIG = Pattern
		.compile("<script type=\"application/json\" id=\"peerconnect-config\">(.*?)</script>");

	private static final Pattern SCRIPT = Pattern.compile(
			"<script async( nonce=\"abc\")? src=\"(/site/peerconnect/peerconnect\\.[0-9a-f]{16}\\.js)\"></script>");

	private final HttpClient client = HttpClient.newHttpClient();

	private final String host;

	private final JoinTokens tokens;

	private final String bootstrap;

	PageIntegrationTests(@LocalServerPort int port, @Autowired JoinTokens tokens, @Autowired ClientScripts scripts) {
		this.host = "http://localhost:" + port;
		this.tokens = tokens;
		this.bootstrap = scripts.bootstrap();
	}

	@ParameterizedTest
	@CsvSource({ "/open/template, brüllt", "/static.html, Löwen", "/, welcome", "/index.html, welcome",
			"/open/body, ü <img", "/open/later, later", "/open/stream, </html", "/open/forward, ü <img",
			"/open/include, included", "/open/nowhere, nothing here", "/open/broken, Whitelabel",
			"/secured/plain, ü <img", "/open/written-and-forwarded, ü <img", "/open/charset/UTF-8, ü <img" })
	void everyKindOfPageHasTheClientOnceAndAllElse(String path, String content) {
		String page = get(path).body();
		assertThat(page).contains(content).doesNotContain("dropped");
		assertThat(page.split("id=\"peerconnect-config\"", -1)).hasSize(2);
		assertThat(page).containsSubsequence("<script type=", "<script>" + this.bootstrap + "</script>",
				"<script async src=", "</script>", content);
		assertThat(page.strip())
			.endsWith("/open/include".equals(path) ? "included" : "</html" + (path.endsWith("stream") ? "" : ">"));
	}

	@Test
	void configurationIsThatOfTheProtocol() {
		JsonNode config = config(get("/open/body").body());
		assertThat(config.propertyNames()).containsExactlyInAnyOrder("base", "token", "mode", "consent", "badge",
				"blobs", "foldLoading", "mediaTypes", "excludeFormats", "visibleWaitMs", "stallMs", "connectMs",
				"completeMs", "uploadRate", "uploadTotal", "uploads", "connections", "uploadWhenHidden", "cacheBytes");
		assertThat(config.get("base").asString()).isEqualTo("/site/peerconnect");
		assertThat(config.get("mode").asString()).isEqualTo("rewrite");
		assertThat(config.get("consent").asString()).isEqualTo("notice");
		assertThat(config.get("blobs").asBoolean()).isTrue();
		assertThat(config.get("visibleWaitMs").asInt()).isEqualTo(300);
		assertThat(config.get("uploadRate").asInt()).isEqualTo(1024 * 1024);
		assertThat(config.get("excludeFormats").toString()).isEqualTo("[\"gif\"]");
	}

	@Test
	void flushedStreamIsWhole() {
		assertThat(get("/open/flushed").body()).contains("</head><img src=/site/img/lion.jpg><img data-peer-hash=");
		assertThat(get("/open/unfinished").body()).endsWith("the end <img");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/json", "/style.css", "/open/fragment", "/open/with/X-PeerConnect",
			"/open/with/Content-Disposition", "/open/with/Content-Encoding", "/open/attribute", "/open/excluded" })
	void whatIsNoPageOrIsToBeLeftAloneStays(String path) {
		HttpResponse<String> response = get(path);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isNotEmpty().doesNotContain("peerconnect-config").doesNotContain("data-peer");
		assertThat(response.headers().map()).doesNotContainKey("X-PeerConnect");
		int length = response.body().getBytes(StandardCharsets.UTF_8).length;
		response.headers().firstValueAsLong("Content-Length").ifPresent((value) -> assertThat(value).isEqualTo(length));
	}

	@Test
	void knownLengthOfWhatStaysIsSent() {
		assertThat(get("/open/with/Content-Disposition").headers().firstValueAsLong("Content-Length"))
			.hasValue(PageSite.HTML.getBytes(StandardCharsets.UTF_8).length);
		assertThat(get("/style.css").headers().firstValueAsLong("Content-Length")).hasValue(17);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "ISO-8859-1", "windows-1252" })
	void bytesInAsciiBasedCharsetsAreChanged(String charset) {
		String page = get(BodyHandlers.ofString(Charset.forName(charset)), "/open/charset/" + charset).body();
		assertThat(page).contains("peerconnect-config", "ü <img data-peer-hash=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "UTF-32", "IBM037" })
	void bytesInOtherCharsetsStay(String charset) {
		String page = get(BodyHandlers.ofString(Charset.forName(charset)), "/open/charset/" + charset).body();
		assertThat(page).isEqualTo(PageSite.HTML);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/static.html", "/open/body", "/open/template" })
	void headSaysWhatGetDoes(String path) {
		HttpResponse<String> head = send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
		HttpResponse<String> get = get(path);
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		long length = get.body().getBytes(StandardCharsets.UTF_8).length;
		head.headers().firstValueAsLong("Content-Length").ifPresent((value) -> assertThat(value).isEqualTo(length));
	}

	@Test
	void compressedPageHasTheClient() throws IOException {
		HttpResponse<byte[]> response = get(BodyHandlers.ofByteArray(), "/static.html", "Accept-Encoding", "gzip");
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		String page = new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
				StandardCharsets.UTF_8);
		assertThat(page).contains("peerconnect-config", "Löwen", "</html>");
	}

	@Test
	void rangeOfAPageStaysAsItIs() {
		HttpResponse<String> response = get("/static.html", "Range", "bytes=0-14");
		assertThat(response.statusCode()).isEqualTo(206);
		assertThat(response.body()).isEqualTo("<!doctype html>");
	}

	@Test
	void pageWithEntityTagIsNotSentTwice() {
		HttpResponse<String> first = get("/open/tagged");
		String tag = first.headers().firstValue("ETag").orElseThrow();
		assertThat(tag).matches("W/\"v1-pc[0-9a-f]{8}\"");
		HttpResponse<String> second = get("/open/tagged", "If-None-Match", tag);
		assertThat(second.statusCode()).isEqualTo(304);
		assertThat(second.headers().firstValue("ETag")).hasValue(tag);
		assertThat(second.body()).isEmpty();
	}

	@Test
	void pageThatTheBrowserHasFromBeforeUsIsSentAgainWithOurTag() {
		assertThat(get("/open/tagged", "If-None-Match", "\"v1-pc00000000\"").statusCode()).isEqualTo(200);
		assertThat(get("/open/tagged", "If-None-Match", "\"v0\"").statusCode()).isEqualTo(200);
	}

	@Test
	void staticPageIsNotSentTwice() {
		String modified = get("/static.html").headers().firstValue("Last-Modified").orElseThrow();
		assertThat(get("/static.html", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
	}

	@Test
	void pageUnderSpringSecurityKeepsItsHeaders() {
		HttpResponse<String> response = get("/secured/plain");
		Map<String, List<String>> headers = response.headers().map();
		assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(headers.get("X-Frame-Options")).containsExactly("DENY");
		assertThat(headers.get("Cache-Control")).containsExactly("no-cache, no-store, max-age=0, must-revalidate");
		assertThat(response.body()).contains("data-peer-src");
	}

	@Test
	void resetAfterTheFirstByteKeepsTheHeadersOfSpringSecurity() {
		HttpResponse<String> response = get("/secured/late/broken");
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(response.body()).isEqualTo("conflict");
		assertThat(response.headers().map().get("X-Frame-Options")).containsExactly("DENY");
	}

	@Test
	void nonceOfThePolicyIsUsed() {
		String page = get("/secured/nonce").body();
		assertThat(page).contains("<script nonce=\"abc\">" + this.bootstrap + "</script>", " data-peer-src=")
			.doesNotContain("<style");
		assertThat(SCRIPT.matcher(page).results().map((match) -> match.group(1))).containsExactly(" nonce=\"abc\"");
	}

	@Test
	void policyThatForbidsInlineScriptsIsHonoured() {
		String page = get("/secured/strict").body();
		assertThat(page).doesNotContain(this.bootstrap).doesNotContain(" data-peer-src=").doesNotContain("<style");
		assertThat(page).containsPattern(SCRIPT);
		assertThat(config(page).get("blobs").asBoolean()).isTrue();
	}

	@Test
	void policyThatForbidsBlobImagesIsHonoured() {
		String page = get("/secured/no-blobs").body();
		assertThat(page).doesNotContain(this.bootstrap).doesNotContain(" data-peer-src=");
		assertThat(config(page).get("blobs").asBoolean()).isFalse();
	}

	@Test
	void pageThatIsKeptByNobodyCarriesAToken() {
		String token = config(get("/secured/plain").body()).get("token").asString();
		assertThat(this.tokens.findVisitor(token, this.host)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/static.html", "/", "/index.html" })
	void pageThatASharedCacheMayKeepCarriesNoToken(String path) {
		assertThat(config(get(path).body()).has("token")).isFalse();
	}

	@Test
	void tokenIsHandedToPagesOfThisSiteAlone() {
		HttpResponse<String> response = get("/peerconnect/token", "Sec-Fetch-Site", "same-origin");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(response.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
		JsonNode json = JsonMapper.shared().readTree(response.body());
		assertThat(this.tokens.findVisitor(json.get("token").asString(), this.host)).isNotNull();
		assertThat(json.get("expiresInMs").asLong()).isEqualTo(600_000);
		assertThat(get("/peerconnect/token", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
		assertThat(get("/peerconnect/token", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
		assertThat(get("/peerconnect/token", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
	}

	@Test
	void clientOfAPageIsServedForever() throws IOException {
		Matcher script = SCRIPT.matcher(get("/open/body").body());
		assertThat(script.find()).isTrue();
		String path = script.group(2).substring("/site".length());
		HttpResponse<byte[]> response = get(BodyHandlers.ofByteArray(), path, "Accept-Encoding", "br, gzip");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
			.isEqualTo(ClientScripts.load(getClass().getClassLoader()).client().content());
		String tag = response.headers().firstValue("ETag").orElseThrow();
		assertThat(get(path, "If-None-Match", tag, "Accept-Encoding", "gzip").statusCode()).isEqualTo(304);
		HttpResponse<String> plain = get(path);
		assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(plain.headers().firstValue("ETag")).isNotEqualTo(tag);
	}

	@Test
	void clientOfAnEarlierReleaseIsThePresentOne() {
		HttpResponse<String> response = get("/peerconnect/peerconnect.0123456789abcdef.js");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
	}

	@Test
	void workerMayHaveTheWholeContext() {
		HttpResponse<String> response = get("/peerconnect/worker.js");
		assertThat(response.headers().firstValue("Service-Worker-Allowed")).hasValue("/site/");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
	}

	@Test
	void imageOfATemplateIsHandedOver() {
		assertThat(get("/open/template").body())
			.contains("data-peer-src=\"/site/img/lion.jpg\" alt=\"Lion\"><noscript><img src=\"/site/img/lion.jpg\"");
		assertThat(get("/static.html").body()).contains("data-peer-src=\"img/lion.jpg\"");
	}

	@ParameterizedTest
	@CsvSource({ "Save-Data, on", "Sec-GPC, 1", "Cookie, peerconnect=off", "Sec-Fetch-Dest, empty",
			"User-Agent, Mozilla/5.0 (compatible; Googlebot/2.1)", "X-Requested-With, XMLHttpRequest" })
	void imagesOfWhoeverStaysOutStay(String header, String value) {
		String page = get("/open/body", header, value).body();
		assertThat(page).contains("peerconnect-config").doesNotContain(" data-peer-src=").doesNotContain("<style");
	}

	@Test
	void visitorWhoAgreedTakesPartInSpiteOfGlobalPrivacyControl() {
		assertThat(get("/open/body", "Sec-GPC", "1", "Cookie", "a=b; peerconnect=on").body()).contains("data-peer-src");
	}

	private static JsonNode config(String page) {
		Matcher matcher = CONFIG.matcher(page);
		assertThat(matcher.find()).as(page).isTrue();
		return JsonMapper.shared().readTree(matcher.group(1));
	}

	private HttpResponse<String> get(String path, String... headers) {
		return get(BodyHandlers.ofString(StandardCharsets.UTF_8), path, headers);
	}

	private <T> HttpResponse<T> get(HttpResponse.BodyHandler<T> body, String path, String... headers) {
		HttpRequest.Builder request = request(path);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request, body);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.host + "/site" + path))
			.header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		return send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
		try {
			return this.client.send(request.build(), body);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
