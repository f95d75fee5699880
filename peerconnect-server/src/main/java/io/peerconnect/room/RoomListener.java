package io.peerconnect.room;

import io.peerconnect.protocol.RoomId;
import io.peerconnect.swarm.PeerId;

/**
 * Hears of members that left. Called under the lock of {@link RoomServer}.
 */
@FunctionalInterface
interface RoomListener {

	/**
	 * Take note that a peer is no longer in a room.
	 * @param room the room
	 * @param peer the peer
	 * @param wasHost whether it was the host
	 * @param nowMillis the present time
	 */
	void memberLeft(RoomId room, PeerId peer, boolean wasHost, long nowMillis);

}
