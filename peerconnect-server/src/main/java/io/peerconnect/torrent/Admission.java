package io.peerconnect.torrent;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decides which files get a torrent, and when. Used by one thread.
 */
final class Admission {

	/** How long a file that could not be read to its end is left alone. */
	private static final Duration RETRY = Duration.ofMinutes(10);

	private final LibrarySettings settings;

	private final Clock clock;

	private final Map<String, Refusal> refusals = new HashMap<>();

	private final Map<String, FirstLook> unsettled = new HashMap<>();

	Admission(LibrarySettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Return whether a file is of a kind and size that gets a torrent, going by its name.
	 * @param file the file
	 * @param skipped told if it has no business among videos
	 * @return whether it is
	 */
	boolean isWanted(VideoFile file, Skipped skipped) {
		if (MediaFormats.isCompanion(file.name())) {
			return false;
		}
		String mediaType = MediaFormats.findType(file.name());
		if (mediaType == null) {
			skipped.skipped(file.toString(), "its name says that it is neither video nor audio");
			return false;
		}
		return this.settings.wants(mediaType, MediaFormats.extension(file.name()))
				&& (file.stamp().length() == 0 || file.stamp().length() >= this.settings.minSize(mediaType));
	}

	/**
	 * Return how long a file must still stay the same before it counts as complete.
	 * @param file the file
	 * @return the time, not positive if it is complete
	 */
	Duration timeToSettle(VideoFile file) {
		Instant now = this.clock.instant();
		Duration age = Duration.between(file.stamp().lastModifiedInstant(), now);
		if (file.file() == null || age.compareTo(this.settings.settleTime()) >= 0) {
			this.unsettled.remove(file.path());
			return Duration.ZERO;
		}
		// The clock of the file may be ahead of ours, so what we saw counts as well.
		FirstLook first = this.unsettled.compute(file.path(), (path,
				look) -> (look != null && look.stamp().equals(file.stamp())) ? look : new FirstLook(file.stamp(), now));
		Duration seen = Duration.between(first.at(), now);
		return this.settings.settleTime().minus((age.compareTo(seen) > 0) ? age : seen);
	}

	/**
	 * Check the content of a file.
	 * @param file the file
	 * @return why it is refused, or {@code null} if it may be hashed
	 */
	@Nullable String check(VideoFile file) {
		Refusal refusal = this.refusals.get(file.path());
		if (refusal != null && refusal.stamp().equals(file.stamp()) && this.clock.instant().isBefore(refusal.until())) {
			return refusal.reason();
		}
		this.refusals.remove(file.path());
		if (file.stamp().length() == 0) {
			return "it is empty";
		}
		try {
			return MediaFormats.isPlausible(file.readHead()) ? null : refuse(file,
					"it does not begin as a file of type " + MediaFormats.findType(file.name()) + " does", Instant.MAX);
		}
		catch (IOException ex) {
			return "it cannot be read (" + Reasons.of(ex) + ")";
		}
	}

	/**
	 * Leave a file alone for a while that could not be read to its end.
	 * @param file the file
	 * @param ex why it could not
	 * @return why it is refused
	 */
	String refuse(VideoFile file, IOException ex) {
		return refuse(file, "it cannot be read to its end (" + Reasons.of(ex) + ")", this.clock.instant().plus(RETRY));
	}

	private String refuse(VideoFile file, String reason, Instant until) {
		this.refusals.put(file.path(), new Refusal(file.stamp(), reason, until));
		return reason;
	}

	/**
	 * Forget files that are gone.
	 * @param paths the paths of those that are there
	 */
	void retain(Set<String> paths) {
		this.refusals.keySet().retainAll(paths);
		this.unsettled.keySet().retainAll(paths);
	}

	private record Refusal(FileStamp stamp, String reason, Instant until) {

	}

	private record FirstLook(FileStamp stamp, Instant at) {

	}

}
