package io.peerconnect.torrent.bt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import bt.event.EventSource;
import bt.metainfo.TorrentId;
import bt.runtime.BtClient;
import org.jspecify.annotations.Nullable;

/**
 * The torrents that are seeded now: those that somebody asked for, up to a limit. Each
 * costs threads and memory, so the ones that nobody is connected for go again.
 */
final class ActiveTorrents {

	/**
	 * bt keeps something of every connection until its torrent stops, so one that had
	 * this many stops when it can.
	 */
	private static final int MOST_CONNECTIONS = 5000;

	/**
	 * Whoever asks for one torrent after the other must not make all others come and go.
	 */
	private static final Duration SHORTEST_STAY = Duration.ofSeconds(10);

	private final int limit;

	private final Duration idleTimeout;

	private final Function<TorrentId, BtClient> clients;

	private final ToIntFunction<TorrentId> connections;

	private final Clock clock;

	/** Guarded by this. */
	private final Map<TorrentId, Session> sessions = new HashMap<>();

	/**
	 * Create an empty set.
	 * @param limit the number of torrents at most
	 * @param idleTimeout how long one stays that nobody is connected for
	 * @param clients makes what seeds a torrent
	 * @param connections tells how many connections there are for a torrent
	 * @param events tells that torrents started and stopped
	 * @param clock tells the time
	 */
	ActiveTorrents(int limit, Duration idleTimeout, Function<TorrentId, BtClient> clients,
			ToIntFunction<TorrentId> connections, EventSource events, Clock clock) {
		this.limit = limit;
		this.idleTimeout = idleTimeout;
		this.clients = clients;
		this.connections = connections;
		this.clock = clock;
		events.onTorrentStarted(null, (event) -> started(event.getTorrentId()));
		events.onTorrentStopped(null, (event) -> stopped(event.getTorrentId()));
		events.onPeerConnected(null, (event) -> connected(event.getTorrentId()));
	}

	/**
	 * Activate a torrent, or let it stay active.
	 * @param torrent the torrent
	 * @return completes once it is active; fails if it cannot be
	 */
	synchronized CompletableFuture<Void> activate(TorrentId torrent) {
		Session session = this.sessions.get(torrent);
		if (session != null) {
			session.lastUsed = this.clock.instant();
			// What stops would be found half gone if it started again at once.
			return session.stopping ? session.stopped.thenComposeAsync((done) -> activate(torrent)) : session.started;
		}
		if (this.sessions.size() >= this.limit && !tryMakeRoom()) {
			return CompletableFuture.failedFuture(new IllegalStateException(
					"There are " + this.limit + " active torrents already, with peers for each"));
		}
		return start(torrent);
	}

	private CompletableFuture<Void> start(TorrentId torrent) {
		Session session = new Session(this.clients.apply(torrent), this.clock.instant());
		this.sessions.put(torrent, session);
		session.client.startAsync().whenComplete((done, failure) -> {
			if (failure != null) {
				stopped(torrent);
				session.started.completeExceptionally(failure);
			}
		});
		return session.started;
	}

	/*
	 * Lets the one go that was used least recently of those that nobody is connected for.
	 */
	private boolean tryMakeRoom() {
		Instant latest = this.clock.instant().minus(SHORTEST_STAY);
		Map.Entry<TorrentId, Session> idle = this.sessions.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().stopping && entry.getValue().lastUsed.isBefore(latest)
					&& this.connections.applyAsInt(entry.getKey()) == 0)
			.min(Comparator.comparing((entry) -> entry.getValue().lastUsed))
			.orElse(null);
		if (idle == null) {
			return false;
		}
		idle.getValue().stop();
		return true;
	}

	/**
	 * Let go what nobody has been connected for some time.
	 */
	synchronized void sweep() {
		Instant now = this.clock.instant();
		this.sessions.forEach((torrent, session) -> {
			if (this.connections.applyAsInt(torrent) > 0) {
				session.lastUsed = now;
			}
			else if (session.started.isDone() && (session.connections > MOST_CONNECTIONS
					|| Duration.between(session.lastUsed, now).compareTo(this.idleTimeout) >= 0)) {
				session.stop();
			}
		});
	}

	/**
	 * Seed a torrent no longer.
	 * @param torrent the torrent
	 */
	synchronized void stop(TorrentId torrent) {
		Session session = this.sessions.get(torrent);
		if (session != null) {
			session.stop();
		}
	}

	/**
	 * Stop all.
	 * @return complete once they are
	 */
	synchronized List<CompletableFuture<Void>> stopAll() {
		List<CompletableFuture<Void>> stopped = new ArrayList<>();
		this.sessions.values().forEach((session) -> {
			session.stop();
			stopped.add(session.stopped);
		});
		return stopped;
	}

	synchronized int size() {
		return this.sessions.size();
	}

	private void started(TorrentId torrent) {
		Session session = find(torrent);
		if (session != null) {
			session.started.complete(null);
		}
	}

	private synchronized void connected(TorrentId torrent) {
		Session session = this.sessions.get(torrent);
		if (session != null) {
			session.connections++;
		}
	}

	private void stopped(TorrentId torrent) {
		Session session;
		synchronized (this) {
			session = this.sessions.remove(torrent);
		}
		if (session != null) {
			session.stopped.complete(null);
		}
	}

	private synchronized @Nullable Session find(TorrentId torrent) {
		return this.sessions.get(torrent);
	}

	/**
	 * One active torrent. Guarded by the set.
	 */
	private static final class Session {

		private final BtClient client;

		private final CompletableFuture<Void> started = new CompletableFuture<>();

		private final CompletableFuture<Void> stopped = new CompletableFuture<>();

		private Instant lastUsed;

		private int connections;

		private boolean stopping;

		private Session(BtClient client, Instant now) {
			this.client = client;
			this.lastUsed = now;
		}

		private void stop() {
			if (!this.stopping) {
				this.stopping = true;
				this.client.stop();
			}
		}

	}

}
