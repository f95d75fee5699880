package io.peerconnect.websocket;

/**
 * The close codes of PROTOCOL.md §2 and of RFC 6455 §7.4.
 */
public final class CloseCodes {

	/**
	 * The page was left, or the server goes away.
	 */
	public static final int GOING_AWAY = 1001;

	/**
	 * The client broke the rules of the WebSocket protocol.
	 */
	static final int PROTOCOL = 1002;

	/**
	 * The client gave no code. Never sent.
	 */
	static final int NONE = 1005;

	/**
	 * The connection ended without a close. Never sent.
	 */
	static final int ABNORMAL = 1006;

	/**
	 * A text was not UTF-8.
	 */
	static final int NOT_UTF_8 = 1007;

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

	private CloseCodes() {
	}

	/**
	 * Return whether a close frame may carry a code (RFC 6455 §7.4).
	 * @param code the code
	 * @return whether it may
	 */
	static boolean maySend(int code) {
		boolean standard = code >= 1000 && code <= 1014 && code != 1004 && code != NONE && code != ABNORMAL;
		return standard || (code >= 3000 && code <= 4999);
	}

}
