package io.peerconnect.torrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalogue as the folders are: one thread that looks at them, lets hash what
 * is new, and alone changes the catalogue and the store.
 */
final class LibraryUpdater implements Runnable {

	/*
	 * Whatever happens, the answer is to look at all files again: a look costs a few
	 * microseconds for each, misses nothing, and makes the order of events irrelevant.
	 * Looks keep a distance of ten times what they cost, so that a long copy, which
	 * causes an event with each block, costs little.
	 */

	private static final Logger logger = LoggerFactory.getLogger(LibraryUpdater.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

	private static final int PAUSE_PER_LOOK = 10;

	private final VideoListing listing;

	private final Admission admission;

	private final SkippedFiles skipped;

	private final TorrentStore store;

	private final TorrentCatalogue catalogue;

	private final PieceHasher hasher;

	private final HashingProgress progress;

	private final LibrarySettings settings;

	private final Clock clock;

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final Map<String, StoredTorrent> stored = new HashMap<>();

	/** Stored torrents whose video was not there at the last look. */
	private Set<String> orphans = Set.of();

	private final Map<String, VideoFile> waiting = new LinkedHashMap<>();

	private final Map<String, VideoFile> inHand = new HashMap<>();

	private Instant nextLook = Instant.MIN;

	private Instant earliestLook = Instant.MIN;

	private boolean storeFailed;

	private volatile int waitingCount;

	private volatile Set<String> wanted = Set.of();

	LibraryUpdater(VideoListing listing, Admission admission, SkippedFiles skipped, TorrentStore store,
			TorrentCatalogue catalogue, PieceHasher hasher, HashingProgress progress, LibrarySettings settings,
			Clock clock) {
		this.listing = listing;
		this.admission = admission;
		this.skipped = skipped;
		this.store = store;
		this.catalogue = catalogue;
		this.hasher = hasher;
		this.progress = progress;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Take note that something may have changed. May be called by any thread.
	 */
	void changed() {
		this.events.add(new Event.Changed());
	}

	/**
	 * Return which videos there were at the last look, with a torrent or without.
	 * @return their paths
	 */
	Set<String> wanted() {
		return this.wanted;
	}

	int waiting() {
		return this.waitingCount;
	}

	/**
	 * Work until interrupted.
	 */
	@Override
	public void run() {
		try {
			this.stored.putAll(this.store.readAll());
		}
		catch (IOException ex) {
			logger.warn("Torrents in {} cannot be read ({}), and are made again", this.store, Reasons.of(ex));
		}
		while (!Thread.currentThread().isInterrupted()) {
			try {
				step();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException ex) {
				logger.error("Could not bring the library up to date", ex);
				this.nextLook = this.clock.instant().plus(this.settings.rescanInterval());
			}
		}
	}

	private void step() throws InterruptedException {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.nextLook)) {
			look();
			Instant after = this.clock.instant();
			Duration pause = Duration.between(now, after).multipliedBy(PAUSE_PER_LOOK);
			this.earliestLook = after.plus((pause.compareTo(SHORTEST_PAUSE) > 0) ? pause : SHORTEST_PAUSE);
		}
		startHashing();
		Event event = this.events.poll(Math.max(1, Duration.between(this.clock.instant(), this.nextLook).toMillis()),
				TimeUnit.MILLISECONDS);
		while (event != null) {
			handle(event);
			event = this.events.poll();
		}
		this.progress.tell();
	}

	private void handle(Event event) {
		if (event instanceof Event.Hashed hashed) {
			this.inHand.remove(hashed.file().path());
			finish(hashed);
			return;
		}
		Instant soon = this.clock.instant().plus(SHORTEST_PAUSE);
		lookAt(soon.isAfter(this.earliestLook) ? soon : this.earliestLook);
	}

	private void lookAt(Instant time) {
		if (time.isBefore(this.nextLook)) {
			this.nextLook = time;
		}
	}

	private void look() {
		this.nextLook = this.clock.instant().plus(this.settings.rescanInterval());
		Map<String, VideoFile> found = new LinkedHashMap<>();
		this.skipped.begin();
		List<VideoRoute> empty = this.listing.list((file) -> {
			if (this.admission.isWanted(file, this.skipped)) {
				found.put(file.path(), file);
			}
		}, this.skipped);
		this.wanted = found.keySet();
		this.catalogue.paths().stream().filter((path) -> !found.containsKey(path)).forEach(this.catalogue::remove);
		this.waiting.keySet().retainAll(found.keySet());
		this.admission.retain(found.keySet());
		if (mayStore()) {
			Map<FileStamp, StoredTorrent> known = byStamp();
			found.values().forEach((file) -> admit(file, known));
			deleteOrphans(found.keySet(), empty);
		}
		this.skipped.end();
	}

	/* Hashing is for nothing while the result cannot be kept. */
	private boolean mayStore() {
		if (this.storeFailed) {
			try {
				this.store.checkWritable();
				this.storeFailed = false;
			}
			catch (IOException ex) {
				return false;
			}
		}
		return true;
	}

	private Map<FileStamp, StoredTorrent> byStamp() {
		Map<FileStamp, StoredTorrent> known = new HashMap<>();
		for (StoredTorrent torrent : this.stored.values()) {
			if (torrent.source().inode() != 0) {
				known.put(torrent.stamp(), torrent);
			}
		}
		return known;
	}

