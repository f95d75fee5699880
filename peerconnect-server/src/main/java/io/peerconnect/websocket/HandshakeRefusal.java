package io.peerconnect.websocket;

/**
 * Why a handshake was refused.
 */
public enum HandshakeRefusal {

	/**
	 * The page is not one of this site, or did not say.
	 */
	ORIGIN(403),

	/**
	 * The ticket is unknown, used or too old.
	 */
	TICKET(403),

	/**
	 * The page carries no join token, or one that is forged or expired.
	 */
	TOKEN(403),

	/**
	 * The address misbehaved a moment ago.
	 */
	BANNED(429),

	/**
	 * The address has its maximum of sessions.
	 */
	ADDRESS_FULL(429),

	/**
	 * The node has its maximum of sessions.
	 */
	NODE_FULL(503),

	/**
	 * The node starts or stops.
	 */
	DRAINING(503);

	private final int status;

	HandshakeRefusal(int status) {
		this.status = status;
	}

	/**
	 * Return the HTTP status that says so.
	 * @return the status code
	 */
	public int status() {
		return this.status;
	}

}
