package io.peerconnect.torrent;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The library of the videos in some folders, which follows what happens there.
 */
public final class WatchedTorrentLibrary implements TorrentLibrary, SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(WatchedTorrentLibrary.class);

	private static final long IDLE_SECONDS = 10;

	private final List<VideoRoute> routes;

	private final ResourcePatternResolver resolver;

	private final TorrentStore store;

	private final LibrarySettings settings;

	private final Clock clock;

	private final TorrentCatalogue catalogue;

	private final SkippedFiles skipped = new SkippedFiles();

	private final HashingProgress progress;

	private volatile @Nullable Running running;

	/**
	 * Create a library.
	 * @param routes where the videos are
	 * @param resolver finds videos in jars
	 * @param store keeps the torrents
	 * @param settings what the operator decided
	 * @param listeners who hears of torrents that come and go
	 * @param clock tells the time
	 */
	public WatchedTorrentLibrary(List<VideoRoute> routes, ResourcePatternResolver resolver, TorrentStore store,
			LibrarySettings settings, Iterable<TorrentListener> listeners, Clock clock) {
		this.routes = List.copyOf(routes);
		this.resolver = resolver;
		this.store = store;
		this.settings = settings;
		this.clock = clock;
		this.catalogue = new TorrentCatalogue(listeners, this::lookAgain);
		this.progress = new HashingProgress(clock);
	}

	@Override
	public @Nullable Torrent find(InfoHash infoHash) {
		return this.catalogue.find(infoHash);
	}

	@Override
	public @Nullable Torrent findByPath(String path) {
		return this.catalogue.findByPath(path);
	}

	@Override
	public Collection<Torrent> all() {
		return this.catalogue.all();
	}

	/**
	 * Return whether a file has a torrent, or will have one soon. Answers from memory.
	 * @param path path below the context path that it is served at, decoded
	 * @return whether it does
	 */
	public boolean isVideo(String path) {
		Running now = this.running;
		return now != null && now.updater().wanted().contains(path);
	}

	/**
	 * Return how far the library is.
	 * @return the numbers of this moment
	 */
	public LibraryStatistics statistics() {
		Running now = this.running;
		Collection<Torrent> torrents = all();
		return new LibraryStatistics(torrents.size(), torrents.stream().mapToLong(Torrent::length).sum(),
				this.skipped.count(), (now != null) ? now.updater().waiting() : 0, this.progress.left(),
				this.progress.hashed());
	}

	private void lookAgain() {
		Running now = this.running;
		if (now != null) {
			now.updater().changed();
		}
	}

	@Override
	public synchronized void start() {
		if (this.running != null) {
			return;
		}
		ThreadPoolExecutor executor = new ThreadPoolExecutor(this.settings.hashingThreads(),
				this.settings.hashingThreads(), IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				threads("peerconnect-hashing-"));
		executor.allowCoreThreadTimeOut(true);
		logger.info("Videos in {} get torrents, which are kept in {}",
				this.routes.stream().map((route) -> route.location() + route.pattern()).toList(), this.store);
		FolderWatcher watcher = new FolderWatcher(threads("peerconnect-watching-"), this::lookAgain);
		LibraryUpdater updater = new LibraryUpdater(new VideoListing(this.routes, this.resolver, watcher::watch),
				new Admission(this.settings, this.clock), this.skipped, this.store, this.catalogue,
				new PieceHasher(executor, this.settings.hashingThreads(), this.progress::add), this.progress,
				this.settings, this.clock);
		Thread thread = threads("peerconnect-torrents-").newThread(updater);
		this.running = new Running(updater, thread, watcher, executor);
		thread.start();
	}

	private static ThreadFactory threads(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		factory.setThreadPriority(Thread.MIN_PRIORITY);
		return factory;
	}

	@Override
	public synchronized void stop() {
		Running now = this.running;
		if (now != null) {
			this.running = null;
			now.thread().interrupt();
			now.watcher().close();
			now.executor().shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	private record Running(LibraryUpdater updater, Thread thread, FolderWatcher watcher, ThreadPoolExecutor executor) {

	}

}
