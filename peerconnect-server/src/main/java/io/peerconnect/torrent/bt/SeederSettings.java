package io.peerconnect.torrent.bt;

import java.net.InetAddress;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the operator decides about the seeder.
 *
 * @param address the local address to listen on, or {@code null} for all
 * @param port the port to listen on, or 0 for any that is free
 * @param publicHost the host that other clients are told, or {@code null} for the address
 * @param publicPort the port that other clients are told, or {@code null} for the port
 * @param maxActive the number of torrents that are seeded at once at most
 * @param maxConnections the number of connections at most
 * @param idleTimeout how long a torrent stays active that nobody is connected for
 * @param peerExchange whether peers are told of each other by the seeder as well
 * @param localDiscovery whether peers in the local network are looked for
 */
public record SeederSettings(@Nullable InetAddress address, int port, @Nullable String publicHost,
		@Nullable Integer publicPort, int maxActive, int maxConnections, Duration idleTimeout, boolean peerExchange,
		boolean localDiscovery) {

}
