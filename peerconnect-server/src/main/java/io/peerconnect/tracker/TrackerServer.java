package io.peerconnect.tracker;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.torrent.SeederAddress;
import io.peerconnect.torrent.Torrent;
import io.peerconnect.torrent.TorrentLibrary;
import io.peerconnect.torrent.TorrentListener;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketServer;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;
import io.peerconnect.websocket.SoonExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.HttpRequestHandler;

/**
 * The tracker of one node: puts its parts together, and starts and stops them.
 */
public final class TrackerServer extends SocketServer implements TorrentListener {

	/*
	 * Ten offers of a usual size. Text, as browsers' WebTorrent takes nothing else: bytes
	 * it turns into the text of their numbers.
	 */
	private static final SocketSettings SOCKETS = new SocketSettings(64 * 1024, 512, 1024, SocketSettings.Format.TEXT);

	private final TrackerSettings settings;

	private final Clock clock;

	private final JoinTokens tokens;

	private final TrackerObserver observer;

	private final SwarmTable swarms;

	private final WebConnections webConnections;

	private final WebTracker webTracker;

	private final HttpTracker httpTracker;

	private final AddressRate requests;

	/**
	 * Create the tracker. It does nothing before it is started.
	 * @param settings what the operator may set
	 * @param library the torrents that it tracks
	 * @param tokens checks join tokens of pages
	 * @param geo locates peers
	 * @param seeder where the resident seeder is reached, if there may be one
	 * @param observer hears what happens
	 * @param scheduler runs the sweep, and closes connections
	 * @param clock the time
	 * @param random mixes peers; must be safe for many threads
	 */
	public TrackerServer(TrackerSettings settings, TorrentLibrary library, JoinTokens tokens, GeoLocator geo,
			@Nullable SeederAddress seeder, TrackerObserver observer, TaskScheduler scheduler, Clock clock,
			RandomGenerator random) {
		super(scheduler);
		this.settings = settings;
		this.clock = clock;
		this.tokens = tokens;
		this.observer = observer;
		this.swarms = new SwarmTable(library, settings.maxPeersPerSwarm(),
				new AddressLimits(settings.http().maxPeersPerAddress()), random);
		AddressLimits addresses = new AddressLimits(settings.web().maxConnectionsPerAddress());
		this.requests = new AddressRate(settings.requestsPerAddress());
		this.webConnections = new WebConnections(settings.web(), addresses, this.requests, geo,
				new SoonExecutor(scheduler), clock);
		AnnouncePace pace = new AnnouncePace(settings.announcesPerSecond(), this.webConnections::count, random);
		this.httpTracker = new HttpTracker(settings, this.swarms, pace, new Reach(seeder), geo, observer, clock);
		this.webTracker = new WebTracker(settings, this.swarms, pace, addresses, this.requests, observer, clock);
	}

	/**
	 * Return the handler of handshakes.
	 * @param origins tells pages of this site from others
	 * @param upgrades ways to make a WebSocket of a request, besides the container's own
	 * @return the handler
	 */
	public SocketHandshake handshake(OriginPolicy origins, List<SocketUpgrade> upgrades) {
		return new SocketHandshake(SOCKETS, new WebAcceptor(this.webConnections, this.webTracker, origins, this.tokens,
				this.settings.desktopClients()), this.observer::handshakeRefused, upgrades);
	}

	/**
	 * Return the handler of announces over HTTP.
	 * @return the handler
	 */
	public HttpRequestHandler announceHandler() {
		return http(HttpTracker::announce);
	}

	/**
	 * Return the handler of scrapes over HTTP.
	 * @return the handler
	 */
	public HttpRequestHandler scrapeHandler() {
		return http(HttpTracker::scrape);
	}

	private HttpTrackerHandler http(HttpTrackerHandler.Action action) {
		return new HttpTrackerHandler(action, this.httpTracker, this.requests, this.observer, this.clock);
	}

	/**
	 * Count what there is.
	 * @return the counts
	 */
	public TrackerStatistics statistics() {
		return this.swarms.statistics();
	}

	@Override
	public void added(Torrent torrent) {
		// Its swarm begins with the first peer.
	}

	@Override
	public void removed(Torrent torrent) {
		this.swarms.drop(BinaryId.of(torrent.infoHash()));
	}

	@Override
	protected void open() {
		this.webConnections.startAccepting();
	}

	@Override
	protected void close() {
		this.webConnections.drain();
	}

	@Override
	protected void sweep() {
		this.webConnections.sweep();
		this.swarms.expire(this.clock.millis());
	}

}
