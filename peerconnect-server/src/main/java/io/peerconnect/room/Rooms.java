package io.peerconnect.room;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.peerconnect.protocol.FailureCode;
import io.peerconnect.protocol.RoomEnd;
import io.peerconnect.protocol.RoomEvent;
import io.peerconnect.protocol.RoomId;
import io.peerconnect.protocol.RoomListing;
import io.peerconnect.protocol.RoomMessage;
import io.peerconnect.protocol.RoomSecret;
import io.peerconnect.swarm.PeerId;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.Household;
import io.peerconnect.websocket.Rate;
import io.peerconnect.websocket.TokenBucket;

/**
 * The rooms of this node, and who may do what in them. Guarded by the lock of
 * {@link RoomServer}.
 */
final class Rooms {

	/* A tab shows one room; a page may show a few. */
	private static final int MAX_ROOMS_PER_PEER = 8;

	/* Who mistypes a link does not do it more often. */
	private static final Rate WRONG_GUESSES = Rate.perMinute(20);

	private static final int MAX_LISTED = 100;

	private final RoomSettings settings;

	private final Rate relayRate;

	private final Outbox outbox;

	private final RoomObserver observer;

	private final Collection<RoomListener> listeners;

	private final AddressLimits openedFrom;

	private final AddressRate wrongGuesses = new AddressRate(WRONG_GUESSES);

	private final Map<RoomId, Room> rooms = new LinkedHashMap<>();

	private final Map<PeerId, Set<Room>> byPeer = new HashMap<>();

	Rooms(RoomSettings settings, Rate relayRate, Outbox outbox, RoomObserver observer, List<RoomListener> listeners) {
		this.settings = settings;
		this.relayRate = relayRate;
		this.outbox = outbox;
		this.observer = observer;
		this.listeners = listeners;
		this.openedFrom = new AddressLimits(settings.maxRoomsPerAddress());
	}

	void open(PeerId peer, InetAddress address, RoomMessage.Open open, long nowMillis) throws RefusedException {
		if (this.rooms.containsKey(open.room())) {
			throw new RefusedException(FailureCode.ROOM_EXISTS, "This room is open");
		}
		if (open.listing() != null && this.settings.publicList() == PublicList.OFF) {
			throw new RefusedException(FailureCode.ROOM_DENIED, "This site has no public list");
		}
		requirePlaceFor(peer);
		if (this.rooms.size() >= this.settings.maxRooms()) {
			throw new RefusedException(FailureCode.ROOM_LIMIT, "This site has its maximum of rooms");
		}
		if (!this.openedFrom.tryOpen(address)) {
			throw new RefusedException(FailureCode.ROOM_LIMIT,
					"Your address has its maximum of " + this.settings.maxRoomsPerAddress() + " rooms");
		}
		int wished = (open.members() != null) ? open.members() : this.settings.maxMembers();
		Room room = new Room(open, address, Math.min(wished, this.settings.maxMembers()),
				new TokenBucket(this.relayRate, nowMillis), nowMillis);
		this.rooms.put(room.id(), room);
		this.observer.roomOpened(room.kind());
		enter(room, peer, true);
		this.outbox.post(peer, new RoomEvent.Opened(room.id(), room.maxMembers(), millisLeft(room, nowMillis)));
	}

