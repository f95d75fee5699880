package io.peerconnect.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Digest;
import io.peerconnect.swarm.PeerId;

import org.springframework.util.Assert;

/**
 * What a client tells the server about rooms (PROTOCOL.md §6).
 */
public sealed interface RoomMessage extends ClientMessage
		permits RoomMessage.Open, RoomMessage.Join, RoomMessage.Leave, RoomMessage.Lock, RoomMessage.Remove,
		RoomMessage.Close, RoomMessage.Signal, RoomMessage.Relay, RoomMessage.ListRooms, CodeMessage {

	/**
	 * Return the room that the message names.
	 * @return the room, or {@code null} if it names none
	 */
	default @Nullable RoomId room() {
		return null;
	}

	/**
	 * Opens a room; the sender is its host.
	 *
	 * @param room the id, made of the next three: {@link RoomId#of}
	 * @param kind what the room is for
	 * @param access digest of the secret that lets in
	 * @param owner digest of the secret that makes its holder the host
	 * @param members members at most, fewer than the operator allows
	 * @param listing how it shows in the public list
	 */
	@JsonTypeName("room-open")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Open(RoomId room, RoomKind kind, Digest access, Digest owner, @Nullable Integer members,
			@Nullable RoomListing listing) implements RoomMessage {

		public Open {
			Limits.require("room", room);
			Limits.require("kind", kind);
			Limits.require("access", access);
			Limits.require("owner", owner);
			Assert.isTrue(members == null || members >= 2, "'members' must be at least 2");
			Assert.isTrue(room.equals(RoomId.of(kind, access, owner)),
					"'room' must be made of 'kind', 'access' and 'owner'");
		}
	}

	/**
	 * Enters a room.
	 *
	 * @param room the room
	 * @param secret the secret that lets in
	 * @param kind what the room must be for, if the sender knows
	 * @param owner the secret of the host, who comes back with it
	 */
	@JsonTypeName("room-join")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Join(RoomId room, RoomSecret secret, @Nullable RoomKind kind,
			@Nullable RoomSecret owner) implements RoomMessage {

		public Join {
			Limits.require("room", room);
			Limits.require("secret", secret);
		}
	}

	/**
	 * Leaves a room.
	 *
	 * @param room the room
	 */
	@JsonTypeName("room-leave")
	record Leave(RoomId room) implements RoomMessage {

		public Leave {
			Limits.require("room", room);
		}
	}

	/**
	 * Lets nobody else in, or does again. For the host.
	 *
	 * @param room the room
	 * @param locked whether the room is to be locked
	 */
	@JsonTypeName("room-lock")
	record Lock(RoomId room, boolean locked) implements RoomMessage {

		public Lock {
			Limits.require("room", room);
		}
	}

	/**
	 * Removes a member. For the host.
	 *
	 * @param room the room
	 * @param peer the member
	 */
	@JsonTypeName("room-remove")
	record Remove(RoomId room, PeerId peer) implements RoomMessage {

		public Remove {
			Limits.require("room", room);
			Limits.require("peer", peer);
		}
	}

	/**
	 * Ends the room for all. For the host.
	 *
	 * @param room the room
	 */
	@JsonTypeName("room-close")
	record Close(RoomId room) implements RoomMessage {

		public Close {
			Limits.require("room", room);
		}
	}

	/**
	 * A part of the negotiation with another member, sealed.
	 *
	 * @param room the room that both are in
	 * @param to the other
	 * @param box what only the other can open, in base64url
	 */
	@JsonTypeName("room-signal")
	record Signal(RoomId room, PeerId to, String box) implements RoomMessage {

		public Signal {
			Limits.require("room", room);
			Limits.require("to", to);
			Limits.requireBox("box", box, Limits.BOX);
		}
	}

	/**
	 * Asks for a relay between the sender and another member.
	 *
	 * @param room the room that both are in
	 * @param to the other
	 */
	@JsonTypeName("room-relay")
	record Relay(RoomId room, PeerId to) implements RoomMessage {

		public Relay {
			Limits.require("room", room);
			Limits.require("to", to);
		}
	}

	/**
	 * Asks for the public list.
	 */
	@JsonTypeName("room-list")
	record ListRooms() implements RoomMessage {

	}

}
