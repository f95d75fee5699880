package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.peerconnect.asset.Asset;
import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.asset.AssetPath;
import io.peerconnect.swarm.Matchmaker;
import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * A running site with the starter: a folder of pages and pictures, on a free port of the
 * loopback interface.
 */
final class PhotoSite implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Path folder;

	private final ConfigurableApplicationContext context;

	private PhotoSite(Path folder, ConfigurableApplicationContext context) {
		this.folder = folder;
		this.context = context;
	}

	/**
	 * Start a site whose visitors wait for peers for so long that who loads from whom
	 * does not depend on how busy the machine is.
	 * @param folder where its pages and pictures are
	 * @param properties further properties, as {@code name=value}
	 * @return the site
	 */
	static PhotoSite start(Path folder, String... properties) {
		return start(folder, Map.of("peerconnect.images.visible-wait", "20s", "peerconnect.images.connect-timeout",
				"20s", "peerconnect.images.stall", "10s", "peerconnect.swarm.burst-window", "20s"), properties);
	}

	/**
	 * Start a site with the deadlines that a site has when it sets none.
	 * @param folder where its pages and pictures are
	 * @param properties further properties, as {@code name=value}
	 * @return the site
	 */
	static PhotoSite startWithUsualDeadlines(Path folder, String... properties) {
		return start(folder, Map.of(), properties);
	}

	private static PhotoSite start(Path folder, Map<String, Object> deadlines, String... properties) {
		Map<String, Object> defaults = new HashMap<>(deadlines);
		defaults.putAll(Map.of("server.address", "127.0.0.1", "server.port", 0, "spring.web.resources.static-locations",
				folder.toUri().toString(), "spring.web.resources.cache.cachecontrol.max-age", "1h",
				"spring.main.banner-mode", "off", "logging.level.root", "warn", "peerconnect.threshold", 1));
		SpringApplication application = new SpringApplication(Configuration.class);
		application.setDefaultProperties(defaults);
		return new PhotoSite(folder,
				application.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new)));
	}

	/**
	 * Put pictures {@code photos/1.jpg} and so on, and a page that shows them, into a
	 * folder.
	 * @param folder the folder
	 * @param page the name of the page
	 * @param count how many pictures
	 */
	static void gallery(Path folder, String page, int count) {
		for (int i = 1; i <= count; i++) {
			Photos.write(folder.resolve("photos/" + i + ".jpg"), 200, i);
		}
		page(folder, page, imgs(count));
	}

	static String imgs(int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> img(i + ".jpg")).collect(Collectors.joining("\n"));
	}

	static String img(String photo) {
		return "<img src=\"/photos/%s\" alt=\"%s\" width=\"120\" height=\"120\">".formatted(photo, photo);
	}

	static void page(Path folder, String name, String body) {
		try {
			Files.writeString(folder.resolve(name), """
					<!DOCTYPE html>
					<html lang="en">
					<head><meta charset="utf-8"><title>Photos</title><link rel="icon" href="data:,"></head>
					<body>
					%s
					</body>
					</html>
					""".formatted(body), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String url(String path) {
		return origin() + path;
	}

	String origin() {
		return "http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	Path folder() {
		return this.folder;
	}

	OriginLog originLog() {
		return this.context.getBean(OriginLog.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	int holders(String path) {
		Asset asset = bean(AssetCatalogue.class).findByPath(new AssetPath(path));
		return (asset != null) ? bean(Matchmaker.class).countHolders(asset.digest()) : 0;
	}

	void awaitHolders(int count, String... photos) {
		for (String photo : photos) {
			Awaitility.await("holders of " + photo).atMost(PATIENCE).until(() -> holders("/photos/" + photo) == count);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ OriginLog.class, PrivatePhotos.class, VideoLog.class })
	static class Configuration {

	}

}