	void join(PeerId peer, InetAddress address, RoomMessage.Join join, long nowMillis) throws RefusedException {
		Room room = this.rooms.get(join.room());
		if (room == null) {
			throw wrong(address, nowMillis, new RefusedException(FailureCode.ROOM_UNKNOWN, "There is no such room"));
		}
		RoomSecret owner = join.owner();
		boolean host = owner != null;
		if (!room.isOpenTo(join.secret()) || (owner != null && !room.belongsTo(owner))) {
			throw wrong(address, nowMillis, new RefusedException(FailureCode.ROOM_DENIED, "The secret is wrong"));
		}
		if (join.kind() != null && join.kind() != room.kind()) {
			throw new RefusedException(FailureCode.ROOM_DENIED, "This room is of another kind");
		}
		if (!room.has(peer)) {
			requirePlaceIn(room, host);
			requirePlaceFor(peer);
		}
		PeerId replaced = (host && !room.isHost(peer)) ? room.host() : null;
		if (replaced != null) {
			expel(room, replaced, RoomEnd.REPLACED, nowMillis);
		}
		boolean news = !room.has(peer) || (host && !room.isHost(peer));
		enter(room, peer, host);
		this.outbox.post(peer, new RoomEvent.Joined(room.id(), room.kind(), room.host(), room.isLocked(),
				room.othersThan(peer), millisLeft(room, nowMillis)));
		if (news) {
			tellOthers(room, peer, new RoomEvent.Entered(room.id(), peer, host));
		}
	}

	/* Who guesses too often learns no more, not even that it was wrong again. */
	private RefusedException wrong(InetAddress address, long nowMillis, RefusedException refusal) {
		return this.wrongGuesses.tryTake(address, 1, nowMillis) ? refusal
				: new RefusedException(FailureCode.RATE_LIMITED, "Too many wrong links; wait a minute");
	}

	private void requirePlaceIn(Room room, boolean host) throws RefusedException {
		if (room.isLocked() && !host) {
			throw new RefusedException(FailureCode.ROOM_LOCKED, "The host lets nobody else in");
		}
		if (room.isFullFor(host)) {
			throw new RefusedException(FailureCode.ROOM_FULL,
					"The room has its maximum of " + room.maxMembers() + " members");
		}
	}

	private void requirePlaceFor(PeerId peer) throws RefusedException {
		if (this.byPeer.getOrDefault(peer, Set.of()).size() >= MAX_ROOMS_PER_PEER) {
			throw new RefusedException(FailureCode.ROOM_LIMIT,
					"You are in a maximum of " + MAX_ROOMS_PER_PEER + " rooms");
		}
	}

	void leave(PeerId peer, RoomId id, long nowMillis) throws RefusedException {
		leave(requireMembership(peer, id), peer, nowMillis);
	}

	void leaveAll(PeerId peer, long nowMillis) {
		for (Room room : List.copyOf(this.byPeer.getOrDefault(peer, Set.of()))) {
			leave(room, peer, nowMillis);
		}
	}

	void lock(PeerId peer, RoomMessage.Lock lock) throws RefusedException {
		Room room = requireHost(peer, lock.room());
		room.setLocked(lock.locked());
		room.members().forEach((member) -> this.outbox.post(member, new RoomEvent.Locked(room.id(), lock.locked())));
	}

	void remove(PeerId peer, RoomMessage.Remove remove, long nowMillis) throws RefusedException {
		Room room = requireHost(peer, remove.room());
		if (!room.has(remove.peer()) || room.isHost(remove.peer())) {
			throw new RefusedException(FailureCode.NOT_PAIRED, "There is no such other member");
		}
		expel(room, remove.peer(), RoomEnd.REMOVED, nowMillis);
	}

	void close(PeerId peer, RoomId id, long nowMillis) throws RefusedException {
		close(requireHost(peer, id), RoomEnd.CLOSED, nowMillis);
	}

	void signal(PeerId peer, RoomMessage.Signal signal) throws RefusedException {
		Room room = requireBoth(peer, signal.to(), signal.room());
		this.outbox.post(signal.to(), new RoomEvent.Signal(room.id(), peer, signal.box()));
	}

	void list(PeerId peer, InetAddress address) {
		List<RoomEvent.ListedRoom> listed = new ArrayList<>();
		for (Room room : this.rooms.values()) {
			RoomListing listing = room.listing();
			if (listing != null && !room.isLocked() && isListedFor(room, address) && listed.size() < MAX_LISTED) {
				listed.add(new RoomEvent.ListedRoom(room.id(), room.kind(), listing.name(), listing.key(),
						room.members().size()));
			}
		}
		this.outbox.post(peer, new RoomEvent.ListedRooms(listed));
	}

