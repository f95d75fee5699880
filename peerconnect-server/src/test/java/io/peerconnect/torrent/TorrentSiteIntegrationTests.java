package io.peerconnect.torrent;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.peerconnect.torrent.bt.BencodedMetainfo;
import io.peerconnect.tracker.TrackerServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole site with videos, as a client sees it.
 */
class TorrentSiteIntegrationTests {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void siteListsAndServesTorrentsOfItsVideos() throws Exception {
		TestVideos.write(this.folder.resolve("videos/trips/forest walk.mp4"), 3_000_000, 1);
		try (ConfigurableApplicationContext site = start("server.servlet.context-path=/shop")) {
			TorrentLibrary library = site.getBean(TorrentLibrary.class);
			Awaitility.await().until(() -> library.all().size() == 1);
			Torrent torrent = Objects.requireNonNull(library.findByPath("/videos/trips/forest walk.mp4"));
			String base = "http://127.0.0.1:" + port(site) + "/shop";

			JsonNode entry = JsonMapper.shared()
				.readTree(get(base + "/peerconnect/torrents").body())
				.get("torrents")
				.get(0);
			assertThat(entry.get("name").asString()).isEqualTo("forest walk.mp4");
			assertThat(entry.get("url").asString()).isEqualTo(base + "/videos/trips/forest%20walk.mp4");
			assertThat(entry.get("infoHash").asString()).isEqualTo(torrent.infoHash().hex());
			assertThat(entry.get("length").asLong()).isEqualTo(3_000_000);
			assertThat(entry.get("mediaType").asString()).isEqualTo("video/mp4");
			assertThat(entry.get("magnet").asString()).startsWith("magnet:?xt=urn:btih:" + torrent.infoHash());

			HttpResponse<byte[]> file = get(entry.get("torrent").asString());
			assertThat(file.headers().firstValue("Content-Type")).hasValue("application/x-bittorrent");
			Metainfo metainfo = new BencodedMetainfo().read(file.body());
			assertThat(new BencodedMetainfo().infoHash(metainfo.info())).isEqualTo(torrent.infoHash());
			assertThat(metainfo.webseeds()).containsExactly(base + "/videos/trips/forest%20walk.mp4");
			assertThat(metainfo.trackers()).containsExactly(
					List.of("ws://127.0.0.1:" + port(site) + "/shop/peerconnect/tracker"),
					List.of(base + "/peerconnect/announce"));
			assertThat(metainfo.source()).isNull();
			String tag = file.headers().firstValue("ETag").orElseThrow();
			assertThat(get(entry.get("torrent").asString(), "If-None-Match", tag).statusCode()).isEqualTo(304);
		}
	}

	@Test
	void domainNameIsWhatTorrentsTell() throws Exception {
		TestVideos.write(this.folder.resolve("videos/a;b & c.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("peerconnect.domain-name=https://videos.example.org")) {
			Torrent torrent = awaitTorrent(site);
			Metainfo metainfo = new BencodedMetainfo().read(get(url(site, torrent)).body());
			assertThat(metainfo.webseeds()).containsExactly("https://videos.example.org/videos/a%3Bb%20&%20c.mp4");
			assertThat(metainfo.trackers()).containsExactly(List.of("wss://videos.example.org/peerconnect/tracker"),
					List.of("https://videos.example.org/peerconnect/announce"));
			// A desktop client that reads the link must find the same.
			JsonNode entry = index(site).get("torrents").get(0);
			assertThat(URLDecoder.decode(entry.get("magnet").asString(), StandardCharsets.UTF_8))
				.contains("&dn=a;b & c.mp4&xl=2000000&tr=wss://videos.example.org/peerconnect/tracker"
						+ "&tr=https://videos.example.org/peerconnect/announce"
						+ "&ws=https://videos.example.org/videos/a%3Bb%20&%20c.mp4&xs=https://videos.example.org"
						+ "/peerconnect/torrents/" + torrent.infoHash() + ".torrent");
		}
	}

	@Test
	void servletPathIsPartOfEveryUrl() throws Exception {
		TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("spring.mvc.servlet.path=/app")) {
			Torrent torrent = awaitTorrent(site);
			assertThat(torrent.path()).isEqualTo("/app/videos/a.mp4");
			String base = "http://127.0.0.1:" + port(site) + "/app";
			Metainfo metainfo = new BencodedMetainfo()
				.read(get(base + "/peerconnect/torrents/" + torrent.infoHash() + ".torrent").body());
			assertThat(metainfo.webseeds()).containsExactly(base + "/videos/a.mp4");
			assertThat(get(base + "/videos/a.mp4").body()).hasSize(2_000_000);
		}
	}

