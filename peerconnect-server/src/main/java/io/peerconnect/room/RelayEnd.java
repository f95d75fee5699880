package io.peerconnect.room;

import io.peerconnect.websocket.CloseCodes;
import io.peerconnect.websocket.SendQueue;
import io.peerconnect.websocket.SocketListener;
import io.peerconnect.websocket.Wire;

/**
 * The server's end of the WebSocket of one member. What it receives it puts into the
 * queue of the other's, unseen.
 */
final class RelayEnd implements SocketListener {

	private final Relay relay;

	private final RelayWire toMember;

	private final SendQueue toOther;

	/**
	 * Create an end.
	 * @param relay the relay
	 * @param toMember the way to this member
	 * @param toOther the way to the other, whose limit bounds what waits
	 */
	RelayEnd(Relay relay, RelayWire toMember, SendQueue toOther) {
		this.relay = relay;
		this.toMember = toMember;
		this.toOther = toOther;
	}

	@Override
	public void opened(Wire wire) {
		this.toMember.connect(wire);
		if (this.relay.isClosed()) {
			// Its end came between the handshake and now.
			wire.close(CloseCodes.GOING_AWAY, "");
		}
	}

	@Override
	public void received(byte[] message) {
		this.toOther.send(message);
	}

	@Override
	public void receivedTooLarge() {
		this.relay.close(CloseCodes.TOO_LARGE, "A frame has at most " + Relay.MAX_FRAME_BYTES + " bytes");
	}

	@Override
	public void ponged() {
		// Nobody pings here.
	}

	@Override
	public void closed(int code) {
		this.relay.close(CloseCodes.GOING_AWAY, "The other end is gone");
	}

}
