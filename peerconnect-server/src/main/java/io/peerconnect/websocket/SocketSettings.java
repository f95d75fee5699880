package io.peerconnect.websocket;

import org.springframework.util.Assert;

/**
 * What the WebSockets of one endpoint have in common. Tomcat keeps a buffer for one part
 * in bytes and one in characters for every connection, for as long as it is open; longer
 * messages come in parts and are joined here.
 *
 * @param maxMessageBytes length of a message that is received at most, in bytes
 * @param binaryPartBytes length of a part of a binary message, in bytes
 * @param textPartChars length of a part of a text message, in characters
 * @param format how messages are sent
 */
public record SocketSettings(int maxMessageBytes, int binaryPartBytes, int textPartChars, Format format) {

	public SocketSettings {
		Assert.isTrue(maxMessageBytes > 0, () -> "'maxMessageBytes' must be positive, but was " + maxMessageBytes);
		Assert.isTrue(binaryPartBytes > 0, () -> "'binaryPartBytes' must be positive, but was " + binaryPartBytes);
		Assert.isTrue(textPartChars > 0, () -> "'textPartChars' must be positive, but was " + textPartChars);
	}

	/**
	 * The kinds of messages of RFC 6455 §5.6.
	 */
	public enum Format {

		/**
		 * Bytes, sent as they are.
		 */
		BINARY,

		/**
		 * UTF-8, for clients that expect text. Costs a servlet container several times as
		 * much.
		 */
		TEXT

	}

}
