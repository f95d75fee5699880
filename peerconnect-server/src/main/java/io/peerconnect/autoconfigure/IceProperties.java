package io.peerconnect.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.IcePolicy;
import io.peerconnect.protocol.IceServer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Configuration properties for how browsers reach each other. Without servers, only
 * visitors that need no help to connect do: on one network, or with public addresses.
 *
 * @param servers STUN and TURN servers
 * @param policy Which candidates may be used. With relay, no visitor learns the address
 * of another
 * @param turnSecret Secret shared with the TURN servers ({@code static-auth-secret} of
 * coturn). Visitors then get credentials that expire
 * @param turnLifetime How long such credentials are good for. If a duration suffix is not
 * specified, milliseconds will be used
 */
@ConfigurationProperties("peerconnect.ice")
public record IceProperties(@DefaultValue List<Server> servers, @DefaultValue("all") IcePolicy policy,
		@Nullable String turnSecret, @DefaultValue("12h") Duration turnLifetime) {

	public IceProperties {
		servers = List.copyOf(servers);
		for (int i = 0; i < servers.size(); i++) {
			check("peerconnect.ice.servers[" + i + "]", servers.get(i), turnSecret != null);
		}
		if (policy == IcePolicy.RELAY && servers.stream().noneMatch((server) -> server.toIceServer().relays())) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.ice.policy", "relay",
					"Only a TURN server can relay. Add one to 'peerconnect.ice.servers', such as "
							+ "'turn:turn.example.org:3478', or use 'all'.");
		}
		if (turnSecret != null && turnSecret.isBlank()) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.ice.turn-secret", "",
					"Use the secret that the TURN servers are configured with, or leave it out.");
		}
		if (turnLifetime.compareTo(Duration.ofMinutes(1)) < 0) {
			throw new InvalidConfigurationPropertyValueException("peerconnect.ice.turn-lifetime", turnLifetime,
					"Use '1m' or more; a page view should fit in.");
		}
	}

	private static void check(String name, Server server, boolean hasSecret) {
		if (server.urls().isEmpty()) {
			throw new InvalidConfigurationPropertyValueException(name + ".urls", server.urls(),
					"Name at least one url, such as 'stun:stun.example.org:3478'.");
		}
		for (String url : server.urls()) {
			if (!url.matches("(stuns?|turns?):[^\\s/?]+(\\?transport=(udp|tcp))?")) {
				throw new InvalidConfigurationPropertyValueException(name + ".urls", url,
						"Use a url such as 'stun:stun.example.org:3478' or "
								+ "'turn:turn.example.org:3478?transport=udp'.");
			}
		}
		boolean hasPassword = server.username() != null && server.credential() != null;
		if (server.toIceServer().relays() && !hasSecret && !hasPassword) {
			throw new InvalidConfigurationPropertyValueException(name, server.urls(),
					"Browsers refuse a TURN server without credentials. Set 'peerconnect.ice.turn-secret', or "
							+ "'username' and 'credential' of this server.");
		}
	}

	@Override
	public String toString() {
		return this.servers + ", " + this.policy;
	}

	/**
	 * A STUN or TURN server.
	 *
	 * @param urls Urls of the server, such as {@code turn:turn.example.org:3478}
	 * @param username Name to log in with
	 * @param credential Password to log in with
	 */
	public record Server(@DefaultValue List<String> urls, @Nullable String username, @Nullable String credential) {

		IceServer toIceServer() {
			return new IceServer(this.urls, this.username, this.credential);
		}

		@Override
		public String toString() {
			return this.urls.toString();
		}

	}

}