	private boolean isListedFor(Room room, InetAddress address) {
		return room.host() != null
				&& (this.settings.publicList() == PublicList.SITE || Household.isSame(room.openedFrom(), address));
	}

	void sweep(long nowMillis) {
		long emptySince = nowMillis - this.settings.emptyTimeout().toMillis();
		long openSince = nowMillis - this.settings.maxAge().toMillis();
		for (Room room : List.copyOf(this.rooms.values())) {
			if (room.isEmptySince(emptySince) || room.isOpenSince(openSince)) {
				close(room, RoomEnd.EXPIRED, nowMillis);
			}
		}
	}

	/* Whether a room exists is for its members to know. */
	private Room requireMembership(PeerId peer, RoomId id) throws RefusedException {
		Room room = this.rooms.get(id);
		if (room == null || !room.has(peer)) {
			throw new RefusedException(FailureCode.ROOM_UNKNOWN, "You are not in this room");
		}
		return room;
	}

	Room requireHost(PeerId peer, RoomId id) throws RefusedException {
		Room room = requireMembership(peer, id);
		if (!room.isHost(peer)) {
			throw new RefusedException(FailureCode.ROOM_DENIED, "Only the host may do this");
		}
		return room;
	}

	/* The other may have left while the message was on its way. */
	Room requireBoth(PeerId peer, PeerId other, RoomId id) throws RefusedException {
		Room room = this.rooms.get(id);
		if (room == null || !room.has(peer) || !room.has(other) || peer.equals(other)) {
			throw new RefusedException(FailureCode.NOT_PAIRED, "You and this peer are not in this room");
		}
		return room;
	}

	private void enter(Room room, PeerId peer, boolean host) {
		if (!room.has(peer)) {
			this.byPeer.computeIfAbsent(peer, (key) -> new LinkedHashSet<>(2)).add(room);
			this.observer.membersChanged(1);
		}
		room.enter(peer, host);
	}

	private void expel(Room room, PeerId peer, RoomEnd reason, long nowMillis) {
		leave(room, peer, nowMillis);
		this.outbox.post(peer, new RoomEvent.Closed(room.id(), reason));
	}

	private void leave(Room room, PeerId peer, long nowMillis) {
		boolean wasHost = room.isHost(peer);
		room.leave(peer, nowMillis);
		forget(room, peer);
		tellOthers(room, peer, new RoomEvent.Left(room.id(), peer));
		this.listeners.forEach((listener) -> listener.memberLeft(room.id(), peer, wasHost, nowMillis));
	}

	private void close(Room room, RoomEnd reason, long nowMillis) {
		this.rooms.remove(room.id());
		this.openedFrom.close(room.openedFrom());
		this.observer.roomClosed(room.kind());
		PeerId host = room.host();
		for (PeerId member : room.members()) {
			forget(room, member);
			this.outbox.post(member, new RoomEvent.Closed(room.id(), reason));
			this.listeners
				.forEach((listener) -> listener.memberLeft(room.id(), member, member.equals(host), nowMillis));
		}
	}

	private void forget(Room room, PeerId peer) {
		this.observer.membersChanged(-1);
		this.byPeer.computeIfPresent(peer, (key, rooms) -> {
			rooms.remove(room);
			return rooms.isEmpty() ? null : rooms;
		});
	}

	private void tellOthers(Room room, PeerId peer, RoomEvent event) {
		room.othersThan(peer).forEach((member) -> this.outbox.post(member, event));
	}

	private long millisLeft(Room room, long nowMillis) {
		return Math.max(0, room.openedAt() + this.settings.maxAge().toMillis() - nowMillis);
	}

}
