package io.peerconnect.torrent.bt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import bt.Bt;
import bt.metainfo.IMetadataService;
import bt.metainfo.TorrentId;
import bt.net.IPeerConnectionPool;
import bt.runtime.BtClient;
import bt.runtime.BtRuntime;
import bt.runtime.BtRuntimeBuilder;
import bt.runtime.Config;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.peerconnect.torrent.InfoHash;
import io.peerconnect.torrent.Metainfo;
import io.peerconnect.torrent.MetainfoFormat;
import io.peerconnect.torrent.Seeder;
import io.peerconnect.torrent.SeederStatistics;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentListener;
import io.peerconnect.torrent.TorrentStore;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.SmartLifecycle;

/**
 * Seeds the library to BitTorrent clients over TCP, with one bt runtime. Starts after the
 * web server, whose tracker it announces itself to, and stops before it.
 */
public final class BtSeeder implements Seeder, SmartLifecycle, TorrentListener {

	private static final Logger logger = LoggerFactory.getLogger(BtSeeder.class);

	private static final Duration ACTIVATION_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration PAUSE_IN_HANDSHAKE = Duration.ofMillis(50);

	/** Of a network that is for documents only (RFC 5737). */
	private static final InetSocketAddress SOMEWHERE = new InetSocketAddress("192.0.2.1", 9);

	private static final int HANDSHAKES_AT_ONCE = 16;

	private static final int LONGEST_BLOCK = 32 * 1024;

	/** For each connection two: one for what is received, one for what is sent. */
	private static final int NETWORK_BUFFER = 128 * 1024;

	private final SeederSettings settings;

	private final TorrentLibrary library;

	private final TorrentStore store;

	private final MetainfoFormat format;

	private final Supplier<URI> announce;

	private final Clock clock;

	private final LongAdder sentBytes = new LongAdder();

	private final AtomicBoolean packedSeen = new AtomicBoolean();

	private volatile @Nullable Running running;

	/**
	 * Create a seeder.
	 * @param settings what the operator decided
	 * @param library the torrents
	 * @param store where they are kept
	 * @param format how they are written
	 * @param announce tells the URL of the site's own HTTP tracker once the web server
	 * runs
	 * @param clock tells the time
	 */
	public BtSeeder(SeederSettings settings, TorrentLibrary library, TorrentStore store, MetainfoFormat format,
			Supplier<URI> announce, Clock clock) {
		this.settings = settings;
		this.library = library;
		this.store = store;
		this.format = format;
		this.announce = announce;
		this.clock = clock;
	}

	@Override
	public synchronized void start() {
		if (this.running != null) {
			return;
		}
		URI tracker = this.announce.get();
		ServerSocketChannel server = bind();
		Running started;
		try {
			started = run(server, ((InetSocketAddress) server.getLocalAddress()).getPort(), tracker);
			started.runtime().startup();
		}
		catch (IOException | RuntimeException ex) {
			close(server);
			throw new IllegalStateException("The seeder cannot start", ex);
		}
		this.running = started;
		this.library.all().forEach(this::added);
		logger.info(
				"Seeding to BitTorrent clients at port {}, which other clients are told as {}. "
						+ "The seeder announces itself at {}",
				started.port(), (started.address() != null) ? started.address() : "the address that they see it at",
				tracker);
	}

	private ServerSocketChannel bind() {
		InetSocketAddress address = (this.settings.address() != null)
				? new InetSocketAddress(this.settings.address(), this.settings.port())
				: new InetSocketAddress(this.settings.port());
		try {
			ServerSocketChannel server = ServerSocketChannel.open();
			try {
				server.bind(address);
				return server;
			}
			catch (IOException ex) {
				server.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.video.seeder.port", this.settings.port(),
					"The seeder cannot listen there (" + ex.getMessage() + "). Choose a port that is free"
							+ ((this.settings.address() != null)
									? ", and an address of this machine in 'peerconnect.video.seeder.address'." : "."),
					ex);
		}
	}

