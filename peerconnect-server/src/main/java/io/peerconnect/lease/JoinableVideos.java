package io.peerconnect.lease;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import io.peerconnect.torrent.Torrent;

import org.springframework.web.util.UriUtils;

/**
 * The videos that a visitor would find a swarm at, as pages are told them. Safe for use
 * by many threads at once.
 */
public final class JoinableVideos implements Supplier<List<String>> {

	/* What pages carry. Where more are watched, those with most watchers matter most. */
	private static final int LIMIT = 16;

	/* A hint may be that old, and so pages cost no look at all audiences. */
	private static final long FRESH_MILLIS = 1000;

	private final Audiences audiences;

	private final Clock clock;

	private volatile Snapshot snapshot = new Snapshot(List.of(), Long.MIN_VALUE);

	/**
	 * Create a view.
	 * @param audiences the audiences of all videos
	 * @param clock the time
	 */
	public JoinableVideos(Audiences audiences, Clock clock) {
		this.audiences = audiences;
		this.clock = clock;
	}

	/**
	 * Return their paths below the context path, percent-encoded, largest audiences
	 * first.
	 */
	@Override
	public List<String> get() {
		long now = this.clock.millis();
		Snapshot present = this.snapshot;
		if (present.until <= now) {
			List<String> paths = this.audiences.joinable(LIMIT).stream().map(JoinableVideos::encode).toList();
			present = new Snapshot(paths, now + FRESH_MILLIS);
			this.snapshot = present;
		}
		return present.paths;
	}

	private static String encode(Torrent torrent) {
		return UriUtils.encodePath(torrent.path(), StandardCharsets.UTF_8);
	}

	private record Snapshot(List<String> paths, long until) {

	}

}
