package io.peerconnect.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import io.peerconnect.asset.HttpVisitor.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real server, and what the catalogue knows after its answers.
 */
class LearningFilterIntegrationTests {

	private static final byte[] LION = bytes(300_000, 1);

	private static final byte[] TIGER = bytes(300_000, 2);

	@TempDir
	static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static TestSite site;

	@SuppressWarnings("NullAway.Init")
	private static HttpVisitor alice;

	@BeforeAll
	static void start() throws IOException {
		Files.createDirectory(folder.resolve("img"));
		site = TestSite.start(folder, TestSite.Application.class);
		alice = new HttpVisitor(site.port());
	}

	@BeforeEach
	void publishLion() throws IOException {
		publish("img/lion.jpg", LION);
	}

	@AfterEach
	void reset() {
		site.reset(alice);
	}

	@AfterAll
	static void stop() {
		site.close();
	}

	@Test
	void staticImageIsKnownWithItsPieces() {
		assertThat(alice.get("/img/lion.jpg").body()).isEqualTo(LION);
		Asset asset = new Asset(new AssetPath("/img/lion.jpg"), digest(LION), LION.length, "image/jpeg",
				List.of(digest(Arrays.copyOf(LION, Asset.PIECE_LENGTH)),
						digest(Arrays.copyOfRange(LION, Asset.PIECE_LENGTH, LION.length))));
		assertThat(find("/img/lion.jpg")).isEqualTo(asset);
		assertThat(site.catalogue().findByDigest(digest(LION))).isEqualTo(asset);
		assertThat(site.served()).containsExactly("image/jpeg 300000");
	}

	@Test
	void staticImageWithEncodedNameIsKnownAndLookedAt() throws IOException {
		publish("img/l\u00f6we 1.jpg", LION);
		alice.get("/img/l%C3%B6we%201.jpg");
		assertThat(find("/img/l%C3%B6we%201.jpg")).isNotNull();
		site.clock().advance(Duration.ofHours(1));
		assertThat(find("/img/l%C3%B6we%201.jpg")).isNotNull();
		Files.delete(folder.resolve("img/l\u00f6we 1.jpg"));
		site.clock().advance(Duration.ofSeconds(1));
		assertThat(find("/img/l%C3%B6we%201.jpg")).isNull();
	}

	@Test
	void knownVersionIsNamedByReprDigest() {
		String expected = "sha-256=:" + Base64.getEncoder().encodeToString(digest(LION).bytes()) + ":";
		Answer first = alice.get("/img/lion.jpg");
		assertThat(first.header("Repr-Digest")).isNull();
		assertThat(alice.get("/img/lion.jpg").header("Repr-Digest")).isEqualTo(expected);
		assertThat(alice.head("/img/lion.jpg").header("Repr-Digest")).isEqualTo(expected);
		Answer range = alice.get("/img/lion.jpg", "Range: bytes=5-9");
		assertThat(range.status()).isEqualTo(206);
		assertThat(range.body()).isEqualTo(Arrays.copyOfRange(LION, 5, 10));
		assertThat(range.header("Repr-Digest")).isEqualTo(expected);
		Answer unchanged = alice.get("/img/lion.jpg", "If-Modified-Since: " + first.header("Last-Modified"));
		assertThat(unchanged.status()).isEqualTo(304);
		assertThat(unchanged.header("Repr-Digest")).isEqualTo(expected);
		assertThat(site.served()).containsExactly("image/jpeg 300000", "image/jpeg 300000", "image/jpeg 5");
	}

	@Test
	void headRangeAndConditionalRequestsTeachNothing() {
		alice.head("/img/lion.jpg");
		alice.get("/img/lion.jpg", "Range: bytes=0-9");
		alice.get("/img/lion.jpg", "Range: bytes=0-");
		alice.get("/img/lion.jpg", "If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT");
		assertThat(find("/img/lion.jpg")).isNull();
	}

