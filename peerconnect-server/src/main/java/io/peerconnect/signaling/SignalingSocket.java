package io.peerconnect.signaling;

import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.Wire;

/**
 * One connection as its WebSocket sees it.
 */
final class SignalingSocket implements SocketListener {

	private final Connection connection;

	private final Connections connections;

	private final Switchboard switchboard;

	SignalingSocket(Connection connection, Connections connections, Switchboard switchboard) {
		this.connection = connection;
		this.connections = connections;
		this.switchboard = switchboard;
	}

	@Override
	public void opened(Wire wire) {
		this.connection.open(wire);
	}

	@Override
	public void received(byte[] message) {
		this.switchboard.receive(this.connection, message);
	}

	@Override
	public void receivedTooLarge() {
		this.switchboard.receiveTooLarge(this.connection);
	}

	@Override
	public void ponged() {
		this.connection.heard();
	}

	@Override
	public void closed(int code) {
		this.connections.closed(this.connection, code);
	}

}
