package io.peerconnect.torrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.peerconnect.torrent.bt.BencodedMetainfo;
import org.awaitility.Awaitility;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A library of real files that tests look into.
 */
public final class TestLibrary implements AutoCloseable {

	private final WatchedTorrentLibrary library;

	private final TorrentStore store;

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<TorrentListener> listeners = new CopyOnWriteArrayList<>();

	private TestLibrary(Path videos, Path torrents, LibrarySettings settings) {
		this.store = new TorrentStore(torrents, new BencodedMetainfo());
		try {
			this.store.checkWritable();
			Path folder = videos.toRealPath();
			this.library = new WatchedTorrentLibrary(
					List.of(new VideoRoute("/videos", folder.toUri().toString(), folder, "**")),
					new PathMatchingResourcePatternResolver(), this.store, settings, this.listeners, Clock.systemUTC());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.listeners.add(new Notes(this.events));
	}

	/**
	 * Start a library of all videos in a folder.
	 */
	public static TestLibrary start(Path videos, Path torrents) {
		return start(videos, torrents, settings(Duration.ofMillis(300), 2));
	}

	static TestLibrary start(Path videos, Path torrents, LibrarySettings settings) {
		TestLibrary library = new TestLibrary(videos, torrents, settings);
		library.library.start();
		return library;
	}

	static LibrarySettings settings(Duration settleTime, int threads) {
		return new LibrarySettings(Set.of("video", "audio"), Set.of("gif", "avi"), 1, 1, settleTime,
				Duration.ofSeconds(1), threads);
	}

	public WatchedTorrentLibrary library() {
		return this.library;
	}

	public TorrentStore store() {
		return this.store;
	}

	List<String> events() {
		return this.events;
	}

	public void listen(TorrentListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Wait for the torrent of a video.
	 */
	public Torrent await(String path) {
		return Objects.requireNonNull(
				Awaitility.await().until(() -> this.library.findByPath(path), (torrent) -> torrent != null));
	}

	void await(Consumer<WatchedTorrentLibrary> assertion) {
		Awaitility.await().untilAsserted(() -> assertion.accept(this.library));
	}

	List<String> paths() {
		List<String> paths = new ArrayList<>(this.library.all().stream().map(Torrent::path).toList());
		paths.sort(null);
		return paths;
	}

	@Override
	public void close() {
		this.library.stop();
	}

	private record Notes(List<String> events) implements TorrentListener {

		@Override
		public void added(Torrent torrent) {
			this.events.add("+" + torrent.path());
		}

		@Override
		public void removed(Torrent torrent) {
			this.events.add("-" + torrent.path());
		}

	}

}