	private Running run(ServerSocketChannel server, int port, URI tracker) {
		InetSocketAddress publicAddress = publicAddress(port);
		HttpClient http = http(tracker);
		BtRuntimeBuilder builder = BtRuntime.builder(config(port, publicAddress))
			.module(new SeederModule(server, tracker, http, this::activateAndWait))
			.disableAutomaticShutdown();
		if (!this.settings.peerExchange()) {
			builder.disablePeerExchange();
		}
		if (!this.settings.localDiscovery()) {
			builder.disableLocalServiceDiscovery();
		}
		BtRuntime runtime = builder.build();
		IPeerConnectionPool connections = runtime.service(IPeerConnectionPool.class);
		ActiveTorrents active = new ActiveTorrents(this.settings.maxActive(), this.settings.idleTimeout(),
				(torrent) -> client(runtime, tracker, torrent), (torrent) -> count(connections, torrent),
				runtime.getEventSource(), this.clock);
		return new Running(runtime, runtime.service(LibraryRegistry.class), connections, active, server, port,
				publicAddress);
	}

	private @Nullable InetSocketAddress publicAddress(int port) {
		Integer told = this.settings.publicPort();
		int publicPort = (told != null) ? told : port;
		String host = this.settings.publicHost();
		if (host != null) {
			InetSocketAddress address = new InetSocketAddress(host, publicPort);
			if (address.isUnresolved()) {
				logger.warn("Nobody knows the host '{}' of 'peerconnect.video.seeder.public-host', so clients that are "
						+ "elsewhere are not told of the seeder", host);
				return null;
			}
			return address;
		}
		InetAddress local = this.settings.address();
		InetAddress reached = (local != null && !local.isAnyLocalAddress()) ? local : ownAddress();
		return (reached != null && !reached.isLoopbackAddress()) ? new InetSocketAddress(reached, publicPort) : null;
	}

