package io.peerconnect.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for WebSocket signalling.
 *
 * @param allowedOrigins Origins, such as {@code https://example.org}, whose pages may
 * connect beside those of the site itself
 * @param maxSessions Maximum number of sessions on this node
 * @param maxSessionsPerAddress Maximum number of sessions from one address. An IPv6
 * address counts as its /64
 * @param resumeGrace How long a peer whose connection dropped may come back as itself. If
 * a duration suffix is not specified, milliseconds will be used
 * @param helloTimeout How soon after the handshake the first message must arrive. If a
 * duration suffix is not specified, milliseconds will be used
 * @param heartbeat Interval between pings to a client. If a duration suffix is not
 * specified, milliseconds will be used
 * @param messagesPerSecond Messages that one session may send on average
 * @param messagesBurst Messages that one session may send at once
 * @param messagesPerSecondPerAddress Messages that the sessions of one address may send
 * together on average. Eight times as many are allowed at once
 * @param wantsPerSecondPerAddress Assets that the sessions of one address may ask peers
 * for together on average. Sixteen times as many are allowed at once; who asks for more
 * is sent to the server
 * @param sendBuffer Size of what may wait for a client that reads slowly. If a size
 * suffix is not specified, bytes will be used
 * @param tuneContainer Whether to lower buffers of the whole Tomcat to 1 or 2 kB, which
 * saves two thirds of the memory of a session where WebSockets are left to Tomcat. Large
 * dynamic responses then take more CPU, and other WebSocket endpoints of the application
 * receive whole messages of up to 1 kB only, unless they set their own size
 */
@ConfigurationProperties("peerconnect.signaling")
public record SignalingProperties(@DefaultValue Set<URI> allowedOrigins, @DefaultValue("20000") int maxSessions,
		@DefaultValue("64") int maxSessionsPerAddress, @DefaultValue("10s") Duration resumeGrace,
		@DefaultValue("10s") Duration helloTimeout, @DefaultValue("25s") Duration heartbeat,
		@DefaultValue("50") int messagesPerSecond, @DefaultValue("400") int messagesBurst,
		@DefaultValue("1000") int messagesPerSecondPerAddress, @DefaultValue("500") int wantsPerSecondPerAddress,
		@DefaultValue("512KB") DataSize sendBuffer, @DefaultValue("false") boolean tuneContainer) {

	public SignalingProperties {
		for (URI origin : allowedOrigins) {
			if (!PeerConnectProperties.isOrigin(origin)) {
				throw invalid("allowed-origins", origin,
						"Use the scheme and host of a site and nothing after, such as 'https://example.org'.");
			}
		}
		requirePositive("max-sessions", maxSessions);
		requirePositive("max-sessions-per-address", maxSessionsPerAddress);
		requirePositive("messages-per-second", messagesPerSecond);
		requirePositive("messages-burst", messagesBurst);
		requirePositive("messages-per-second-per-address", messagesPerSecondPerAddress);
		requirePositive("wants-per-second-per-address", wantsPerSecondPerAddress);
		requireAtLeastOneSecond("hello-timeout", helloTimeout);
		requireAtLeastOneSecond("heartbeat", heartbeat);
		if (resumeGrace.isNegative() || resumeGrace.compareTo(Duration.ofMinutes(10)) > 0) {
			throw invalid("resume-grace", resumeGrace, "Use a duration from '0s' (no grace) to '10m'.");
		}
		if (sendBuffer.toBytes() < 64 * 1024 || sendBuffer.toBytes() > Integer.MAX_VALUE) {
			throw invalid("send-buffer", sendBuffer, "The longest message is 64KB. Use '64KB' or more, below '2GB'.");
		}
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw invalid(name, value, "Use 1 or more; 'peerconnect.enabled=false' turns PeerConnect off.");
		}
	}

	private static void requireAtLeastOneSecond(String name, Duration value) {
		if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
			throw invalid(name, value, "Use a duration from '1s' to '1h'.");
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("peerconnect.signaling." + name, value, reason);
	}

}
