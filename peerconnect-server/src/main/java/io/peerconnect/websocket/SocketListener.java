package io.peerconnect.websocket;

/**
 * The server's end of one WebSocket. Called by one thread at a time, except for
 * {@link #closed}.
 */
public interface SocketListener {

	/**
	 * Take over the connection.
	 * @param wire what to send with
	 */
	void opened(Wire wire);

	/**
	 * Receive a message.
	 * @param message the message; text comes as UTF-8
	 */
	void received(byte[] message);

	/**
	 * Take note that the client sends a message that is longer than allowed. It, and
	 * whatever comes after it, is dropped.
	 */
	void receivedTooLarge();

	/**
	 * Take note that the client answered a ping.
	 */
	void ponged();

	/**
	 * Take note that the connection is no more, or never came to be. May be called more
	 * than once.
	 * @param code the close code
	 */
	void closed(int code);

}
