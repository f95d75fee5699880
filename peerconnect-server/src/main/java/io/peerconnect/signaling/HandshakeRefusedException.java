package io.peerconnect.signaling;

/**
 * A client may not connect now. Has no stack: refusing must stay cheap.
 */
final class HandshakeRefusedException extends Exception {

	private final HandshakeRefusal reason;

	HandshakeRefusedException(HandshakeRefusal reason) {
		super(reason.name(), null, false, false);
		this.reason = reason;
	}

	HandshakeRefusal reason() {
		return this.reason;
	}

}
