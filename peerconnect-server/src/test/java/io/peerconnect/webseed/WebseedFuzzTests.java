package io.peerconnect.webseed;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.peerconnect.asset.HttpVisitor;
import io.peerconnect.asset.HttpVisitor.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers and paths that nobody would send, the same in every run. Each answer is checked
 * against the bytes of the video. The site serves no files but for the videos, so
 * whatever is served is served by the webseed.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebseedFuzzTests {

	private static final byte[] FOREST = VideoFolder.noise(100_000, 1);

	private static final String SECRET = "nobody may read this";

	private static final int ROUNDS = 2000;

	private static final List<String> NUMBERS = List.of("0", "1", "7", "99", "100", "49151", "49152", "50000", "99998",
			"99999", "100000", "100001", "4294967296", "9223372036854775807", "9223372036854775808",
			"99999999999999999999999999", "000000000000000000000000000012", "");

	private static final List<String> NOISE = List.of(",", "-", "=", " ", "\t", ";", "bytes=", "BYTES=", "items=", "--",
			"0x10", "1e3", "+1", "-1", "\u00b2", "\u00ff", "\u0001", "\u007f", "\"", "%00", "*", "/", "W/");

	private static final List<String> SEGMENTS = List.of("videos", "forest.mp4", "..", ".", "", "%2e%2e", "%2E.",
			"..%2f", "..%5c", "..\\", "%2fvideos", "secret.mp4", "link.mp4", "outside", "etc/passwd", "%00", "%", "%zz",
			"%c0%ae%c0%ae", "%25%32%65", "forest.mp4%00.txt", "forest.mp4;a=b", "forest%2Emp4", "FOREST.MP4",
			"f\u00f6rest.mp4", "\u0001", "forest.mp4/", "forest.mp4?x=%00", "forest.mp4#y", "a".repeat(300), "~",
			"WEB-INF", "META-INF", "file:", "classpath:", "C:", "|", "{name}", "*", "**");

	@TempDir
	static Path folder;

	private static VideoSite site;

	private static HttpVisitor mallory;

	@BeforeAll
	static void start() throws IOException {
		Files.createDirectory(folder.resolve("empty"));
		site = VideoSite.start(VideoSite.Open.class, folder.resolve("empty"));
		VideoFolder videos = new VideoFolder(folder.resolve("videos"));
		site.library().add("/videos/forest.mp4", videos.write("forest.mp4", FOREST));
		videos.write("secret.mp4", SECRET.getBytes(StandardCharsets.UTF_8));
		Path outside = Files.createDirectory(folder.resolve("outside"));
		Files.writeString(outside.resolve("secret.mp4"), SECRET);
		Files.createSymbolicLink(folder.resolve("videos/link.mp4"), outside.resolve("secret.mp4"));
		Files.createSymbolicLink(folder.resolve("videos/outside"), outside);
		mallory = new HttpVisitor(site.port());
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void ranges(CapturedOutput output) {
		Random random = new Random(20261127);
		int before = output.length();
		int[] statuses = new int[600];
		for (int i = 0; i < ROUNDS; i++) {
			String header = range(random);
			Answer answer = mallory.get("/videos/forest.mp4", "Range: " + header);
			statuses[answer.status()]++;
			check(header, answer);
		}
		assertThat(statuses[200]).isGreaterThan(ROUNDS / 10);
		assertThat(statuses[206]).isGreaterThan(ROUNDS / 10);
		assertThat(statuses[416]).isGreaterThan(0);
		assertThat(output.subSequence(before, output.length()).toString()).doesNotContain("ERROR", "\tat ");
	}

	@Test
	void paths(CapturedOutput output) {
		Random random = new Random(20261128);
		int before = output.length();
		int served = 0;
		for (int i = 0; i < ROUNDS; i++) {
			String path = path(random);
			Answer answer = mallory.get(path);
			String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
			assertThat(answer.status()).as(path).isIn(200, 302, 400, 404);
			assertThat(text).as(path).doesNotContain(SECRET, "\tat ");
			if (answer.status() == 200) {
				served++;
				assertThat(answer.body()).as(path).isEqualTo(FOREST);
			}
		}
		assertThat(served).isGreaterThan(0);
		assertThat(output.subSequence(before, output.length()).toString()).doesNotContain("ERROR", "\tat ");
	}

	@Test
	void longPath() {
		assertThat(mallory.get("/videos/" + "a/".repeat(3000) + "forest.mp4").status()).isEqualTo(404);
		assertThat(mallory.get("/videos/" + "../".repeat(50_000)).status()).isEqualTo(400);
	}

	private static String range(Random random) {
		StringBuilder header = new StringBuilder("bytes=");
		int specs = 1 + random.nextInt(random.nextInt(20) == 0 ? 100 : 4);
		for (int i = 0; i < specs; i++) {
			header.append((i > 0) ? "," : "").append(number(random)).append('-').append(number(random));
		}
		int mutations = Math.max(0, random.nextInt(6) - 3);
		for (int i = 0; i < mutations; i++) {
			int at = random.nextInt(header.length() + 1);
			switch (random.nextInt(3)) {
				case 0 -> header.insert(at, NOISE.get(random.nextInt(NOISE.size())));
				case 1 -> header.delete(at, Math.min(header.length(), at + 1 + random.nextInt(4)));
				default -> header.insert(at, (char) (0x20 + random.nextInt(0xe0)));
			}
		}
		return header.toString();
	}

	private static String number(Random random) {
		return random.nextBoolean() ? NUMBERS.get(random.nextInt(NUMBERS.size()))
				: String.valueOf(random.nextInt(FOREST.length + 10));
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder(random.nextBoolean() ? "/videos" : "");
		int segments = 1 + random.nextInt(6);
		for (int i = 0; i < segments; i++) {
			path.append('/').append(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
		}
		return path.toString();
	}

	private static void check(String header, Answer answer) {
		BitSet wanted = wanted(header);
		switch (answer.status()) {
			case 200 -> {
				assertThat(answer.body()).as(header).isEqualTo(FOREST);
				assertThat(wanted == null || header.split(",").length > 16).as(header).isTrue();
			}
			case 206 -> {
				BitSet asked = Objects.requireNonNull(wanted, header);
				BitSet sent = sent(answer);
				BitSet missing = (BitSet) asked.clone();
				missing.andNot(sent);
				assertThat(missing.cardinality()).as(header).isZero();
				// Small gaps are sent along.
				assertThat(sent.cardinality() - asked.cardinality()).as(header).isLessThan(100 * 128);
			}
			case 416 -> {
				assertThat(wanted).as(header).isEqualTo(new BitSet());
				assertThat(answer.header("Content-Range")).isEqualTo("bytes */100000");
				assertThat(answer.body()).isEmpty();
			}
			default -> {
				// Tomcat lets no control characters pass.
				assertThat(answer.status()).as(header).isEqualTo(400);
				assertThat(header).matches("(?s).*[\u0000-\u001f\u007f].*");
			}
		}
	}

	/**
	 * Return which bytes a header asks for, {@code null} if it is malformed.
	 */
	private static @Nullable BitSet wanted(String header) {
		if (!header.matches("(?i)bytes=[ \\t]*((\\d+-\\d*|-\\d+)?[ \\t]*,[ \\t]*)*(\\d+-\\d*|-\\d+)?[ \\t]*")) {
			return null;
		}
		BitSet wanted = new BitSet();
		boolean any = false;
		Matcher specs = Pattern.compile("(\\d*)-(\\d*)").matcher(header);
		while (specs.find()) {
			any = true;
			BigInteger first = new BigInteger("0" + specs.group(1));
			BigInteger last = new BigInteger("0" + specs.group(2));
			if (specs.group(1).isEmpty()) {
				wanted.set(BigInteger.valueOf(FOREST.length).subtract(last).max(BigInteger.ZERO).intValue(),
						FOREST.length);
				continue;
			}
			if (!specs.group(2).isEmpty() && first.compareTo(last) > 0) {
				return null;
			}
			int from = first.min(BigInteger.valueOf(FOREST.length)).intValue();
			int to = specs.group(2).isEmpty() ? FOREST.length
					: last.min(BigInteger.valueOf(FOREST.length - 1)).intValue() + 1;
			wanted.set(from, Math.max(from, to));
		}
		return any ? wanted : null;
	}

	/**
	 * Return which bytes were sent, each of them right and none twice.
	 */
	private static BitSet sent(Answer answer) {
		List<MultipartAnswer.Part> parts = new ArrayList<>();
		if (answer.header("Content-Range") != null) {
			parts.add(new MultipartAnswer.Part(String.valueOf(answer.header("Content-Range")), "video/mp4",
					new String(answer.body(), StandardCharsets.ISO_8859_1)));
		}
		else {
			parts.addAll(MultipartAnswer.parse(answer));
		}
		BitSet sent = new BitSet();
		for (MultipartAnswer.Part part : parts) {
			Matcher range = Pattern.compile("bytes (\\d+)-(\\d+)/100000").matcher(part.range());
			assertThat(range.matches()).as(part.range()).isTrue();
			int from = Integer.parseInt(range.group(1));
			int to = Integer.parseInt(range.group(2)) + 1;
			assertThat(part.content()).isEqualTo(new String(FOREST, from, to - from, StandardCharsets.ISO_8859_1));
			assertThat(sent.get(from, to).isEmpty()).isTrue();
			sent.set(from, to);
		}
		return sent;
	}

}
