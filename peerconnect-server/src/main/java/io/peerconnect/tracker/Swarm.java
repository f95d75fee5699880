package io.peerconnect.tracker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import io.peerconnect.tracker.HttpPeer.Endpoint;
import io.peerconnect.websocket.AddressLimits;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one torrent. Peers on WebSockets can reach each other by WebRTC alone, and
 * those of HTTP by TCP alone, so they are kept apart and counted together. Safe for use
 * by many threads at once; its monitor is held for microseconds, and nobody is called or
 * sent to while it is.
 */
final class Swarm {

	/** Peers of each kind that are looked at to find near ones. */
	private static final int SAMPLE = 48;

	/** Speaks against peers that have met: more than any distance. */
	private static final double MET = 4;

	/** Speaks against peers with unanswered offers. */
	private static final double PENDING = 0.1;

	private final int maxPeers;

	private final AddressLimits httpAddresses;

	private final RandomGenerator random;

	// The following are guarded by this.

	private final PeerPool<WebPeer> web = new PeerPool<>();

	private final PeerPool<HttpPeer> http = new PeerPool<>();

	private final Map<Endpoint, HttpPeer> httpPeers = new HashMap<>(0);

	private int lastNumber;

	private long downloaded;

	private boolean closed;

	/**
	 * Create an empty swarm.
	 * @param maxPeers peers at most
	 * @param httpAddresses how many peers of HTTP each address may have, in all swarms
	 * @param random mixes peers
	 */
	Swarm(int maxPeers, AddressLimits httpAddresses, RandomGenerator random) {
		this.maxPeers = maxPeers;
		this.httpAddresses = httpAddresses;
		this.random = random;
	}

	/**
	 * Take a peer in, or take note of its news.
	 * @param peer the peer
	 * @param announce its announce
	 * @param expiresAt when the next announce must have come
	 * @throws TrackerRefusedException if it cannot take part
	 */
	synchronized void update(WebPeer peer, WebMessage.Announce announce, long expiresAt)
			throws TrackerRefusedException {
		if (!peer.isPresent()) {
			join(peer, announce.complete());
		}
		count(peer, announce.event(), announce.complete());
		this.web.setComplete(peer, announce.complete());
		peer.setExpiresAt(expiresAt);
	}

	private void join(WebPeer peer, boolean complete) throws TrackerRefusedException {
		requireRoom();
		if (peer.hasLeft()) {
			throw new TrackerRefusedException(TrackerRefusal.UNKNOWN_TORRENT);
		}
		// Peers tell each other apart by their ids. A client may come back from its
		// address before its old connection is known to be dead. Asked once for a peer.
		if (this.web.anyMatch((other) -> other.id().equals(peer.id())
				&& !other.connection().address().equals(peer.connection().address()))) {
			throw new TrackerRefusedException(TrackerRefusal.PEER_ID_IN_USE);
		}
		peer.setNumber(++this.lastNumber);
		peer.setComplete(complete);
		this.web.add(peer);
	}

	private void requireRoom() throws TrackerRefusedException {
		if (this.closed) {
			throw new TrackerRefusedException(TrackerRefusal.UNKNOWN_TORRENT);
		}
		if (this.web.size() + this.http.size() >= this.maxPeers) {
			throw new TrackerRefusedException(TrackerRefusal.SWARM_FULL);
		}
	}

	private void count(SwarmPeer peer, AnnounceEvent event, boolean complete) {
		if (event == AnnounceEvent.COMPLETED && complete && !peer.isComplete()) {
			this.downloaded++;
		}
	}

	/**
	 * Choose who gets the offers of a peer, and remember that they may answer.
	 * @param peer the peer
	 * @param offers its offers
	 * @param max offers that are given at most
	 * @param nowMillis the present time
	 * @return who gets the first offer, who the second, and so on
	 */
	synchronized List<WebPeer> give(WebPeer peer, List<WebMessage.Offer> offers, int max, long nowMillis) {
		int count = Math.min(offers.size(), max);
		if (count == 0 || !peer.isPresent()) {
			return List.of();
		}
		Nearest<WebPeer> nearest = new Nearest<>(peer.location(), count, this.random);
		this.web.sample(peer.isComplete(), SAMPLE, this.random, (other) -> {
			int pending = other.countPending(nowMillis);
			if (!other.id().equals(peer.id()) && pending < PendingOffers.MAX) {
				nearest.consider(other, (peer.hasMet(other) ? MET : 0) + PENDING * pending);
			}
		});
		List<WebPeer> chosen = nearest.chosen();
		for (int i = 0; i < chosen.size(); i++) {
			chosen.get(i).give(offers.get(i).id().value(), peer, nowMillis);
		}
		return chosen;
	}

