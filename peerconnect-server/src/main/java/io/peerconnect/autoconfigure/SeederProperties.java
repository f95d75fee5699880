package io.peerconnect.autoconfigure;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for the seeder, which serves the videos to BitTorrent clients.
 *
 * @param enabled Whether the videos are seeded to BitTorrent clients over TCP
 * @param address Local address that the seeder listens on; without a value all
 * @param port Port that the seeder listens on
 * @param publicHost Host that clients elsewhere reach the seeder at
 * @param publicPort Port that clients elsewhere reach the seeder at; without a value the
 * port that it listens on
 * @param maxActive Number of torrents that are seeded at once at most. Each takes about
 * two threads and 0.5 MB
 * @param maxConnections Number of connections with clients at most
 * @param idleTimeout How long a torrent stays active that no client is connected for. If
 * a duration suffix is not specified, milliseconds will be used
 * @param peerExchange Whether the seeder tells clients of each other, besides the tracker
 * @param localDiscovery Whether clients in the local network are looked for
 * @param announceUrl URL of the site's HTTP tracker as the seeder reaches it, where that
 * is not the port of the web server on this machine
 */
@ConfigurationProperties("peerconnect.video.seeder")
public record SeederProperties(@DefaultValue("false") boolean enabled, @Nullable InetAddress address,
		@DefaultValue("6891") int port, @Nullable String publicHost, @Nullable Integer publicPort,
		@DefaultValue("50") int maxActive, @DefaultValue("200") int maxConnections,
		@DefaultValue("10m") Duration idleTimeout, @DefaultValue("false") boolean peerExchange,
		@DefaultValue("false") boolean localDiscovery, @Nullable URI announceUrl) {

	private static final int HIGHEST_PORT = 65535;

	public SeederProperties {
		if (port < 0 || port > HIGHEST_PORT) {
			throw invalid("port", port, "Use a port from 1 to 65535, or 0 for any that is free.");
		}
		if (publicPort != null && (publicPort < 1 || publicPort > HIGHEST_PORT)) {
			throw invalid("public-port", publicPort, "Use a port from 1 to 65535.");
		}
		if (maxActive < 1) {
			throw invalid("max-active", maxActive, "One torrent at least must be active to be seeded. Use 1 or more.");
		}
		if (maxConnections < 1) {
			throw invalid("max-connections", maxConnections, "Clients could not connect. Use 1 or more.");
		}
		if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
			throw invalid("idle-timeout", idleTimeout, "Torrents would stop before clients connect. Use '1s' or more.");
		}
		if (announceUrl != null && !"http".equals(announceUrl.getScheme()) && !"https".equals(announceUrl.getScheme())
				|| announceUrl != null && announceUrl.getHost() == null) {
			throw invalid("announce-url", announceUrl,
					"Use a URL of http or https, such as 'http://127.0.0.1:8080/peerconnect/announce'.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.video.seeder." + name, value, reason);
	}

}
