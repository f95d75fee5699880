package io.peerconnect.tracker;

import java.net.InetAddress;
import java.time.Clock;
import java.util.concurrent.Executor;

import io.peerconnect.geo.GeoLocator;
import io.peerconnect.websocket.AddressLimits;
import io.peerconnect.websocket.AddressRate;
import io.peerconnect.websocket.HandshakeRefusedException;
import io.peerconnect.websocket.OpenConnections;

/**
 * The tracker's WebSockets on this node. Safe for use by many threads at once.
 */
final class WebConnections {

	private final TrackerSettings.Web settings;

	private final OpenConnections<WebConnection> open;

	private final GeoLocator geo;

	private final Executor closer;

	private final Clock clock;

	WebConnections(TrackerSettings.Web settings, AddressLimits addresses, AddressRate requests, GeoLocator geo,
			Executor closer, Clock clock) {
		this.settings = settings;
		this.open = new OpenConnections<>(settings.maxConnections(), settings.heartbeat(), addresses, requests, clock);
		this.geo = geo;
		this.closer = closer;
		this.clock = clock;
	}

	WebConnection accept(InetAddress address) throws HandshakeRefusedException {
		return this.open.accept(address,
				(now) -> new WebConnection(address, this.geo.locate(address), this.settings, this.closer, now));
	}

	void closed(WebConnection connection) {
		if (this.open.tryRemove(connection)) {
			for (WebPeer peer : connection.end()) {
				peer.swarm().leave(peer);
			}
		}
	}

	void sweep() {
		long now = this.clock.millis();
		this.open.forEach((connection) -> this.open.keepAlive(connection, now, (dead, code) -> closed(dead)));
	}

	void startAccepting() {
		this.open.startAccepting();
	}

	void drain() {
		this.open.drain((connection, code) -> closed(connection));
	}

	int count() {
		return this.open.count();
	}

}
