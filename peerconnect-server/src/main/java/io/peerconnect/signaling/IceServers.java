package io.peerconnect.signaling;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.peerconnect.protocol.IcePolicy;
import io.peerconnect.protocol.IceServer;
import io.peerconnect.swarm.PeerId;

/**
 * The STUN and TURN servers that peers are told to use. With a secret, TURN servers get
 * credentials that expire, as coturn's {@code use-auth-secret} checks them: the password
 * of a peer opens nothing tomorrow.
 */
public final class IceServers {

	private final List<IceServer> servers;

	private final IcePolicy policy;

	private final @Nullable String turnSecret;

	private final Duration turnLifetime;

	private final Clock clock;

	/**
	 * Create the servers.
	 * @param servers the servers
	 * @param policy which candidates peers may use
	 * @param turnSecret the secret shared with the TURN servers
	 * @param turnLifetime how long credentials are good for
	 * @param clock the time
	 */
	public IceServers(List<IceServer> servers, IcePolicy policy, @Nullable String turnSecret, Duration turnLifetime,
			Clock clock) {
		this.servers = List.copyOf(servers);
		this.policy = policy;
		this.turnSecret = turnSecret;
		this.turnLifetime = turnLifetime;
		this.clock = clock;
	}

	List<IceServer> serversFor(PeerId peer) {
		String secret = this.turnSecret;
		if (secret == null) {
			return this.servers;
		}
		String username = this.clock.instant().plus(this.turnLifetime).getEpochSecond() + ":" + peer;
		String credential = sign(secret, username);
		return this.servers.stream()
			.map((server) -> server.relays() ? new IceServer(server.urls(), username, credential) : server)
			.toList();
	}

	IcePolicy policy() {
		return this.policy;
	}

	/* SHA-1 is what TURN servers agreed on: draft-uberti-behave-turn-rest-00. */
	private static String sign(String secret, String username) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
			return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no HmacSHA1", ex);
		}
	}

}
