package io.peerconnect.asset;

import java.nio.ByteBuffer;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * One request and the site's answer to it, as the {@link AssetLearner} sees them. For one
 * thread at a time, as a response is.
 */
final class Exchange {

	private final AssetLearner learner;

	private final AssetPath path;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final Instant startedAt;

	private long declaredLength = -1;

	private long sentLength;

	private boolean begun;

	private boolean failed;

	private boolean ended;

	private @Nullable Fingerprinter fingerprinter;

	Exchange(AssetLearner learner, AssetPath path, HttpServletRequest request, HttpServletResponse response,
			Instant startedAt) {
		this.learner = learner;
		this.path = path;
		this.request = request;
		this.response = response;
		this.startedAt = startedAt;
	}

	AssetPath path() {
		return this.path;
	}

	HttpServletRequest request() {
		return this.request;
	}

	/**
	 * Return the response as the container gave it: with the headers that are sent.
	 * @return the response
	 */
	HttpServletResponse response() {
		return this.response;
	}

	Instant startedAt() {
		return this.startedAt;
	}

	void declareLength(long length) {
		// What comes after the first bytes has no effect on what is sent.
		if (!this.response.isCommitted()) {
			this.declaredLength = length;
		}
	}

	/**
	 * Return the length of the whole file.
	 * @return the length in bytes, −1 if the answer did not tell yet
	 */
	long wholeLength() {
		String range = this.response.getHeader("Content-Range");
		if (this.response.getStatus() == HttpServletResponse.SC_PARTIAL_CONTENT) {
			String total = (range != null) ? range.substring(range.indexOf('/') + 1) : "";
			return total.matches("[0-9]{1,18}") ? Long.parseLong(total) : -1;
		}
		return this.declaredLength;
	}

	long sentLength() {
		return this.sentLength;
	}

	@Nullable Fingerprinter fingerprinter() {
		return this.fingerprinter;
	}

	/**
	 * Return whether all the bytes of the answer were sent.
	 * @return whether nothing is missing
	 */
	boolean isComplete() {
		return !this.failed && (this.declaredLength == -1 || this.declaredLength == this.sentLength);
	}

	void fail() {
		this.failed = true;
	}

	void reset() {
		this.begun = false;
		this.declaredLength = -1;
		this.sentLength = 0;
		this.fingerprinter = null;
	}

	void beforeBody() {
		if (!this.begun) {
			this.begun = true;
			this.fingerprinter = this.learner.begin(this);
		}
	}

	void sent(ByteBuffer bytes) {
		this.sentLength += bytes.remaining();
		if (this.fingerprinter != null) {
			this.fingerprinter.update(bytes);
			// Some answers never end: a camera, a radio station.
			this.fingerprinter = this.learner.isTooLong(this.sentLength) ? null : this.fingerprinter;
		}
	}

	void end() {
		if (!this.ended) {
			this.ended = true;
			beforeBody();
			this.learner.end(this);
		}
	}

}
