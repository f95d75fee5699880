package io.peerconnect.signaling;

import java.time.Clock;
import java.util.List;
import java.util.List;

import io.peerconnect.asset.AssetCatalogue;
import io.peerconnect.geo.GeoLocator;
import io.peerconnect.protocol.MessageCodec;
import io.peerconnect.swarm.Matchmaker;
import io.peerconnect.token.JoinTokens;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.OriginPolicy;
import io.peerconnect.websocket.SocketHandshake;
import io.peerconnect.websocket.SocketServer;
import io.peerconnect.websocket.SocketSettings;
import io.peerconnect.websocket.SocketUpgrade;
import io.peerconnect.websocket.SoonExecutor;

import org.springframework.scheduling.TaskScheduler;

/**
 * Signalling of one node: puts its parts together, and starts and stops them.
 */
public final class SignalingServer extends SocketServer {

	/*
	 * Parts are small: Tomcat has buffers of this size for every connection. Text is what
	 * our client greets with; what it says later is binary.
	 */
	private static final SocketSettings SOCKETS = new SocketSettings(MessageCodec.MAX_MESSAGE_BYTES, 512, 128,
			SocketSettings.Format.BINARY);

	private final Connections connections;

	private final Switchboard switchboard;

	private final SignalingObserver observer;

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
		super(scheduler);
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
	protected void open() {
		this.connections.startAccepting();
	}

	@Override
	protected void close() {
		this.connections.drain();
	}

	@Override
	protected void sweep() {
		this.connections.sweep();
	}

}
