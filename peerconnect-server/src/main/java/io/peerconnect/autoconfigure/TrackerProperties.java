package io.peerconnect.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the tracker.
 *
 * @param enabled Whether the site is a tracker for its videos
 * @param interval Time between two announces of a browser. If a duration suffix is not
 * specified, milliseconds will be used
 * @param httpInterval Time between two announces of a desktop client. If a duration
 * suffix is not specified, milliseconds will be used
 * @param maxAnnouncesPerSecond Announces that the tracker asks for in one second at most:
 * with more peers the time between two of them becomes longer
 * @param maxPeersPerSwarm Maximum number of peers that take part in one torrent
 * @param maxConnections Maximum number of WebSockets on this node
 * @param maxConnectionsPerAddress Maximum number of WebSockets from one address. An IPv6
 * address counts as its /64
 * @param maxSwarmsPerConnection Maximum number of torrents that one WebSocket takes part
 * in
 * @param maxPeersPerAddress Maximum number of desktop clients and torrents, multiplied,
 * that one address takes part with
 * @param heartbeat Interval between pings to a WebSocket. If a duration suffix is not
 * specified, milliseconds will be used
 * @param messagesPerSecond Messages and offers that one WebSocket may send on average
 * @param messagesBurst Messages and offers that one WebSocket may send at once
 * @param messagesPerSecondPerAddress Messages, offers and HTTP requests that one address
 * may send on average. Eight times as many are allowed at once
 * @param sendBuffer Size of what may wait for a WebSocket whose client reads slowly. If a
 * size suffix is not specified, bytes will be used
 * @param desktopClients Whether clients that are no browsers, which have no join token,
 * may take part
 * @param scrapeAll Whether anybody may ask for the numbers of all torrents at once
 */
@ConfigurationProperties("peerconnect.video.tracker")
public record TrackerProperties(@DefaultValue("true") boolean enabled, @DefaultValue("120s") Duration interval,
		@DefaultValue("10m") Duration httpInterval, @DefaultValue("500") int maxAnnouncesPerSecond,
		@DefaultValue("10000") int maxPeersPerSwarm, @DefaultValue("20000") int maxConnections,
		@DefaultValue("64") int maxConnectionsPerAddress, @DefaultValue("50") int maxSwarmsPerConnection,
		@DefaultValue("500") int maxPeersPerAddress, @DefaultValue("45s") Duration heartbeat,
		@DefaultValue("20") int messagesPerSecond, @DefaultValue("400") int messagesBurst,
		@DefaultValue("1000") int messagesPerSecondPerAddress, @DefaultValue("256KB") DataSize sendBuffer,
		@DefaultValue("true") boolean desktopClients, @DefaultValue("false") boolean scrapeAll) {

	public TrackerProperties {
		requireDuration("interval", interval, Duration.ofMinutes(1), "Use a duration from '60s' to '1h'.");
		requireDuration("http-interval", httpInterval, Duration.ofMinutes(1), "Use a duration from '60s' to '1h'.");
		requireDuration("heartbeat", heartbeat, Duration.ofSeconds(1), "Use a duration from '1s' to '1h'.");
		requirePositive("max-announces-per-second", maxAnnouncesPerSecond);
		requirePositive("max-connections", maxConnections);
		requirePositive("max-connections-per-address", maxConnectionsPerAddress);
		requirePositive("max-swarms-per-connection", maxSwarmsPerConnection);
		requirePositive("max-peers-per-address", maxPeersPerAddress);
		requirePositive("messages-per-second", messagesPerSecond);
		requirePositive("messages-per-second-per-address", messagesPerSecondPerAddress);
		if (maxPeersPerSwarm < 2) {
			throw invalid("max-peers-per-swarm", maxPeersPerSwarm, "Use 2 or more; one peer has nobody to meet.");
		}
		if (messagesBurst < 20) {
			throw invalid("messages-burst", messagesBurst, "One announce takes up to 11. Use 20 or more.");
		}
		if (sendBuffer.toBytes() < 64 * 1024 || sendBuffer.toBytes() > Integer.MAX_VALUE) {
			throw invalid("send-buffer", sendBuffer, "Use '64KB' or more, below '2GB'.");
		}
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw invalid(name, value, "Use 1 or more; 'peerconnect.video.tracker.enabled=false' turns it off.");
		}
	}

	private static void requireDuration(String name, Duration value, Duration least, String remedy) {
		if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
			throw invalid(name, value, remedy);
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.video.tracker." + name, value, reason);
	}

}
