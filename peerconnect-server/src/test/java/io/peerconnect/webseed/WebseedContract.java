package io.peerconnect.webseed;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.peerconnect.asset.HttpVisitor;
import io.peerconnect.asset.HttpVisitor.Answer;
import io.peerconnect.torrent.InMemoryTorrentLibrary;
import io.peerconnect.torrent.Torrent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What visitors get of a video, whatever server and whatever way it takes.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class WebseedContract {

	static final byte[] FOREST = VideoFolder.noise(300_000, 1);

	@TempDir
	Path folder;

	HttpVisitor alice;

	Torrent forest;

	abstract int port();

	abstract InMemoryTorrentLibrary library();

	abstract Recorder recorder();

	@BeforeEach
	void publishForest() {
		this.alice = new HttpVisitor(port());
		this.forest = library().add("/videos/forest walk.mp4", videos().write("forest walk.mp4", FOREST));
		recorder().clear();
	}

	VideoFolder videos() {
		return new VideoFolder(this.folder);
	}

	@Test
	void wholeVideo() {
		Answer answer = get();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(FOREST);
		assertThat(answer.headers()).containsEntry("Content-Type", "video/mp4")
			.containsEntry("Content-Length", "300000")
			.containsEntry("Accept-Ranges", "bytes")
			.containsEntry("ETag", tag())
			.containsEntry("Last-Modified", "Wed, 04 Mar 2026 08:00:00 GMT")
			.containsEntry("Cache-Control", "max-age=3600, public")
			.containsEntry("X-Content-Type-Options", "nosniff")
			.doesNotContainKeys("Content-Range", "Set-Cookie");
		assertThatServed("0-300000");
	}

	@Test
	void headIsTheSameWithoutTheVideoAndKnowsNoRanges() {
		Answer answer = this.alice.head("/videos/forest%20walk.mp4", "Range: bytes=0-4");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.headers()).containsEntry("Content-Length", "300000")
			.containsEntry("Content-Type", "video/mp4")
			.containsEntry("ETag", tag());
		assertThat(recorder().parts()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0-0, 0, 1", "0-4, 0, 5", "100-200099, 100, 200100", "299999-, 299999, 300000",
			"100000-, 100000, 300000", "-1, 299999, 300000", "-150000, 150000, 300000", "-999999, 0, 300000",
			"299990-400000, 299990, 300000" })
	void range(String range, int from, int to) {
		Answer answer = get("Range: bytes=" + range);
		assertThatIsPart(answer, from, to);
		assertThat(answer.headers()).containsEntry("Content-Type", "video/mp4")
			.containsEntry("ETag", tag())
			.containsEntry("Accept-Ranges", "bytes")
			.containsEntry("Cache-Control", "max-age=3600, public");
		assertThatServed(from + "-" + to);
	}

	@ParameterizedTest
	@ValueSource(strings = { "300000-", "-0", "999999-9999999", "300000-,-0" })
	void rangeThatTheVideoHasNotIs416(String range) {
		Answer answer = get("Range: bytes=" + range);
		assertThat(answer.status()).isEqualTo(416);
		assertThat(answer.headers()).containsEntry("Content-Range", "bytes */300000");
		assertThat(answer.body()).isEmpty();
		assertThat(recorder().parts()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "items=0-4", "bytes=4-0", "bytes=x", "bytes=", "bytes=0-1,x" })
	void rangeThatIsNoneIsIgnored(String range) {
		Answer answer = get("Range: " + range);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(FOREST);
		assertThatServed("0-300000");
	}

	@ParameterizedTest
	@CsvSource({ "0-, 0, 360448", "0-599999, 0, 360448", "360448-, 360448, 393216", "360448-599999, 360448, 393216",
			"590000-, 590000, 600000", "0-359999, 0, 360000", "100-199, 100, 200" })
	void elementWhoseWorkerIsYetToComeGetsTheBeginningOfTheRest(String range, int from, int to) {
		byte[] film = VideoFolder.noise(600_000, 3);
		library().add("/videos/film.mp4", videos().write("film.mp4", film));
		for (String destination : List.of("video", "audio")) {
			Answer answer = this.alice.get("/videos/film.mp4", "Range: bytes=" + range,
					"Sec-Fetch-Dest: " + destination, "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin");
			assertThat(answer.status()).isEqualTo(206);
			assertThat(answer.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/600000");
			assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(film, from, to));
		}
		assertThatServedOf("film.mp4", from + "-" + to, from + "-" + to);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Sec-Fetch-Dest: video|Sec-Fetch-Mode: no-cors|Sec-Fetch-Site: same-origin",
			"Sec-Fetch-Dest: video|Sec-Fetch-Mode: cors|Sec-Fetch-Site: cross-site",
			"Sec-Fetch-Dest: empty|Sec-Fetch-Mode: cors|Sec-Fetch-Site: same-origin", "Accept: */*" })
	void everybodyElseGetsAllTheRest(String headers) {
		byte[] film = VideoFolder.noise(600_000, 3);
		library().add("/videos/film.mp4", videos().write("film.mp4", film));
		Answer answer = this.alice.get("/videos/film.mp4", ("Range: bytes=0-|" + headers).split("\\|"));
		assertThat(answer.body()).isEqualTo(film);
		assertThatServedOf("film.mp4", "0-600000");
	}

	@Test
	void twoRangeHeadersAreIgnored() {
		assertThat(get("Range: bytes=0-4", "Range: bytes=5-9").body()).isEqualTo(FOREST);
		assertThatServed("0-300000");
	}

	@Test
	void severalRangesComeAsParts() {
		Answer answer = get("Range: bytes=100000-199999,5-9,-3");
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("Content-Range")).isNull();
		assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.body().length));
		assertThat(MultipartAnswer.parse(answer)).containsExactly(part(100_000, 200_000), part(5, 10),
				part(299_997, 300_000));
		assertThatServed("100000-200000", "5-10", "299997-300000");
	}

	@Test
	void overlappingRangesAreSentOnce() {
		assertThatIsPart(get("Range: bytes=5-9,0-" + "1,0-".repeat(50) + "7"), 0, 10);
		assertThatServed("0-10");
	}

	@Test
	void tooManyRangesAreTheWholeVideo() {
		Answer answer = get("Range: bytes=0-0" + ",1000-1000".repeat(100));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(FOREST);
		assertThatServed("0-300000");
	}

	@Test
	void rangeOfThisVersion() {
		assertThatIsPart(get("Range: bytes=5-9", "If-Range: " + tag()), 5, 10);
		assertThatIsPart(get("Range: bytes=5-9", "If-Range: Wed, 04 Mar 2026 08:00:00 GMT"), 5, 10);
		assertThatServed("5-10", "5-10");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"0123456789abcdef0123456789abcdef01234567\"", "Wed, 04 Mar 2026 07:59:59 GMT",
			"Wed, 04 Mar 2026 08:00:01 GMT", "nonsense" })
	void rangeOfAnotherVersionIsTheWholeVideo(String version) {
		Answer answer = get("Range: bytes=5-9", "If-Range: " + version);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(FOREST);
		assertThatServed("0-300000");
	}

	@Test
	void visitorWhoHasTheVideoIsToldSo() {
		Answer answer = get("If-None-Match: \"other\", " + tag(), "Range: bytes=0-4");
		assertThat(answer.status()).isEqualTo(304);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.headers()).containsEntry("ETag", tag())
			.containsEntry("Cache-Control", "max-age=3600, public")
			.containsEntry("Last-Modified", "Wed, 04 Mar 2026 08:00:00 GMT");
		assertThat(get("If-Modified-Since: Wed, 04 Mar 2026 08:00:00 GMT").status()).isEqualTo(304);
		assertThat(get("If-Modified-Since: Wed, 04 Mar 2026 07:00:00 GMT").status()).isEqualTo(200);
		assertThat(get("If-None-Match: \"other\"", "If-Modified-Since: Wed, 04 Mar 2026 08:00:00 GMT").status())
			.isEqualTo(200);
	}

	@Test
	void visitorWhoWantsAnotherVersionGetsNone() {
		Answer answer = get("If-Match: \"other\"", "Range: bytes=0-4");
		assertThat(answer.status()).isEqualTo(412);
		assertThat(answer.body()).isEmpty();
		assertThat(get("If-Unmodified-Since: Wed, 04 Mar 2026 07:00:00 GMT").status()).isEqualTo(412);
		assertThatIsPart(get("If-Match: " + tag(), "Range: bytes=0-4"), 0, 5);
		assertThatServed("0-5");
	}

	@Test
	void otherPathsAndMethodsAreLeftToTheSite() {
		assertThat(this.alice.get("/videos/other.mp4").status()).isEqualTo(404);
		assertThat(this.alice.get("/videos/forest walk.mp4".replace(' ', '+')).status()).isEqualTo(404);
		assertThat(this.alice.send("POST", "/videos/forest%20walk.mp4").header("ETag")).isNull();
		assertThat(this.alice.send("OPTIONS", "/videos/forest%20walk.mp4").header("Allow"))
			.isEqualTo("GET, HEAD, OPTIONS");
	}

	@Test
	void changedVideoIsNotSentUnderItsOldName() {
		videos().write("forest walk.mp4", VideoFolder.noise(300_000, 2), VideoFolder.MORNING.plusSeconds(1));
		assertThat(get().header("ETag")).isNotEqualTo(tag());
		assertThat(get("Range: bytes=0-4").header("ETag")).isNotEqualTo(tag());
		videos().write("forest walk.mp4", VideoFolder.noise(300_001, 2));
		assertThat(get().header("ETag")).isNotEqualTo(tag());
		assertThat(recorder().parts()).isEmpty();
	}

	@Test
	void deletedVideoIsGone() throws Exception {
		Files.delete(this.folder.resolve("forest walk.mp4"));
		assertThat(get().status()).isEqualTo(404);
	}

	@Test
	void videoInsideAJarIsCopiedFromThere() {
		Torrent packed = library().addPacked("/videos/packed.mp4", new ByteArrayInputStream(FOREST));
		Answer answer = this.alice.get("/videos/packed.mp4", "Range: bytes=150000-150009,7-9");
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("ETag")).isEqualTo("\"" + packed.infoHash() + "\"");
		assertThat(MultipartAnswer.parse(answer)).containsExactly(part(150_000, 150_010), part(7, 10));
		assertThat(this.alice.get("/videos/packed.mp4").body()).isEqualTo(FOREST);
		await().untilAsserted(() -> assertThat(recorder().parts()).containsExactly("packed.mp4 150000-150010",
				"packed.mp4 7-10", "packed.mp4 0-300000"));
	}

	@Test
	void visitorWhoLeavesInTheMiddleLeavesNoTraceInTheLog(CapturedOutput output) {
		byte[] film = VideoFolder.noise(20_000_000, 3);
		library().add("/videos/film.mp4", videos().write("film.mp4", film));
		int before = output.length();
		for (int i = 0; i < 20; i++) {
			this.alice.abort("/videos/film.mp4");
		}
		assertThat(this.alice.get("/videos/film.mp4").body()).isEqualTo(film);
		assertThat(output.subSequence(before, output.length()).toString()).isEmpty();
	}

	Answer get(String... headers) {
		return this.alice.get("/videos/forest%20walk.mp4", headers);
	}

	private String tag() {
		return "\"" + this.forest.infoHash() + "\"";
	}

	private static MultipartAnswer.Part part(int from, int to) {
		return new MultipartAnswer.Part("bytes " + from + "-" + (to - 1) + "/300000", "video/mp4",
				new String(FOREST, from, to - from, StandardCharsets.ISO_8859_1));
	}

	static void assertThatIsPart(Answer answer, int from, int to) {
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/300000");
		assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(to - from));
		assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(FOREST, from, to));
	}

	private void assertThatServed(String... parts) {
		assertThatServedOf("forest walk.mp4", parts);
	}

	private void assertThatServedOf(String video, String... parts) {
		List<String> named = Arrays.stream(parts).map((video + " ")::concat).toList();
		// A visitor may have the last byte before the server takes note.
		await().untilAsserted(() -> {
			assertThat(recorder().parts()).containsExactlyElementsOf(named);
			assertThat(recorder().bytes()).hasSameSizeAs(named).allMatch((bytes) -> bytes.startsWith("video/mp4 "));
		});
	}

}