	private void admit(VideoFile file, Map<FileStamp, StoredTorrent> known) {
		if (this.catalogue.isCurrent(file) || isInWork(file)) {
			return;
		}
		this.catalogue.remove(file.path());
		StoredTorrent own = this.stored.get(file.path());
		if (own != null && own.isOf(file)) {
			publish(own, file);
			return;
		}
		if (rename(file, known.get(file.stamp()))) {
			return;
		}
		Duration unsettled = this.admission.timeToSettle(file);
		if (!unsettled.isNegative() && !unsettled.isZero()) {
			lookAt(this.clock.instant().plus(unsettled));
			return;
		}
		String refusal = this.admission.check(file);
		if (refusal != null) {
			this.skipped.skipped(file.toString(), refusal);
			return;
		}
		this.progress.plan(file.stamp().length());
		this.waiting.put(file.path(), file);
		count();
	}

	private boolean isInWork(VideoFile file) {
		VideoFile waits = this.waiting.getOrDefault(file.path(), this.inHand.get(file.path()));
		return waits != null && waits.stamp().equals(file.stamp());
	}

	/* Returns false if the file must be hashed. */
	private boolean rename(VideoFile file, @Nullable StoredTorrent same) {
		if (same == null || same.pieceLength() != PieceLengths.of(same.length())) {
			return false;
		}
		try {
			keep(file, this.store.read(same.infoHash(), same.source().path()).pieces());
			return true;
		}
		catch (IOException ex) {
			logger.debug("Hashing {} again", file, ex);
			return false;
		}
	}

	private void deleteOrphans(Set<String> found, List<VideoRoute> empty) {
		Set<String> missing = new HashSet<>(this.stored.keySet());
		missing.removeAll(found);
		// A folder with nothing in it is more likely a disk that is not there.
		missing.removeIf((path) -> empty.stream().anyMatch((route) -> path.startsWith(route.path() + "/")));
		for (String path : missing) {
			// A video that moves may not be seen at either place once.
			if (this.orphans.contains(path)) {
				this.store.delete(path);
				this.stored.remove(path);
			}
		}
		this.orphans = missing;
	}

	private void startHashing() {
		while (this.inHand.size() < 2 * this.settings.hashingThreads() && !this.waiting.isEmpty()) {
			VideoFile file = this.waiting.values().iterator().next();
			this.waiting.remove(file.path());
			this.inHand.put(file.path(), file);
			hash(file).whenComplete((pieces, failure) -> this.events.add(new Event.Hashed(file, pieces, failure)));
		}
		count();
		if (this.waitingCount == 0) {
			this.progress.finish(this.catalogue.size());
		}
	}

	private CompletableFuture<byte[]> hash(VideoFile file) {
		long length = file.stamp().length();
		return (file.file() != null) ? this.hasher.hash(file.file(), length, PieceLengths.of(length))
				: this.hasher.hash(file.resource(), length, PieceLengths.of(length));
	}

	private void count() {
		this.waitingCount = this.waiting.size() + this.inHand.size();
	}

	private void finish(Event.Hashed hashed) {
		VideoFile file = hashed.file();
		if (!file.isUnchanged()) {
			// It was copied or replaced meanwhile, or is gone.
			changed();
			return;
		}
		byte[] pieces = hashed.pieces();
		try {
			if (pieces == null) {
				this.skipped.skipped(file.toString(), this.admission.refuse(file, cause(hashed.failure())));
				return;
			}
			keep(file, pieces);
		}
		catch (IOException ex) {
			this.waiting.clear();
			if (this.storeFailed) {
				return;
			}
			this.storeFailed = true;
			logger.warn(
					"Torrents cannot be kept in {} ({}). Videos without one come from the site alone; "
							+ "make room there, or name another folder in 'peerconnect.torrent-route'",
					this.store, Reasons.of(ex));
		}
	}

	private static IOException cause(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		if (cause instanceof UncheckedIOException ex && ex.getCause() != null) {
			return ex.getCause();
		}
		throw new IllegalStateException(cause);
	}

	private void keep(VideoFile file, byte[] pieces) throws IOException {
		long length = file.stamp().length();
		Metainfo.Info info = new Metainfo.Info(file.name(), length, PieceLengths.of(length), pieces);
		StoredTorrent torrent = this.store.write(info,
				new Metainfo.Source(file.path(), file.stamp().lastModified(), file.stamp().inode()));
		this.stored.put(file.path(), torrent);
		publish(torrent, file);
	}

	private void publish(StoredTorrent torrent, VideoFile file) {
		String mediaType = MediaFormats.findType(file.name());
		if (mediaType == null) {
			throw new IllegalStateException(file + " was hashed although it is no video");
		}
		this.catalogue.put(new Torrent(torrent.infoHash(), torrent.name(), file.path(), file.file(), torrent.length(),
				file.stamp().lastModifiedInstant(), mediaType, torrent.pieceLength()), file);
	}

	/**
	 * What wakes the thread.
	 */
	private sealed interface Event {

		record Changed() implements Event {

		}

		@SuppressWarnings("ArrayRecordComponent")
		record Hashed(VideoFile file, byte @Nullable [] pieces, @Nullable Throwable failure) implements Event {

		}

	}

}
