package io.peerconnect.room;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.peerconnect.asset.Digest;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.protocol.RoomKind;
import io.peerconnect.protocol.RoomListing;
import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.protocol.RoomSecret;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.TokenBucket;

/**
 * A room and who is in it. Guarded by the lock of {@link RoomServer}.
 */
final class Room {

	private final RoomId id;

	private final RoomKind kind;

	private final Digest access;

	private final Digest owner;

	private final @Nullable RoomListing listing;

	private final InetAddress openedFrom;

	private final int maxMembers;

	private final long openedAt;

	private final TokenBucket relayed;

	private final Set<PeerId> members = new LinkedHashSet<>(4);

	private @Nullable PeerId host;

	private boolean locked;

	private long emptySince;

	Room(RoomMessage.Open open, InetAddress openedFrom, int maxMembers, TokenBucket relayed, long nowMillis) {
		this.id = open.room();
		this.kind = open.kind();
		this.access = open.access();
		this.owner = open.owner();
		this.listing = open.listing();
		this.openedFrom = openedFrom;
		this.maxMembers = maxMembers;
		this.relayed = relayed;
		this.openedAt = nowMillis;
	}

	boolean isOpenTo(RoomSecret secret) {
		return secret.matches(this.access);
	}

	boolean belongsTo(RoomSecret secret) {
		return secret.matches(this.owner);
	}

	/* The place of the host is kept while it is away. */
	boolean isFullFor(boolean host) {
		boolean hostIsHere = this.host != null;
		return this.members.size() >= ((host || hostIsHere) ? this.maxMembers : this.maxMembers - 1);
	}

	void enter(PeerId peer, boolean host) {
		this.members.add(peer);
		if (host) {
			this.host = peer;
		}
	}

	void leave(PeerId peer, long nowMillis) {
		this.members.remove(peer);
		if (peer.equals(this.host)) {
			this.host = null;
		}
		if (this.members.isEmpty()) {
			this.emptySince = nowMillis;
		}
	}

	boolean has(PeerId peer) {
		return this.members.contains(peer);
	}

	boolean isHost(PeerId peer) {
		return peer.equals(this.host);
	}

	List<PeerId> members() {
		return List.copyOf(this.members);
	}

	List<PeerId> othersThan(PeerId peer) {
		return this.members.stream().filter((member) -> !member.equals(peer)).toList();
	}

	boolean isEmptySince(long millis) {
		return this.members.isEmpty() && this.emptySince <= millis;
	}

	boolean isOpenSince(long millis) {
		return this.openedAt <= millis;
	}

	RoomId id() {
		return this.id;
	}

	RoomKind kind() {
		return this.kind;
	}

	@Nullable RoomListing listing() {
		return this.listing;
	}

	InetAddress openedFrom() {
		return this.openedFrom;
	}

	int maxMembers() {
		return this.maxMembers;
	}

	long openedAt() {
		return this.openedAt;
	}

	TokenBucket relayed() {
		return this.relayed;
	}

	@Nullable PeerId host() {
		return this.host;
	}

	boolean isLocked() {
		return this.locked;
	}

	void setLocked(boolean locked) {
		this.locked = locked;
	}

}
