package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import bt.event.EventSource;
import bt.net.ConnectionKey;
import bt.net.IMessageDispatcher;
import bt.net.IPeerConnectionPool;
import bt.net.PeerConnection;
import bt.protocol.Cancel;
import bt.protocol.Message;
import bt.protocol.Piece;
import bt.protocol.Request;
import bt.service.IRuntimeLifecycleBinder;
import bt.torrent.TorrentRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between connections and what bt does with them.
 */
final class ForgettingDispatcher implements IMessageDispatcher {

	/*
	 * In place of bt's own, which keeps every connection there ever was (fixed after 1.10
	 * [1]), is held up by the slowest peer, and puts no limit to what a peer asks for.
	 *
	 * [1] https://github.com/atomashpolskiy/bt/pull/255
	 */

	private static final long SHORTEST_PAUSE_MS = 1;

	private static final long LONGEST_PAUSE_MS = 32;

	/** As many requests as peers keep open at the fastest: 32 MB of blocks. */
	private static final int MOST_REQUESTS = 2048;

	/** Messages of one peer before it is the turn of the next. */
	private static final int MOST_AT_ONCE = 256;

	private final Map<ConnectionKey, Agents> agents = new ConcurrentHashMap<>();

	private final IPeerConnectionPool connections;

	private final TorrentRegistry torrents;

	private final SendReadiness readiness;

	/**
	 * Create a dispatcher, which works while the runtime does.
	 * @param lifecycle starts and stops it
	 * @param connections all connections
	 * @param torrents tells which torrents are active
	 * @param events tells which connections ended
	 * @param readiness tells which peers can be sent to
	 */
	ForgettingDispatcher(IRuntimeLifecycleBinder lifecycle, IPeerConnectionPool connections, TorrentRegistry torrents,
			EventSource events, SendReadiness readiness) {
		this.connections = connections;
		this.torrents = torrents;
		this.readiness = readiness;
		events.onPeerDisconnected(null, (event) -> this.agents.remove(event.getConnectionKey()));
		Thread thread = new Thread(this::run, "peerconnect-seeder-dispatcher");
		thread.setDaemon(true);
		lifecycle.onStartup("Start the dispatcher", thread::start);
		lifecycle.onShutdown("Stop the dispatcher", thread::interrupt);
	}

	@Override
	public void addMessageConsumer(ConnectionKey connection, Consumer<Message> consumer) {
		agents(connection).consumers.add(consumer);
	}

	@Override
	public void addMessageSupplier(ConnectionKey connection, Supplier<Message> supplier) {
		agents(connection).suppliers.add(supplier);
	}

	private Agents agents(ConnectionKey connection) {
		return this.agents.computeIfAbsent(connection, (key) -> new Agents());
	}

	/**
	 * Return the number of connections that are remembered.
	 * @return the number
	 */
	int size() {
		return this.agents.size();
	}

	private void run() {
		long pauseMs = SHORTEST_PAUSE_MS;
		try {
			while (!Thread.currentThread().isInterrupted()) {
				this.readiness.look();
				boolean idle = true;
				for (Map.Entry<ConnectionKey, Agents> entry : this.agents.entrySet()) {
					idle &= !dispatch(entry.getKey(), entry.getValue());
				}
				pauseMs = idle ? Math.min(2 * pauseMs, LONGEST_PAUSE_MS) : SHORTEST_PAUSE_MS;
				if (idle) {
					Thread.sleep(pauseMs);
				}
			}
		}
		catch (InterruptedException | IOException | ClosedSelectorException ex) {
			// The runtime stops.
		}
	}

	/* Returns whether there was anything to do. */
	private boolean dispatch(ConnectionKey key, Agents agents) {
		PeerConnection connection = this.connections.getConnection(key);
		if (connection == null || connection.isClosed() || !this.torrents.isSupportedAndActive(key.getTorrentId())) {
			return false;
		}
		try {
			boolean received = agents.receive(connection);
			return this.readiness.isReady(connection) && agents.send(connection) || received;
		}
		catch (IOException | RuntimeException ex) {
			// What the peer sends or asks for makes no sense, or it is gone.
			this.readiness.hangUp(connection);
			return true;
		}
	}

	/**
	 * What bt does for one connection.
	 */
	private static final class Agents {

		private final List<Consumer<Message>> consumers = new CopyOnWriteArrayList<>();

		private final List<Supplier<? extends @Nullable Message>> suppliers = new CopyOnWriteArrayList<>();

		private int requests;

		private boolean receive(PeerConnection connection) throws IOException {
			for (int received = 0; received < MOST_AT_ONCE; received++) {
				Message message = connection.readMessageNow();
				if (message == null) {
					return received > 0;
				}
				count(message);
				for (Consumer<Message> consumer : this.consumers) {
					consumer.accept(message);
				}
			}
			return true;
		}

		private void count(Message message) {
			if (message instanceof Request && ++this.requests > MOST_REQUESTS) {
				throw new IllegalStateException("A peer asked for more than " + MOST_REQUESTS + " blocks at once");
			}
			if (message instanceof Cancel) {
				this.requests = Math.max(0, this.requests - 1);
			}
		}

		private boolean send(PeerConnection connection) throws IOException {
			boolean any = false;
			for (Supplier<? extends @Nullable Message> supplier : this.suppliers) {
				Message message = supplier.get();
				if (message != null) {
					any = true;
					if (message instanceof Piece) {
						this.requests = Math.max(0, this.requests - 1);
					}
					connection.postMessage(message);
				}
			}
			return any;
		}

	}

}