	/**
	 * Find the peer that an answer is for. An offer is answered once.
	 * @param peer who answers
	 * @param to who is said to have made the offer
	 * @param offer the offer
	 * @param nowMillis the present time
	 * @return the peer, or {@code null} if the answering peer was given no such offer
	 */
	synchronized @Nullable WebPeer findOfferer(WebPeer peer, BinaryId to, BinaryId offer, long nowMillis) {
		WebPeer offerer = peer.takeOffer(offer, to, nowMillis);
		if (offerer == null || !offerer.isPresent()) {
			return null;
		}
		peer.meet(offerer);
		offerer.meet(peer);
		return offerer;
	}

	/**
	 * Let a peer leave for good.
	 * @param peer the peer
	 */
	synchronized void leave(WebPeer peer) {
		peer.setLeft();
		if (peer.isPresent()) {
			this.web.remove(peer);
		}
	}

	synchronized SwarmCounts counts() {
		return new SwarmCounts(this.web.members(true).size() + this.http.members(true).size(),
				this.web.members(false).size() + this.http.members(false).size(), this.downloaded);
	}

	/**
	 * Take a peer of HTTP in, or take note of its news, and choose whom it meets. A peer
	 * is known by where it listens: nobody speaks for another address.
	 * @param news the peer as it is now
	 * @param announce its announce
	 * @param expiresAt when the next announce must have come
	 * @param reachable tells whom the peer can reach
	 * @return the chosen ones, best first
	 * @throws TrackerRefusedException if it cannot take part
	 */
	synchronized List<HttpPeer> update(HttpPeer news, HttpAnnounce announce, long expiresAt,
			Predicate<HttpPeer> reachable) throws TrackerRefusedException {
		HttpPeer peer = this.httpPeers.get(news.endpoint());
		if (peer != null && !peer.id().equals(news.id())) {
			remove(peer);
			peer = null;
		}
		if (peer == null) {
			join(news, announce.complete());
			peer = news;
		}
		count(peer, announce.event(), announce.complete());
		this.http.setComplete(peer, announce.complete());
		peer.setExpiresAt(expiresAt);
		return choose(peer, announce.numwant(), reachable);
	}

	private void join(HttpPeer peer, boolean complete) throws TrackerRefusedException {
		requireRoom();
		if (!peer.isResident() && !this.httpAddresses.tryOpen(peer.endpoint().address())) {
			throw new TrackerRefusedException(TrackerRefusal.TOO_MANY_SWARMS);
		}
		peer.setComplete(complete);
		this.http.add(peer);
		this.httpPeers.put(peer.endpoint(), peer);
	}

	private List<HttpPeer> choose(HttpPeer peer, int max, Predicate<HttpPeer> reachable) {
		Nearest<HttpPeer> nearest = new Nearest<>(peer.location(), max, this.random);
		this.http.sample(peer.isComplete(), Math.max(SAMPLE, 2 * max), this.random, (other) -> {
			if (!other.id().equals(peer.id()) && reachable.test(other)) {
				nearest.consider(other, 0);
			}
		});
		return nearest.chosen();
	}

	/**
	 * Let a peer of HTTP leave.
	 * @param endpoint where it listens
	 */
	synchronized void leave(Endpoint endpoint) {
		HttpPeer peer = this.httpPeers.get(endpoint);
		if (peer != null) {
			remove(peer);
		}
	}

	/**
	 * Let all peers leave that should have announced themselves again by now.
	 * @param nowMillis the present time
	 */
	synchronized void expire(long nowMillis) {
		this.web.findExpired(nowMillis).forEach(this.web::remove);
		// Offers that are too old hold on to peers that may be gone.
		this.web.forEach((peer) -> peer.countPending(nowMillis));
		this.http.findExpired(nowMillis).forEach(this::remove);
	}

	private void remove(HttpPeer peer) {
		this.http.remove(peer);
		this.httpPeers.remove(peer.endpoint());
		if (!peer.isResident()) {
			this.httpAddresses.close(peer.endpoint().address());
		}
	}

	/**
	 * Let everybody go: the torrent is no more.
	 */
	synchronized void close() {
		this.closed = true;
		expire(Long.MAX_VALUE);
	}

	synchronized int countPeers(Transport transport) {
		return ((transport == Transport.WEBSOCKET) ? this.web : this.http).size();
	}

	synchronized boolean isClosed() {
		return this.closed;
	}

}
