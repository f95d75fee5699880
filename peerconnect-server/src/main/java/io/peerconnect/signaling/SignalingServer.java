package io.peerconnect.signaling;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;
import io.peerconnect.websocket.SoonExecutor;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/**
 * Signalling of one node: puts its parts together, and starts and stops them. Stops
 * before the web server does, so that clients hear why and come back elsewhere.
 */
public final class SignalingServer implements SmartLifecycle {

	/*
	 * Spring Boot stops accepting requests at DEFAULT_PHASE - 1024; higher phases stop
	 * first.
	 */
	private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	/*
	 * Parts are small: Tomcat has buffers of this size for every connection. Text is what
	 * our client greets with; what it says later is binary.
	 */
	private static final SocketSettings SOCKETS = new SocketSettings(MessageCodec.MAX_MESSAGE_BYTES, 512, 128,
			SocketSettings.Format.BINARY);

	private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(SignalingServer.class);

	private final TaskScheduler scheduler;

	private final Connections connections;

	private final Switchboard switchboard;

	private final SignalingObserver observer;

	private volatile @Nullable ScheduledFuture<?> sweep;

	/**
	 * Create the server. It does nothing before it is started.
	 * @param settings what the operator may set
	 * @param peers the peers of this node
	 * @param tokens checks join tokens
	 * @param assets the site's assets
	 * @param matchmaker decides who meets whom
	 * @param announcer tells receivers of matches
	 * @param geo locates clients
	 * @param iceServers what peers connect through
	 * @param receivers take the messages of other features
	 * @param observer hears what happens
	 * @param scheduler runs the sweep, and closes connections
	 * @param clock the time
	 */
	public SignalingServer(SignalingSettings settings, PeerDirectory peers, JoinTokens tokens, AssetCatalogue assets,
			Matchmaker matchmaker, MatchAnnouncer announcer, GeoLocator geo, IceServers iceServers,
			List<MessageReceiver<?>> receivers, SignalingObserver observer, TaskScheduler scheduler, Clock clock) {
		this.scheduler = scheduler;
		this.observer = observer;
		MessageCodec codec = new MessageCodec();
		AddressLimits addresses = new AddressLimits(settings.maxSessionsPerAddress());
		AddressRate messages = new AddressRate(settings.messagesPerAddress());
		AbuseGuard guard = new AbuseGuard(codec, addresses, messages, new AddressRate(settings.wantsPerAddress()),
				observer, clock);
		MessageReceivers others = new MessageReceivers(receivers);
		PeerLifecycle lifecycle = new PeerLifecycle(peers, matchmaker, geo, others, observer, settings.maxSessions());
		this.connections = new Connections(settings, addresses, messages, lifecycle, observer,
				new SoonExecutor(scheduler), clock);
		this.switchboard = new Switchboard(codec, new Reception(lifecycle, tokens, iceServers, codec, guard), lifecycle,
				new Relay(peers, codec, guard), new AssetRequests(assets, matchmaker, announcer, codec, guard),
				matchmaker, others, guard, observer);
	}

	/**
	 * Return the handler of handshakes.
	 * @param origins tells pages of this site from others
	 * @param upgrades ways to make a WebSocket of a request, besides the container's own
	 * @return the handler
	 */
	public SocketHandshake handshake(OriginPolicy origins, List<SocketUpgrade> upgrades) {
		return new SocketHandshake(SOCKETS, new SignalingAcceptor(this.connections, this.switchboard, origins),
				this.observer::handshakeRefused, upgrades);
	}

	@Override
	public void start() {
		this.connections.startAccepting();
		this.sweep = this.scheduler.scheduleWithFixedDelay(this::sweep, SWEEP_INTERVAL);
	}

	@Override
	public void stop() {
		ScheduledFuture<?> sweep = this.sweep;
		if (sweep != null) {
			sweep.cancel(false);
			this.sweep = null;
		}
		this.connections.drain();
	}

	@Override
	public boolean isRunning() {
		return this.sweep != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private void sweep() {
		try {
			this.connections.sweep();
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end all sweeps to come.
			logger.warn("Signalling connections could not be looked after", ex);
		}
	}

}
