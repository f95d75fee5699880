package io.peerconnect.webseed;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.peerconnect.asset.HttpVisitor;
import io.peerconnect.asset.HttpVisitor.Answer;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Videos that the library found and hashed by itself: in a folder that the site does not
 * serve, and in a jar.
 */
class HashedVideosIntegrationTests {

	private static final byte[] FOREST = video(1_500_000, 1);

	private static final byte[] DUNES = video(1_500_000, 2);

	@TempDir
	Path folder;

	@SuppressWarnings("NullAway.Init")
	private URLClassLoader jar;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private HttpVisitor alice;

	@BeforeEach
	void start() throws IOException {
		new VideoFolder(this.folder).write("films/forest walk.mp4", FOREST, Instant.now().minusSeconds(60));
		Path file = this.folder.resolve("site.jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
			out.putNextEntry(new JarEntry("static/films/"));
			out.putNextEntry(new JarEntry("static/films/dunes.mp4"));
			out.write(DUNES);
		}
		this.jar = new URLClassLoader(new URL[] { file.toUri().toURL() }, getClass().getClassLoader());
		this.context = new SpringApplicationBuilder(VideoSite.Open.class)
			.resourceLoader(new DefaultResourceLoader(this.jar))
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "logging.level.io.peerconnect=info", "server.servlet.context-path=/zoo",
					"peerconnect.torrent-route=" + this.folder, "peerconnect.video.settle-time=100ms",
					"peerconnect.video-route=/clips=" + this.folder.resolve("films") + ",classpath:/static/films/")
			.run();
		this.alice = new HttpVisitor(
				this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
		await().untilAsserted(() -> assertThat(library().all()).hasSize(2));
	}

	@AfterEach
	void stop() throws IOException {
		this.context.close();
		this.jar.close();
	}

	@Test
	void videosAreServedUnderTheirInfohash() {
		assertThatPartComes("/clips/forest walk.mp4", FOREST);
		assertThatPartComes("/films/dunes.mp4", DUNES);
		assertThat(this.alice.get("/zoo/clips/").status()).isEqualTo(404);
		assertThat(this.alice.get("/clips/forest%20walk.mp4").status()).isEqualTo(404);
	}

	private void assertThatPartComes(String path, byte[] content) {
		Torrent torrent = Objects.requireNonNull(library().findByPath(path));
		Answer answer = this.alice.get("/zoo" + path.replace(" ", "%20"), "Range: bytes=1000000-1299999");
		assertThat(answer.status()).isEqualTo(206);
		assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 1_300_000));
		assertThat(answer.headers()).containsEntry("ETag", "\"" + torrent.infoHash() + "\"")
			.containsEntry("Content-Type", "video/mp4");
		String list = new String(this.alice.get("/zoo/peerconnect/torrents").body(), StandardCharsets.UTF_8);
		assertThat(list).contains(torrent.infoHash().hex()).contains("/zoo" + path.replace(" ", "%20"));
	}

	@Test
	void replacedVideoNeverComesUnderTheInfohashOfTheOther() throws IOException {
		String before = tag();
		Path other = new VideoFolder(this.folder).write("other.mp4", DUNES, Instant.now().minusSeconds(30));
		Files.move(other, this.folder.resolve("films/forest walk.mp4"), StandardCopyOption.REPLACE_EXISTING);
		await().untilAsserted(() -> {
			Answer answer = this.alice.get("/zoo/clips/forest%20walk.mp4");
			assertThat(answer.header("ETag")).isNotEqualTo(before);
			assertThat(answer.body()).isEqualTo(DUNES);
		});
		assertThat(this.alice.get("/zoo/clips/forest%20walk.mp4", "If-Range: " + before, "Range: bytes=0-4").status())
			.isEqualTo(200);
	}

	private String tag() {
		return Objects.requireNonNull(this.alice.head("/zoo/clips/forest%20walk.mp4").header("ETag"));
	}

	private TorrentLibrary library() {
		return this.context.getBean(TorrentLibrary.class);
	}

	private static byte[] video(int length, long seed) {
		byte[] bytes = VideoFolder.noise(length, seed);
		System.arraycopy("ftyp".getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 4);
		return bytes;
	}

}
