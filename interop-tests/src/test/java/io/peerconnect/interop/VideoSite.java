package io.peerconnect.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A site with one video, which holds noise: nobody here plays it.
 */
final class VideoSite implements AutoCloseable {

	private static final String NAME = "forest walk.mp4";

	private static final int LENGTH = 5_000_003;

	/** How every MP4 file begins (ISO/IEC 14496-12 §4.3). */
	private static final byte[] HEAD = "\0\0\0\20ftypisom\0\0\2\0".getBytes(StandardCharsets.ISO_8859_1);

	private final Path folder;

	private final ConfigurableApplicationContext context;

	private VideoSite(Path folder, ConfigurableApplicationContext context) {
		this.folder = folder;
		this.context = context;
	}

	/**
	 * Start a site and wait until it knows its video.
	 * @param folder an empty folder
	 * @param properties further properties, as {@code name=value}
	 * @return the site
	 * @throws IOException if the video cannot be written
	 */
	static VideoSite start(Path folder, String... properties) throws IOException {
		Path videos = Files.createDirectories(folder.resolve("videos"));
		byte[] noise = new byte[LENGTH];
		new Random(20_261_127).nextBytes(noise);
		System.arraycopy(HEAD, 0, noise, 0, HEAD.length);
		Files.write(videos.resolve(NAME), noise);
		SpringApplication application = new SpringApplication(Configuration.class);
		application.setDefaultProperties(
				Map.<String, Object>of("server.address", "127.0.0.1", "server.port", 0, "spring.main.banner-mode",
						"off", "logging.level.root", "warn", "peerconnect.video-route", videos.toString(),
						"peerconnect.torrent-route", folder.toString(), "peerconnect.video.settle-time", "100ms"));
		VideoSite site = new VideoSite(folder,
				application.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new)));
		Awaitility.await("the torrent").atMost(Duration.ofSeconds(30)).until(() -> !site.library().all().isEmpty());
		return site;
	}

	private TorrentLibrary library() {
		return this.context.getBean(TorrentLibrary.class);
	}

	Torrent torrent() {
		return library().all().iterator().next();
	}

	/** The folder with the video. */
	Path videos() {
		return this.folder.resolve("videos");
	}

	/** The video as the site has it. */
	Path video() {
		return videos().resolve(NAME);
	}

	String sha256() throws IOException {
		return sha256(video());
	}

	static String sha256(Path file) throws IOException {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	String torrentUrl() {
		return url("/peerconnect/torrents/" + torrent().infoHash() + ".torrent");
	}

	String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	String webSocketTracker() {
		return "ws://127.0.0.1:" + port() + "/peerconnect/tracker";
	}

	String httpTracker() {
		return url("/peerconnect/announce");
	}

	private String port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/** An empty folder beside that of the site. */
	Path newFolder(String name) throws IOException {
		return Files.createDirectories(this.folder.resolve(name));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

	}

}