	@Test
	void changedFileIsNoticedAlthoughNobodyAsksForIt() throws IOException {
		alice.get("/img/lion.jpg");
		Asset lion = find("/img/lion.jpg");
		Files.write(folder.resolve("img/lion.jpg"), TIGER);
		site.clock().advance(Duration.ofSeconds(1));
		assertThat(find("/img/lion.jpg")).isNull();
		assertThat(site.catalogue().findByDigest(digest(LION))).isNull();
		assertThat(site.replaced()).containsExactly(lion);
	}

	@Test
	void changedFileIsLearntAnewFromItsNextAnswer() throws IOException {
		alice.get("/img/lion.jpg");
		publish("img/lion.jpg", TIGER, Instant.parse("2020-02-02T02:02:02Z"));
		assertThat(alice.get("/img/lion.jpg").header("Repr-Digest")).isNull();
		assertThat(digestOf("/img/lion.jpg")).isEqualTo(digest(TIGER));
		assertThat(site.catalogue().findByDigest(digest(LION))).isNull();
		assertThat(site.replaced()).extracting(Asset::digest).containsExactly(digest(LION));
	}

	@Test
	void deletedFileIsForgotten() throws IOException {
		alice.get("/img/lion.jpg");
		Files.delete(folder.resolve("img/lion.jpg"));
		assertThat(alice.get("/img/lion.jpg").status()).isEqualTo(404);
		assertThat(find("/img/lion.jpg")).isNull();
		assertThat(site.replaced()).hasSize(1);
	}

	@Test
	void pathsWithTheSameBytesShareADigest() throws IOException {
		publish("img/copy.jpg", LION);
		alice.get("/img/lion.jpg");
		alice.get("/img/copy.jpg");
		alice.get("/img/copy.jpg?v=2");
		Files.delete(folder.resolve("img/copy.jpg"));
		alice.get("/img/copy.jpg");
		alice.get("/img/copy.jpg?v=2");
		assertThat(site.catalogue().findByDigest(digest(LION))).isEqualTo(find("/img/lion.jpg"));
		assertThat(site.replaced()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/plain.jpg", "/tag.jpg", "/streaming.jpg", "/callable.jpg", "/listener.jpg",
			"/octets.jpg", "/buffers.jpg", "/chunked.jpg" })
	void imageOfAControllerIsKnown(String path) {
		assertThat(alice.get(path).body()).isEqualTo(LION);
		assertThat(digestOf(path)).isEqualTo(digest(LION));
	}

	@Test
	void imageOfAControllerIsInDoubtUntilItIsServedAgain() {
		alice.get("/tag.jpg");
		site.clock().advance(Duration.ofSeconds(61));
		assertThat(find("/tag.jpg")).isNull();
		assertThat(site.catalogue().findByDigest(digest(LION))).isNotNull();
		Answer unchanged = alice.get("/tag.jpg", "If-None-Match: \"v1\"");
		assertThat(unchanged.status()).isEqualTo(304);
		assertThat(digestOf("/tag.jpg")).isEqualTo(digest(LION));
		site.clock().advance(Duration.ofSeconds(61));
		assertThat(find("/tag.jpg")).isNull();
		alice.get("/tag.jpg");
		assertThat(digestOf("/tag.jpg")).isEqualTo(digest(LION));
		assertThat(site.replaced()).isEmpty();
	}

	@Test
	void changedImageOfAControllerReplacesTheFormerVersion() {
		alice.get("/tag.jpg");
		alice.get("/plain.jpg");
		site.content().version("v2", TIGER);
		alice.get("/tag.jpg");
		alice.get("/plain.jpg");
		assertThat(digestOf("/tag.jpg")).isEqualTo(digest(TIGER));
		assertThat(digestOf("/plain.jpg")).isEqualTo(digest(TIGER));
		assertThat(site.replaced()).extracting(Asset::digest).containsExactly(digest(LION));
	}

