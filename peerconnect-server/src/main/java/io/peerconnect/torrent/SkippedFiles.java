package io.peerconnect.torrent;

import java.util.HashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of each skipped file once, as long as nothing changes about it. Used by one
 * thread but for {@link #count()}.
 */
final class SkippedFiles implements Skipped {

	private static final Logger logger = LoggerFactory.getLogger(SkippedFiles.class);

	private static final int MOST_WARNINGS = 50;

	private Map<String, String> before = Map.of();

	private Map<String, String> now = new HashMap<>();

	private int untold;

	private int warnings;

	private volatile int count;

	/**
	 * Begin a look at all files.
	 */
	void begin() {
		this.before = this.now;
		this.now = new HashMap<>();
		this.untold = 0;
		this.warnings = 0;
	}

	@Override
	public void skipped(String file, String reason) {
		this.now.put(file, reason);
		this.count = this.now.size();
		if (reason.equals(this.before.get(file))) {
			return;
		}
		if (this.warnings++ < MOST_WARNINGS) {
			logger.warn("Skipped {}: {}", file, reason);
		}
		else {
			this.untold++;
			logger.debug("Skipped {}: {}", file, reason);
		}
	}

	/**
	 * End the look.
	 */
	void end() {
		this.count = this.now.size();
		if (this.untold > 0) {
			logger.warn("Skipped {} more files, which are named at level DEBUG", this.untold);
		}
	}

	int count() {
		return this.count;
	}

}
