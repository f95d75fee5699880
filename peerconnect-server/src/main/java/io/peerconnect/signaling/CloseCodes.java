package io.peerconnect.signaling;

/**
 * The close codes of PROTOCOL.md §2.
 */
final class CloseCodes {

	static final int GOING_AWAY = 1001;

	static final int POLICY = 1008;

	static final int TOO_LARGE = 1009;

	static final int INTERNAL = 1011;

	static final int RESTART = 1012;

	static final int REPLACED = 4001;

	static final int NO_HELLO = 4002;

	static final int TOO_SLOW = 4003;

	private CloseCodes() {
	}

}