	@Test
	void conditionalAnswerOfAnotherVersionForgetsTheFormer() {
		alice.get("/tag.jpg");
		site.content().version("v2", TIGER);
		assertThat(alice.get("/tag.jpg", "If-None-Match: \"v2\"").status()).isEqualTo(304);
		assertThat(find("/tag.jpg")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Cache-Control:private", "Cache-Control:no-store", "Cache-Control:max-age=60,%20Private",
			"Set-Cookie:a=b", "Vary:Cookie", "Vary:Accept-Encoding,%20Accept", "Vary:*", "X-PeerConnect:off",
			"Content-Encoding:gzip", "Content-Disposition:attachment;%20filename=lion.jpg" })
	void imageThatIsNotForEverybodyIsNotLearnt(String header) {
		assertThat(alice.get("/header.jpg?" + header).body()).isEqualTo(LION);
		assertThat(find("/header.jpg?" + header)).isNull();
		assertThat(site.refused()).hasSize(1);
		assertThat(site.served()).isEmpty();
	}

	@Test
	void imageThatIsNoLongerForEverybodyIsForgotten() {
		alice.get("/tag.jpg");
		site.content().header("Cache-Control", "private");
		alice.get("/tag.jpg");
		assertThat(find("/tag.jpg")).isNull();
		assertThat(site.replaced()).hasSize(1);
	}

	@Test
	void imageBehindAuthorizationIsNotLearnt() {
		alice.get("/tag.jpg", "Authorization: Basic YWxpY2U6c2VjcmV0");
		assertThat(find("/tag.jpg")).isNull();
		assertThat(site.refused()).containsExactly(Refusal.AUTHORIZATION);
	}

	@Test
	void gifAndPageAreNotLearntAndOnlyMediaIsCounted() throws IOException {
		publish("img/lion.gif", LION);
		publish("img/lion.html", LION);
		alice.get("/img/lion.gif");
		alice.get("/img/lion.html");
		assertThat(find("/img/lion.gif")).isNull();
		assertThat(find("/img/lion.html")).isNull();
		assertThat(site.refused()).containsExactly(Refusal.FORMAT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/short.jpg", "/broken.jpg", "/endless.jpg" })
	void imageThatDoesNotEndAsItShouldIsNotLearnt(String path) {
		alice.get(path);
		assertThat(find(path)).isNull();
	}

	@Test
	void imageThatTheVisitorDidNotWaitForIsNotLearnt() throws InterruptedException {
		alice.abort("/slow.jpg");
		site.content().awaitAbort();
		assertThat(find("/slow.jpg")).isNull();
		assertThat(alice.get("/tag.jpg").body()).isEqualTo(LION);
	}

	@Test
	void imageSentByTheContainerItselfIsNotLearnt() throws IOException {
		Files.write(folder.resolve("img/sent.bin"), LION);
		assertThat(alice.get("/sendfile.jpg?" + folder.resolve("img/sent.bin")).body()).isEqualTo(LION);
		assertThat(find("/sendfile.jpg?" + folder.resolve("img/sent.bin"))).isNull();
	}

	private void publish(String name, byte[] content) throws IOException {
		publish(name, content, Instant.parse("2020-01-01T01:01:01Z"));
	}

	private void publish(String name, byte[] content, Instant lastModified) throws IOException {
		Files.write(folder.resolve(name), content);
		Files.setLastModifiedTime(folder.resolve(name), FileTime.from(lastModified));
	}

	private @Nullable Asset find(String path) {
		return site.catalogue().findByPath(new AssetPath(path));
	}

	private @Nullable Digest digestOf(String path) {
		Asset asset = find(path);
		return (asset != null) ? asset.digest() : null;
	}

	private static Digest digest(byte[] content) {
		try {
			return Digest.of(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] bytes(int length, long seed) {
		byte[] bytes = new byte[length];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

}