	/* The address that packets to the world leave from. None is sent. */
	private static @Nullable InetAddress ownAddress() {
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.connect(SOMEWHERE);
			InetAddress address = socket.getLocalAddress();
			return address.isAnyLocalAddress() ? null : address;
		}
		catch (IOException | UncheckedIOException ex) {
			return null;
		}
	}

	private static HttpClient http(URI tracker) {
		HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(HANDSHAKE_TIMEOUT);
		if ("https".equals(tracker.getScheme()) && new InetSocketAddress(tracker.getHost(), 0).getAddress() != null
				&& new InetSocketAddress(tracker.getHost(), 0).getAddress().isLoopbackAddress()) {
			builder.sslContext(LoopbackTls.context());
		}
		return builder.build();
	}

	private Config config(int port, @Nullable InetSocketAddress publicAddress) {
		Config config = new Config();
		InetAddress address = this.settings.address();
		config.setAcceptorAddress((address != null) ? address : new InetSocketAddress(0).getAddress());
		config.setAcceptorPort(port);
		if (publicAddress != null) {
			config.setPeerAddress(publicAddress.getAddress());
		}
		config.setMaxPeerConnections(this.settings.maxConnections());
		config.setMaxPeerConnectionsPerTorrent(this.settings.maxConnections());
		config.setMaxPendingConnectionRequests(HANDSHAKES_AT_ONCE);
		config.setPeerHandshakeTimeout(HANDSHAKE_TIMEOUT);
		config.setMseWaitBetweenReads(PAUSE_IN_HANDSHAKE);
		config.setMaxTransferBlockSize(LONGEST_BLOCK);
		config.setNetworkBufferSize(NETWORK_BUFFER);
		config.setShutdownHookTimeout(SHUTDOWN_TIMEOUT);
		return config;
	}

	private static int count(IPeerConnectionPool connections, TorrentId torrent) {
		AtomicInteger count = new AtomicInteger();
		connections.visitConnections(torrent, (connection) -> count.incrementAndGet());
		return count.get();
	}

	private BtClient client(BtRuntime runtime, URI tracker, TorrentId id) {
		Torrent torrent = this.library.find(InfoHash.of(id.getBytes()));
		Path file = (torrent != null) ? torrent.file() : null;
		if (torrent == null || file == null) {
			throw new IllegalStateException("There is no video with the infohash " + id + " any more");
		}
		return Bt.client(runtime)
			.storage(new VideoStorage(file, () -> torrent.equals(this.library.findByPath(torrent.path())),
					this.sentBytes::add))
			.torrent(() -> load(runtime, tracker, torrent))
			.build();
	}

	/*
	 * With a tracker that bt cannot talk to, such as ours for browsers, bt would ask none
	 * at all. The infohash is the same.
	 */
	private bt.metainfo.Torrent load(BtRuntime runtime, URI tracker, Torrent torrent) {
		try {
			Metainfo metainfo = new Metainfo(this.store.read(torrent.infoHash(), torrent.path()),
					List.of(List.of(tracker.toString())), List.of(), null);
			return runtime.service(IMetadataService.class).fromByteArray(this.format.write(metainfo));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void activateAndWait(TorrentId torrent) {
		Running now = this.running;
		if (now == null) {
			throw new IllegalStateException("The seeder stops");
		}
		try {
			now.active().activate(torrent).get(ACTIVATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The torrent " + torrent + " cannot be seeded now", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The seeder stops", ex);
		}
	}

	@Override
	public boolean prepare(InfoHash infoHash) {
		Running now = this.running;
		Torrent torrent = this.library.find(infoHash);
		if (now == null || torrent == null || torrent.file() == null) {
			return false;
		}
		now.active().activate(id(torrent)).exceptionally((failure) -> {
			logger.debug("Not seeding {}", infoHash, failure);
			return null;
		});
		return true;
	}

	/**
	 * Let go torrents that nobody has been connected for some time.
	 */
	public void sweep() {
		Running now = this.running;
		if (now != null) {
			now.active().sweep();
		}
	}

	@Override
	public SeederStatistics statistics() {
		Running now = this.running;
		return (now != null) ? new SeederStatistics(now.active().size(), now.connections().size(), this.sentBytes.sum())
				: new SeederStatistics(0, 0, this.sentBytes.sum());
	}

	@Override
	public void added(Torrent torrent) {
		Running now = this.running;
		if (now == null) {
			return;
		}
		if (torrent.file() != null) {
			now.registry().add(id(torrent));
		}
		else if (!this.packedSeen.getAndSet(true)) {
			logger.info("Videos inside jars, such as '{}', are not seeded", torrent.path());
		}
	}

	@Override
	public void removed(Torrent torrent) {
		Running now = this.running;
		if (now != null) {
			now.registry().remove(id(torrent));
			now.active().stop(id(torrent));
		}
	}

	private static TorrentId id(Torrent torrent) {
		return TorrentId.fromBytes(torrent.infoHash().bytes());
	}

	@Override
	public @Nullable InetSocketAddress find() {
		Running now = this.running;
		return (now != null) ? now.address() : null;
	}

	@Override
	public int port() {
		Running now = this.running;
		return (now != null) ? now.port() : 0;
	}

	@Override
	public synchronized void stop() {
		Running now = this.running;
		if (now == null) {
			return;
		}
		try {
			// Each tells the tracker, so this comes before the runtime and the web
			// server.
			CompletableFuture.allOf(now.active().stopAll().toArray(CompletableFuture[]::new))
				.get(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("Some torrents did not stop in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.running = null;
		now.runtime().shutdown();
		close(now.server());
	}

	private static void close(ServerSocketChannel server) {
		try {
			server.close();
		}
		catch (IOException ex) {
			logger.debug("Could not close the port", ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	private record Running(BtRuntime runtime, LibraryRegistry registry, IPeerConnectionPool connections,
			ActiveTorrents active, ServerSocketChannel server, int port, @Nullable InetSocketAddress address) {

	}

}
