package io.peerconnect.protocol;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.swarm.PeerId;

/**
 * What the server tells a client about rooms (PROTOCOL.md §6).
 */
public sealed interface RoomEvent extends ServerMessage
		permits RoomEvent.Opened, RoomEvent.Joined, RoomEvent.Entered, RoomEvent.Left, RoomEvent.Locked,
		RoomEvent.Closed, RoomEvent.Signal, RoomEvent.Relay, RoomEvent.ListedRooms, CodeEvent {

	/**
	 * The room is open.
	 *
	 * @param room the room
	 * @param members members at most
	 * @param expiresInMs when it ends at the latest, in milliseconds
	 */
	@JsonTypeName("room-opened")
	record Opened(RoomId room, int members, long expiresInMs) implements RoomEvent {

	}

	/**
	 * This client is in the room.
	 *
	 * @param room the room
	 * @param kind what it is for
	 * @param host the host, if it is there
	 * @param locked whether it is locked
	 * @param members the other members, the host among them
	 * @param expiresInMs when it ends at the latest, in milliseconds
	 */
	@JsonTypeName("room-joined")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Joined(RoomId room, RoomKind kind, @Nullable PeerId host, boolean locked, List<PeerId> members,
			long expiresInMs) implements RoomEvent {

		public Joined {
			members = List.copyOf(members);
		}
	}

	/**
	 * Somebody came in.
	 *
	 * @param room the room
	 * @param peer who
	 * @param host whether it is the host
	 */
	@JsonTypeName("room-entered")
	record Entered(RoomId room, PeerId peer, boolean host) implements RoomEvent {

	}

	/**
	 * Somebody is no longer in the room.
	 *
	 * @param room the room
	 * @param peer who
	 */
	@JsonTypeName("room-left")
	record Left(RoomId room, PeerId peer) implements RoomEvent {

	}

	/**
	 * The room was locked or unlocked.
	 *
	 * @param room the room
	 * @param locked whether it is locked
	 */
	@JsonTypeName("room-locked")
	record Locked(RoomId room, boolean locked) implements RoomEvent {

	}

	/**
	 * The room is over for this client.
	 *
	 * @param room the room
	 * @param reason why
	 */
	@JsonTypeName("room-closed")
	record Closed(RoomId room, RoomEnd reason) implements RoomEvent {

	}

	/**
	 * A part of the negotiation with another member, sealed.
	 *
	 * @param room the room that both are in
	 * @param from the other
	 * @param box what the other sealed
	 */
	@JsonTypeName("room-signal")
	record Signal(RoomId room, PeerId from, String box) implements RoomEvent {

	}

	/**
	 * A relay to another member is ready; the other is told, too.
	 *
	 * @param room the room that both are in
	 * @param peer the other
	 * @param ticket lets this client, once, and soon
	 * @param window bytes that may be under way in one direction before the other must
	 * have taken some
	 */
	@JsonTypeName("room-relay")
	record Relay(RoomId room, PeerId peer, String ticket, int window) implements RoomEvent {

	}

	/**
	 * The public list.
	 *
	 * @param rooms the rooms that this client may see
	 */
	@JsonTypeName("room-list")
	record ListedRooms(List<ListedRoom> rooms) implements RoomEvent {

		public ListedRooms {
			rooms = List.copyOf(rooms);
		}
	}

	/**
	 * A room in the public list.
	 *
	 * @param room the room
	 * @param kind what it is for
	 * @param name its name
	 * @param key its key
	 * @param members how many are in it
	 */
	record ListedRoom(RoomId room, RoomKind kind, String name, String key, int members) {

	}

}
