package io.peerconnect.websocket;

/**
 * The close codes of PROTOCOL.md §2.
 */
public final class CloseCodes {

	/**
	 * The page was left, or the server goes away.
	 */
	public static final int GOING_AWAY = 1001;

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
