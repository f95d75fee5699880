package io.peerconnect.room;

import java.time.Duration;

/**
 * What an operator may set about rooms.
 *
 * @param maxRooms rooms on this node
 * @param maxRoomsPerAddress rooms that were opened from one address
 * @param maxMembers members of a room, its host among them
 * @param emptyTimeout how long a room without members is kept
 * @param maxAge how long a room is kept at most
 * @param publicList who sees the public list
 * @param codeLifetime how long a short code is good for
 * @param codeAttempts attempts at a short code that may fail
 */
public record RoomSettings(int maxRooms, int maxRoomsPerAddress, int maxMembers, Duration emptyTimeout, Duration maxAge,
		PublicList publicList, Duration codeLifetime, int codeAttempts) {

}
