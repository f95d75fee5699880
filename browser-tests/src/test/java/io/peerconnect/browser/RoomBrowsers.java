package io.peerconnect.browser;

/**
 * Scripts that take from a browser what some browsers and networks do not have.
 */
final class RoomBrowsers {

	/**
	 * A network that lets nothing through but what goes to the site, until the page sets
	 * {@code blocked} to false.
	 */
	static final String NO_DIRECT_PATH = """
			window.blocked = true;
			window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
				construct(target, [configuration]) {
					return new target(window.blocked ? { iceServers: [], iceTransportPolicy: "relay" } : configuration);
				},
			});
			""";

	static final String NO_WEBRTC = "delete window.RTCPeerConnection;";

	/** Keeps the page's connections in {@code connections}. */
	static final String REMEMBER_CONNECTIONS = """
			window.connections = [];
			window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
				construct(target, args) {
					const connection = new target(...args);
					window.connections.push(connection);
					return connection;
				},
			});
			""";

	private RoomBrowsers() {
	}

}
