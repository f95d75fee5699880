package io.peerconnect.torrent;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.peerconnect.torrent.bt.BencodedMetainfo;
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

	private ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Site.class).properties(properties)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"logging.level.root=warn", "logging.level.io.peerconnect=info",
					"peerconnect.video-route=" + this.folder.resolve("videos"),
					"peerconnect.torrent-route=" + this.folder)
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