	@Test
	void torrentOfAVideoThatChangedIsGone() throws Exception {
		Path video = TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("peerconnect.video.settle-time=1h")) {
			Torrent torrent = awaitTorrent(site);
			assertThat(get(url(site, torrent)).statusCode()).isEqualTo(200);
			Files.write(video, TestVideos.content(2_000_000, 2));
			assertThat(get(url(site, torrent)).statusCode()).isEqualTo(404);
		}
	}

	@Test
	void nothingElseIsServed() throws Exception {
		TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		TestVideos.write(this.folder.resolve("videos/.hidden.mp4"), 2_000_000, 2);
		TestVideos.write(this.folder.resolve("secret.mp4"), 2_000_000, 3);
		Files.createSymbolicLink(this.folder.resolve("videos/link.mp4"), this.folder.resolve("secret.mp4"));
		try (ConfigurableApplicationContext site = start()) {
			Torrent torrent = awaitTorrent(site);
			JsonNode index = index(site);
			assertThat(index.get("torrents")).hasSize(1);
			String base = "http://127.0.0.1:" + port(site);
			for (String path : List.of("/peerconnect/torrents/0123456789012345678901234567890123456789.torrent",
					"/peerconnect/torrents/" + torrent.infoHash(), "/peerconnect/torrents/a.mp4",
					"/peerconnect/torrents/..%2f..%2fsecret.mp4", "/videos/.hidden.mp4", "/videos/link.mp4",
					"/videos/..%2fsecret.mp4", "/videos/%2e%2e/secret.mp4", "/secret.mp4", "/videos/")) {
				assertThat(get(base + path).statusCode()).as(path).isIn(400, 404);
			}
			HttpResponse<byte[]> post = HTTP.send(HttpRequest.newBuilder(URI.create(base + "/peerconnect/torrents"))
				.POST(BodyPublishers.ofString("x"))
				.build(), BodyHandlers.ofByteArray());
			assertThat(post.statusCode()).isEqualTo(405);
			HttpResponse<byte[]> head = HTTP.send(HttpRequest.newBuilder(URI.create(url(site, torrent)))
				.method("HEAD", BodyPublishers.noBody())
				.build(), BodyHandlers.ofByteArray());
			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
		}
	}

	@Test
	void listCanBeTurnedOff() throws Exception {
		TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("peerconnect.video.index=false")) {
			Torrent torrent = awaitTorrent(site);
			assertThat(get("http://127.0.0.1:" + port(site) + "/peerconnect/torrents").statusCode()).isEqualTo(404);
			assertThat(get(url(site, torrent)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void operatorSeesHowFarItIs() throws Exception {
		TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("management.endpoints.web.exposure.include=peerconnect",
				"peerconnect.video.seeder.enabled=true", "peerconnect.video.seeder.port=0")) {
			awaitTorrent(site);
			JsonNode status = JsonMapper.shared()
				.readTree(get("http://127.0.0.1:" + port(site) + "/actuator/peerconnect").body());
			assertThat(status.get("library").toString())
				.isEqualTo("{\"torrents\":1,\"bytes\":2000000,\"skipped\":0,\"waiting\":0,\"waitingBytes\":0,"
						+ "\"hashedBytes\":2000000}");
			assertThat(status.get("seeder").toString()).isEqualTo("{\"torrents\":0,\"peers\":0,\"sentBytes\":0}");
			MeterRegistry meters = site.getBean(MeterRegistry.class);
			assertThat(meters.get("peerconnect.library.torrents").gauge().value()).isEqualTo(1);
			assertThat(meters.get("peerconnect.seeder.peers").gauge().value()).isZero();
		}
	}

	@Test
	void seederOfASiteWithTlsAnnouncesItself() throws Exception {
		Path keys = this.folder.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-dname", "CN=videos.example.org", "-keystore", keys.toString(),
				"-storepass", "secret")
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.isZero();
		TestVideos.write(this.folder.resolve("videos/a.mp4"), 2_000_000, 1);
		try (ConfigurableApplicationContext site = start("server.ssl.key-store=" + keys,
				"server.ssl.key-store-password=secret", "peerconnect.video.seeder.enabled=true",
				"peerconnect.video.seeder.port=0", "server.servlet.context-path=/shop")) {
			Torrent torrent = awaitTorrent(site);
			assertThat(site.getBean(Seeder.class).prepare(torrent.infoHash())).isTrue();
			Awaitility.await()
				.untilAsserted(() -> assertThat(site.getBean(TrackerServer.class).statistics().httpPeers()).isOne());
		}
	}

	@Test
	void videosInAJarHaveTorrentsAsWell() throws Exception {
		Path jar = this.folder.resolve("videos.jar");
		byte[] content = TestVideos.content(2_000_000, 1);
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
			out.putNextEntry(new JarEntry("static/films/"));
			out.putNextEntry(new JarEntry("static/films/a walk.mp4"));
			out.write(content);
			out.closeEntry();
			out.putNextEntry(new JarEntry("static/films/.hidden.mp4"));
			out.write(content);
			out.closeEntry();
		}
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader withJar = new URLClassLoader(new URL[] { jar.toUri().toURL() }, before)) {
			Thread.currentThread().setContextClassLoader(withJar);
			try (ConfigurableApplicationContext site = start("peerconnect.video-route=classpath:/static/films")) {
				Torrent torrent = awaitTorrent(site);
				assertThat(torrent.path()).isEqualTo("/films/a walk.mp4");
				assertThat(torrent.file()).isNull();
				assertThat(site.getBean(TorrentLibrary.class).all()).hasSize(1);
				Metainfo metainfo = new BencodedMetainfo().read(get(url(site, torrent)).body());
				assertThat(get(metainfo.webseeds().get(0)).body()).isEqualTo(content);
			}
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static Torrent awaitTorrent(ConfigurableApplicationContext site) {
		TorrentLibrary library = site.getBean(TorrentLibrary.class);
		Awaitility.await().until(() -> !library.all().isEmpty());
		return library.all().iterator().next();
	}

	private static String url(ConfigurableApplicationContext site, Torrent torrent) {
		return "http://127.0.0.1:" + port(site) + "/peerconnect/torrents/" + torrent.infoHash() + ".torrent";
	}

	private static JsonNode index(ConfigurableApplicationContext site) throws Exception {
		return JsonMapper.shared().readTree(get("http://127.0.0.1:" + port(site) + "/peerconnect/torrents").body());
	}

	private ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Site.class).properties("server.port=0", "server.address=127.0.0.1",
				"spring.main.banner-mode=off", "logging.level.root=warn", "logging.level.io.peerconnect=info",
				"peerconnect.video-route=" + this.folder.resolve("videos"), "peerconnect.torrent-route=" + this.folder)
			.properties(properties)
			.run();
	}

	private static int port(ConfigurableApplicationContext site) {
		return site.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static HttpResponse<byte[]> get(String url, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HTTP.send(request.build(), BodyHandlers.ofByteArray());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			exclude = { ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	static class Site {

	}

}
