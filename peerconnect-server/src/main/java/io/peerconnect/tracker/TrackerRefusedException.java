package io.peerconnect.tracker;

/**
 * The tracker refuses what a client asks. Has no stack: refusing must stay cheap.
 */
final class TrackerRefusedException extends Exception {

	private final TrackerRefusal reason;

	TrackerRefusedException(TrackerRefusal reason) {
		super(reason.text(), null, false, false);
		this.reason = reason;
	}

	TrackerRefusal reason() {
		return this.reason;
	}

}
