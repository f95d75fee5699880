package io.peerconnect.torrent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.unit.DataSize;

/**
 * Says how far the hashing is. Counted by all hashing threads, told by one.
 */
final class HashingProgress {

	private static final Logger logger = LoggerFactory.getLogger(HashingProgress.class);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final Clock clock;

	private final LongAdder hashed = new LongAdder();

	/** What had been hashed when nothing was left to do. */
	private final AtomicLong hashedBefore = new AtomicLong();

	private final AtomicLong planned = new AtomicLong();

	private int videos;

	private Instant begun = Instant.EPOCH;

	private Instant told = Instant.EPOCH;

	HashingProgress(Clock clock) {
		this.clock = clock;
	}

	void add(long bytes) {
		this.hashed.add(bytes);
	}

	long hashed() {
		return this.hashed.sum();
	}

	long left() {
		return Math.max(0, this.planned.get() - (this.hashed.sum() - this.hashedBefore.get()));
	}

	/**
	 * Take note of a video that will be hashed.
	 * @param length its length in bytes
	 */
	void plan(long length) {
		if (this.videos++ == 0) {
			this.begun = this.clock.instant();
			this.told = this.begun;
		}
		this.planned.addAndGet(length);
	}

	/**
	 * Say how far it is, if nothing was said for a while.
	 */
	void tell() {
		Instant now = this.clock.instant();
		if (this.videos > 0 && Duration.between(this.told, now).compareTo(INTERVAL) >= 0) {
			this.told = now;
			long done = this.hashed.sum() - this.hashedBefore.get();
			logger.info("Hashed {} of {} ({} %) of {}", text(done), text(this.planned.get()),
					Math.min(100, 100 * done / Math.max(1, this.planned.get())), videos());
		}
	}

	/**
	 * Take note that nothing is left to hash.
	 * @param torrents the number of torrents there are
	 */
	void finish(int torrents) {
		if (this.videos == 0) {
			return;
		}
		Duration time = Duration.between(this.begun, this.clock.instant());
		logger.info("Hashed {} ({}) in {} s. Number of torrents: {}", videos(),
				text(this.hashed.sum() - this.hashedBefore.get()), time.toMillis() / 1000.0, torrents);
		this.videos = 0;
		this.planned.set(0);
		this.hashedBefore.set(this.hashed.sum());
	}

	private String videos() {
		return this.videos + ((this.videos == 1) ? " video" : " videos");
	}

	private static String text(long bytes) {
		DataSize size = DataSize.ofBytes(bytes);
		return (size.toMegabytes() > 0) ? size.toMegabytes() + " MB" : size.toKilobytes() + " kB";
	}

}
