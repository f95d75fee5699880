package io.peerconnect.websocket;

/**
 * A client may not connect now. Has no stack: refusing must stay cheap.
 */
public final class HandshakeRefusedException extends Exception {

	private final HandshakeRefusal reason;

	/**
	 * Create the exception.
	 * @param reason why
	 */
	public HandshakeRefusedException(HandshakeRefusal reason) {
		super(reason.name(), null, false, false);
		this.reason = reason;
	}

	/**
	 * Return why.
	 * @return the reason
	 */
	public HandshakeRefusal reason() {
		return this.reason;
	}

}
