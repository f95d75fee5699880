package io.peerconnect.websocket;

/**
 * Close codes: those of RFC 6455 §7.4 that are of use here, and our own (PROTOCOL.md §2).
 */
public final class CloseCodes {

	/**
	 * The page was left, or the server goes away.
	 */
	public static final int GOING_AWAY = 1001;

	/**
	 * The client does not keep to the WebSocket protocol.
	 */
	public static final int PROTOCOL_ERROR = 1002;

	/**
	 * Stands for a close frame that names no code. Never sent.
	 */
	public static final int NONE = 1005;

	/**
	 * The connection ended without a close frame. Never sent.
	 */
	public static final int LOST = 1006;

	/**
	 * A text was not UTF-8.
	 */
	public static final int NOT_UTF_8 = 1007;

	/**
	 * The client did what none may do.
	 */
	public static final int POLICY = 1008;

	/**
	 * A message was longer than allowed.
	 */
	public static final int TOO_LARGE = 1009;

	/**
	 * The server could not go on.
	 */
	public static final int INTERNAL = 1011;

	/**
	 * The server restarts: come back soon.
	 */
	public static final int RESTART = 1012;

	/**
	 * The peer came back on another connection.
	 */
	public static final int REPLACED = 4001;

	/**
	 * The first message did not come in time.
	 */
	public static final int NO_HELLO = 4002;

	/**
	 * The client reads too slowly, or is gone.
	 */
	public static final int TOO_SLOW = 4003;

	/**
	 * The join token is not good (any more): come back soon with another one.
	 */
	public static final int BAD_TOKEN = 4004;

	private CloseCodes() {
	}

}
