package io.peerconnect.signaling;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, as far as sessions care.
 */
interface Wire {

	/**
	 * Send a message without waiting. The next one may be sent when this one is done.
	 * @param text the message
	 * @param done called once, perhaps before this method returns, with what went wrong
	 * or {@code null}
	 */
	void send(String text, Consumer<@Nullable Throwable> done);

	/**
	 * Send a ping. May wait for a short time; must not be called while a message is being
	 * sent.
	 */
	void ping();

	/**
	 * Close the connection. May wait for a short time.
	 * @param code the close code
	 * @param reason the reason, at most 123 bytes
	 */
	void close(int code, String reason);

}
