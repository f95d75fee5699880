package io.peerconnect.tracker;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.Wire;

/**
 * One connection as its WebSocket sees it.
 */
final class WebSession implements SocketListener {

	private final WebConnection connection;

	private final WebConnections connections;

	private final WebTracker tracker;

	WebSession(WebConnection connection, WebConnections connections, WebTracker tracker) {
		this.connection = connection;
		this.connections = connections;
		this.tracker = tracker;
	}

	@Override
	public void opened(Wire wire) {
		this.connection.open(wire);
	}

	@Override
	public void received(byte[] message) {
		this.tracker.receive(this.connection, message);
	}

	@Override
	public void receivedTooLarge() {
		this.tracker.receiveTooLarge(this.connection);
	}

	@Override
	public void ponged() {
		this.connection.heard();
	}

	@Override
	public void closed(int code) {
		this.connections.closed(this.connection);
	}

}
