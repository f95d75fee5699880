package io.peerconnect.websocket;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, as far as sessions care.
 */
public interface Wire {

	/**
	 * Send a message without waiting. The next one may be sent when this one is done.
	 * @param message the message
	 * @param completion called once, perhaps before this method returns
	 */
	void send(byte[] message, Completion completion);

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

	/**
	 * Hears what became of a message.
	 */
	@FunctionalInterface
	interface Completion {

		/**
		 * Take note that a message was sent, or never will be.
		 * @param failure what went wrong, or {@code null}
		 */
		void completed(@Nullable Throwable failure);

	}

}
