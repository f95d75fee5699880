package io.peerconnect.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import org.awaitility.Awaitility;

/**
 * A running site with two videos, and pages that show them.
 */
final class VideoSite implements AutoCloseable {

	static final String DAY = "/videos/a-day.mp4";

	static final String NIGHT = "/videos/a-night.mp4";

	/** The films of the demo. */
	private static final Path FILMS = Path.of("../demo-site/src/main/resources/static/videos");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Path folder;

	private final List<String> properties;

	private PhotoSite site;

	private VideoSite(Path folder, List<String> properties) {
		this.folder = folder;
		this.properties = properties;
		this.site = run("0");
	}

	/**
	 * Start a site on which videos wait for the worker for as long as it takes on a busy
	 * machine.
	 * @param folder an empty folder
	 * @param properties further properties, as {@code name=value}
	 * @return the site
	 */
	static VideoSite start(Path folder, String... properties) {
		try {
			Files.createDirectories(folder.resolve("videos"));
			for (String video : List.of(DAY, NIGHT)) {
				Files.copy(FILMS.resolve(Path.of(video).getFileName()), folder.resolve(video.substring(1)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		page(folder, "index.html", "<video src=\"" + DAY + "\" muted autoplay></video>");
		return new VideoSite(folder, List.of(properties));
	}

	static void page(Path folder, String name, String body) {
		PhotoSite.page(folder, name, body);
	}

	private PhotoSite run(String port) {
		List<String> all = new ArrayList<>(
				List.of("server.port=" + port, "peerconnect.video-route=" + this.folder.resolve("videos"),
						"peerconnect.torrent-route=" + this.folder, "peerconnect.video.settle-time=0s",
						"peerconnect.consent.mode=implied", "peerconnect.signaling.resume-grace=1s"));
		for (String property : this.properties) {
			// The same name twice would be a list.
			all.removeIf((other) -> other.startsWith(property.substring(0, property.indexOf('=') + 1)));
			all.add(property);
		}
		PhotoSite running = PhotoSite.startWithUsualDeadlines(this.folder, all.toArray(String[]::new));
		Awaitility.await("hashed videos")
			.atMost(PATIENCE)
			.until(() -> running.bean(TorrentLibrary.class).all().size() == 2);
		return running;
	}

	/**
	 * Stop the site and start it again at the same address. What it saw is forgotten.
	 */
	void restart() {
		String origin = this.site.origin();
		this.site.close();
		this.site = run(origin.substring(origin.lastIndexOf(':') + 1));
	}

	String url(String path) {
		return this.site.url(path);
	}

	Path folder() {
		return this.folder;
	}

	Torrent torrent() {
		return Objects.requireNonNull(this.site.bean(TorrentLibrary.class).findByPath(DAY));
	}

	/**
	 * Return fewer pieces than a viewer holds in the end whom the site served until the
	 * worker was there: the first are missing.
	 */
	int nearlyAllPieces() {
		return torrent().pieces() * 9 / 10;
	}

	VideoLog log() {
		return this.site.bean(VideoLog.class);
	}

	/**
	 * Return how often the origin sent the video, so to speak.
	 * @return bytes sent by bytes of the video
	 */
	double timesServed() {
		return (double) log().bytes() / torrent().length();
	}

	<T> T bean(Class<T> type) {
		return this.site.bean(type);
	}

	@Override
	public void close() {
		this.site.close();
	}

}
