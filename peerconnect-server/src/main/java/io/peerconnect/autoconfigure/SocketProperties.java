package io.peerconnect.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for WebSockets of all kinds.
 *
 * @param takeOver Whether Tomcat hands WebSockets over to threads of PeerConnect, which
 * need a fraction of its CPU and memory. Without effect where Tomcat itself does TLS, and
 * on other containers
 * @param threads Number of those threads. Without a value, half as many as there are
 * processors, 4 at most
 */
@ConfigurationProperties("peerconnect.sockets")
public record SocketProperties(@DefaultValue("true") boolean takeOver, @Nullable Integer threads) {

	private static final int MOST_UNLESS_SET = 4;

	public SocketProperties {
		if (threads != null && (threads < 1 || threads > 64)) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.sockets.threads", threads,
					"Use a number from 1 to 64; 'peerconnect.sockets.take-over=false' leaves WebSockets to Tomcat.");
		}
	}

	int threadCount() {
		if (this.threads != null) {
			return this.threads;
		}
		return Math.max(1, Math.min(MOST_UNLESS_SET, Runtime.getRuntime().availableProcessors() / 2));
	}

}
